import { type Kysely, type Selectable, sql } from 'kysely'
import type { OfficeBook } from '../offices/index.ts'
import { contactLookupText } from '../people/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database, MessageTable, Tables } from '../platform/database/index.ts'
import type { Log } from '../platform/log.ts'
import type { MessageChannel, MessageState } from './model.ts'
import { afterReport } from './report-rules.ts'
import { NO_OFFICE } from './proof-store.ts'
import { notifySettings } from './settings.ts'
import { writeStop } from './store.ts'
import type { Report, Told, Wish } from './webhooks.ts'

export interface ReportDeps {
  database: Database
  clock: Clock
  keys: Pick<Keys, 'lookup'>
  offices: OfficeBook
  log: Log
}

type Db = Kysely<Tables>
type Row = Pick<Selectable<MessageTable>, (typeof columns)[number]>

const columns = [
  'office_id', 'message_id', 'booking_id', 'state', 'channel', 'refused', 'provider_id', 'sealed',
] as const

/** Takes in what a channel has told: each thing once, what is known already or of nobody not at all. */
export async function takeTold(deps: ReportDeps, { reports, wishes }: Told): Promise<void> {
  for (const report of reports) await takeReport(deps, report)
  for (const wish of wishes) await takeWish(deps, wish)
}

async function takeReport(deps: ReportDeps, report: Report): Promise<void> {
  const { channel, messageId, code: detail } = report
  const change = await deps.database.kysely.transaction().execute(async (tx) => {
    const row = await lockMessage(tx, deps.offices, messageId)
    if (!row || !(await isNews(tx, deps.clock, report))) return undefined
    const change = afterReport(
      {
        state: row.state as MessageState,
        channel: (row.channel as MessageChannel | null) ?? undefined,
        refused: row.refused as MessageChannel[],
        providerId: row.provider_id ?? undefined,
      },
      report,
    )
    if (change === 'next') await writeFailed(tx, row, { channel, now: deps.clock.now() })
    else if (change) await writeTaken(deps, tx, { row, report, change })
    return change
  })
  if (change === 'next') {
    deps.log.warn({ message: messageId, channel, outcome: 'refused', detail }, 'a message that was taken has failed')
  }
}

/**
 * The message of that id, locked. Who tells of it does not say whose it is: each office that
 * sends is looked into, by the primary key.
 */
function lockMessage(tx: Db, offices: OfficeBook, messageId: string): Promise<Row | undefined> {
  const senders = [NO_OFFICE, ...offices.all().flatMap(({ officeId, definition }) => (definition ? [officeId] : []))]
  return tx
    .selectFrom('message')
    .select([...columns])
    .where(sql<boolean>`office_id = any(${senders})`)
    .where('message_id', '=', messageId)
    .forUpdate()
    .executeTakeFirst()
}

/** Remembers that it was told; false: it was told before. */
async function isNews(
  tx: Db,
  clock: Clock,
  { channel, eventId }: Pick<Report | Wish, 'channel' | 'eventId'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('message_event')
    .values({ channel, event_id: eventId, at: clock.now() })
    .onConflict((conflict) => conflict.columns(['channel', 'event_id']).doNothing())
    .returning('event_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Also where the answer was lost: a worker that still has it in hand finds it settled. */
async function writeTaken(
  { offices, clock }: Pick<ReportDeps, 'offices' | 'clock'>,
  tx: Db,
  { row, report, change }: { row: Row; report: Report; change: 'sent' | 'delivered' },
): Promise<void> {
  const { channel, providerId, parts = 1 } = report
  const definition = offices.get(row.office_id)?.definition
  const price = definition ? notifySettings(definition).prices[channel] : 0
  const now = clock.now()
  await tx
    .updateTable('message')
    .set({
      state: change,
      reason: null,
      ...(change === 'delivered' && { delivered_at: now, sealed: null }),
      // A message that we knew to be sent has its figures.
      ...(row.state !== 'sent' && {
        channel,
        claimed_at: null,
        unsure: false,
        sent_at: now,
        parts,
        cost_idr: parts * price,
        ...(providerId !== undefined && { provider_id: providerId }),
      }),
    })
    .where('office_id', '=', row.office_id)
    .where('message_id', '=', row.message_id)
    .execute()
}

/**
 * As if the channel had refused it: the next one has its turn, and where there is none the
 * message is dead; so is one of no booking that nobody knows any more to whom it was.
 */
async function writeFailed(
  tx: Db,
  row: Row,
  { channel, now }: { channel: MessageChannel; now: Temporal.Instant },
): Promise<void> {
  const isUnknown = row.booking_id === null && row.sealed === null
  await tx
    .updateTable('message')
    .set({
      state: isUnknown ? 'dead' : 'waiting',
      reason: 'refused',
      channel,
      refused: [...row.refused, channel],
      tries: 0,
      due_at: now,
      claimed_at: null,
      unsure: false,
      sent_at: null,
      provider_id: null,
      // What did not arrive is not counted as a cost.
      parts: 0,
      cost_idr: 0,
    })
    .where('office_id', '=', row.office_id)
    .where('message_id', '=', row.message_id)
    .execute()
}

async function takeWish({ database, clock, keys }: ReportDeps, wish: Wish): Promise<void> {
  const { channel, phone, wants } = wish
  const contactHash = keys.lookup('contact', contactLookupText({ whatsapp: phone })!)
  await database.kysely.transaction().execute(async (tx) => {
    if (!(await isNews(tx, clock, wish))) return
    await writeStop(tx, { contactHash, channel, isStopped: wants === 'stop' }, clock.now())
  })
}

/** Longer than any channel tells of an event, or lets it be told again. */
const EVENT_DAYS = 30

/** Forgets events that nobody can tell any more. */
export async function sweepReports({ database, clock }: Pick<ReportDeps, 'database' | 'clock'>): Promise<void> {
  const before = clock.now().subtract({ hours: EVENT_DAYS * 24 })
  await database.kysely.deleteFrom('message_event').where('at', '<', before).execute()
}
