import assert from 'node:assert/strict'
import { type Line, openLines, request, type RequestParts } from '../../bench/line.ts'
import { checkPromises } from '../../src/check.ts'
import { sampleNiks } from '../../src/people/index.ts'
import type { Database } from '../../src/platform/database/index.ts'
import type { App } from './apps.ts'

/** What a race is run in: a database, and the app processes on it, asked over HTTP. */
export interface World {
  database: Database
  /** How many app processes answer. */
  apps: number
  /** Sends all of them before any is answered, each on a connection of its own, to the apps in turn. */
  atOnce(requests: readonly Buffer[]): Promise<Reply[]>
  /** Sends one to one app, from 0. */
  ask(app: number, bytes: Buffer): Promise<Reply>
  /** A slot of `capacity` seats, open for booking; its id. */
  slot(capacity: number, options?: { opensInMs?: number }): Promise<string>
  /** Different ones at each call. */
  niks(count: number): string[]
  slotRow(slotId: string): Promise<{ capacity: number; taken: number }>
  /** Every promise counted again: fails and names what is not as it must be. */
  check(): Promise<void>
  close(): void
}

export interface Reply {
  /** 0: the line broke before an answer came. */
  status: number
  /** The last part of a problem's type; empty where it went well. */
  problem: string
  body: { code?: string; key?: string; people?: unknown[] }
}

export const OFFICE = 'wonosobo'
/** Makes every app read the office's slots again; see src/schedule/topic.ts. */
const SLOTS_CHANGED = `slots ${OFFICE} *`

export function openWorld(database: Database, apps: readonly App[]): World {
  const idle = apps.map((): Line[] => [])
  let slots = 0
  let people = 0

  const withLines = async (app: number, count: number): Promise<Line[]> => {
    const own = (idle[app] = idle[app]!.filter((line) => !line.broken))
    const { address } = apps[app]!
    if (own.length < count) own.push(...(await openLines(count - own.length, { address })))
    return own.splice(0, count)
  }
  const send = (line: Line, app: number, bytes: Buffer): Promise<Reply> =>
    new Promise((resolve) => {
      line.ask(bytes, (status, body) => {
        if (!line.broken) idle[app]!.push(line)
        resolve(replyOf(status, body))
      })
    })

  return {
    database,
    apps: apps.length,
    async atOnce(requests) {
      const each = Math.ceil(requests.length / apps.length)
      const lines = await Promise.all(apps.map((_, app) => withLines(app, each)))
      return Promise.all(
        requests.map((bytes, i) => {
          const app = i % apps.length
          return send(lines[app]!.pop()!, app, bytes)
        }),
      )
    },
    async ask(app, bytes) {
      const [line] = await withLines(app, 1)
      return send(line!, app, bytes)
    },
    async slot(capacity, { opensInMs = -3_600_000 } = {}) {
      // Ten days from now and a minute apart: within the horizon, at no hour of the schedule.
      const { rows } = await database.pool.query<{ slot_id: string }>(
        `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity)
         select $1, 'kantor', 'online', at, at + interval '30 min',
                now() + make_interval(secs => $4::int / 1000.0), $3, $3
         from (select date_trunc('day', now()) + make_interval(days => 10, mins => $2::int, secs => 7) as at) as hour
         returning slot_id`,
        [OFFICE, slots++, capacity, opensInMs],
      )
      await database.pool.query(`select pg_notify('giliran', $1)`, [SLOTS_CHANGED])
      return rows[0]!.slot_id
    },
    niks(count) {
      const niks = sampleNiks(count, people)
      people += count
      return niks
    },
    async slotRow(slotId) {
      const { rows } = await database.pool.query('select capacity, taken from slot where slot_id = $1', [slotId])
      return rows[0]
    },
    check: () => assertPromises(database),
    close() {
      for (const line of idle.flat()) line.close()
    },
  }
}

export async function assertPromises(database: Database): Promise<void> {
  const client = await database.pool.connect()
  try {
    const { differences } = await checkPromises(client, Temporal.Now.instant())
    assert.deepEqual(differences, [], 'giliran check finds differences')
  } finally {
    client.release()
  }
}

function replyOf(status: number, body: Buffer): Reply {
  const parsed = status === 0 ? {} : (JSON.parse(body.toString()) as Reply['body'] & { type?: string })
  const type = 'type' in parsed ? parsed.type : undefined
  return { status, problem: type?.replace('/problems/', '') ?? '', body: parsed }
}

export interface PartyOptions {
  slot: string
  niks: readonly string[]
  idempotencyKey?: string
}

/** POST /bookings for these people. */
export function bookRequest({ slot, niks, idempotencyKey }: PartyOptions): Buffer {
  return request({
    method: 'POST',
    path: '/api/v1/bookings',
    ...(idempotencyKey !== undefined && { headers: { 'idempotency-key': idempotencyKey } }),
    body: {
      office: OFFICE,
      slot,
      people: niks.map((nik, i) => ({
        name: `Orang ${'Satu Dua Tiga Empat Lima'.split(' ')[i]}`,
        nik,
        service: 'new-adult',
        purpose: 'umrah',
      })),
    },
  })
}

/** A ticket as its holder keeps it. */
export interface Held {
  code: string
  key: string
  nik: string
}

export function changeRequest(verb: 'move' | 'cancel', { code, key, nik }: Held, body: { slot?: string } = {}): Buffer {
  const parts: RequestParts = {
    method: 'POST',
    path: `/api/v1/bookings/${code}/${verb}`,
    headers: { authorization: `Bearer ${key}` },
    body: { nik, ...body },
  }
  return request(parts)
}

/** Fills `slot` with people who come alone; they must all get in. */
export async function fill(world: World, slot: string, count: number): Promise<Held[]> {
  const niks = world.niks(count)
  const replies = await world.atOnce(niks.map((nik) => bookRequest({ slot, niks: [nik] })))
  return replies.map(({ status, body }, i) => {
    assert.equal(status, 201, 'the slot could not be filled for the race')
    return { code: body.code!, key: body.key!, nik: niks[i]! }
  })
}

/** How many replies of each kind there were: { booked: 100, 'slot-full': 1900 }. */
export function tally(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, problem } of replies) {
    const kind = problem || (status === 201 ? 'booked' : String(status))
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
