import { type Kysely, sql } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import {
  channels,
  type MessageChannel,
  type MessageKind,
  messageKinds,
  type MessageReason,
  messageReasons,
  type MessageState,
} from './model.ts'

type Db = Kysely<Tables>

/** States as staff see them: what a worker has in hand waits still. */
export const shownStates = ['waiting', 'sent', 'delivered', 'dropped', 'dead'] as const
export type ShownState = (typeof shownStates)[number]

/** So many messages of one office that were made on one day and are alike. */
export interface Figure {
  /** In the office's zone. */
  day: Temporal.PlainDate
  kind: MessageKind
  /** By which they went or were last tried; undefined: none yet. */
  channel: MessageChannel | undefined
  state: MessageState
  reason: MessageReason | undefined
  count: number
}

/** The channel that refused last stands in no column of its own once a message is dead. */
const lastChannel = sql<string | null>`
  case when state = 'dead' then coalesce(refused[cardinality(refused)], channel) else channel end`

/** An office's messages that were made from `from` on, counted. `timeZone`: the office's. */
export async function messageFigures(
  db: Db,
  { officeId, from, timeZone }: { officeId: string; from: Temporal.Instant; timeZone: string },
): Promise<Figure[]> {
  const rows = await db
    .selectFrom('message')
    .select([
      sql<Temporal.PlainDate>`(made_at at time zone ${timeZone})::date`.as('day'),
      'kind',
      lastChannel.as('last_channel'),
      'state',
      'reason',
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('office_id', '=', officeId)
    .where('made_at', '>=', from)
    .groupBy(sql`1, 2, 3, 4, 5`)
    .execute()
  return rows.flatMap(({ day, kind, last_channel, state, reason, count }) => {
    const known = messageKinds.find((one) => one === kind)
    if (!known) return []
    const read = { channel: channelOf(last_channel), state: state as MessageState, reason: reasonOf(reason) }
    return [{ day, kind: known, count, ...read }]
  })
}

const channelOf = (text: string | null): MessageChannel | undefined => channels.find((one) => one === text)
const reasonOf = (text: string | null): MessageReason | undefined => messageReasons.find((one) => one === text)

/** What one channel has cost in one month. */
export interface Charge {
  /** Its first day. */
  month: Temporal.PlainDate
  channel: MessageChannel
  messages: number
  /** Messages or segments that are charged. */
  parts: number
  /** Whole rupiah, by the prices of the office's file at the time of sending. */
  costIdr: number
}

/** What an office's messages have cost since `from`, by month and channel, the newest month first. */
export async function messageCharges(
  db: Db,
  { officeId, from, timeZone }: { officeId: string; from: Temporal.Instant; timeZone: string },
): Promise<Charge[]> {
  const rows = await db
    .selectFrom('message')
    .select([
      sql<Temporal.PlainDate>`date_trunc('month', sent_at at time zone ${timeZone})::date`.as('month'),
      'channel',
      sql<number>`count(*)::int`.as('messages'),
      sql<number>`sum(parts)::int`.as('parts'),
      sql<string>`sum(cost_idr)`.as('cost'),
    ])
    .where('office_id', '=', officeId)
    .where('sent_at', '>=', from)
    .groupBy(sql`1, 2`)
    .orderBy(sql`1 desc, 2`)
    .execute()
  return rows.flatMap(({ month, channel: name, messages, parts, cost }) => {
    const channel = channelOf(name)
    return channel ? [{ month, channel, messages, parts, costIdr: Number(cost) }] : []
  })
}

/** A message that every channel refused; nothing of it names anybody. */
export interface DeadLetter {
  messageId: string
  /** Ten characters without hyphens; undefined: it belongs to no turn. */
  code: string | undefined
  kind: MessageKind
  /** When it was last tried. */
  triedAt: Temporal.Instant
  channel: MessageChannel | undefined
  reason: MessageReason | undefined
}

/** The dead letters of an office, the newest first, up to `max`, and how many there are. */
export async function deadLetters(
  db: Db,
  { officeId, max }: { officeId: string; max: number },
): Promise<{ rows: DeadLetter[]; total: number }> {
  const rows = await db
    .selectFrom('message')
    .leftJoin('booking', (join) =>
      join
        .onRef('booking.office_id', '=', 'message.office_id')
        .onRef('booking.booking_id', '=', 'message.booking_id'),
    )
    .select([
      'message.message_id',
      'booking.code',
      'message.kind',
      'message.due_at',
      'message.channel',
      'message.refused',
      'message.reason',
      sql<number>`count(*) over ()::int`.as('total'),
    ])
    .where('message.office_id', '=', officeId)
    .where('message.state', '=', 'dead')
    .orderBy('message.due_at', 'desc')
    .limit(max)
    .execute()
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      messageId: row.message_id,
      code: row.code ?? undefined,
      kind: row.kind as MessageKind,
      triedAt: row.due_at,
      channel: channelOf(row.refused.at(-1) ?? row.channel),
      reason: reasonOf(row.reason),
    })),
  }
}

export type Sums = Record<ShownState, number>

const stateShown = (state: MessageState): ShownState => (state === 'sending' ? 'waiting' : state)

/** Figures by what `by` reads of each, in the order of `order`; what has none is left out. */
export function sumBy<K>(figures: readonly Figure[], by: (figure: Figure) => K, order: readonly K[]): [K, Sums][] {
  const sums = new Map<K, Sums>()
  for (const figure of figures) {
    const key = by(figure)
    const sum = sums.get(key) ?? { waiting: 0, sent: 0, delivered: 0, dropped: 0, dead: 0 }
    sum[stateShown(figure.state)] += figure.count
    sums.set(key, sum)
  }
  return order.flatMap((key): [K, Sums][] => {
    const sum = sums.get(key)
    return sum ? [[key, sum]] : []
  })
}

/** How often each reason stands, of what waits, was dropped or is dead; the most frequent first. */
export function reasonsOf(figures: readonly Figure[]): { state: ShownState; reason: MessageReason; count: number }[] {
  const counts = new Map<string, { state: ShownState; reason: MessageReason; count: number }>()
  for (const { state: real, reason, count } of figures) {
    const state = stateShown(real)
    if (reason === undefined || state === 'sent' || state === 'delivered') continue
    const key = `${state} ${reason}`
    counts.set(key, { state, reason, count: count + (counts.get(key)?.count ?? 0) })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}
