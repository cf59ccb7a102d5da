import assert from 'node:assert/strict'
import { request } from '../../bench/line.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { Desk } from '../api/hall.ts'
import type { Race } from './races.ts'
import { OFFICE, type Reply, tally, type World } from './world.ts'

const SITE = 'kantor'
/** Counters of Wonosobo that serve the stage at which all wait here. */
export const hallCounters = ['k2', 'k3', 'k4', 'k5'] as const
const STAGE = 'interview'

/** Signs in as the supervisor of a demonstration; returns what goes with every request. */
export async function signIn(address: string): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await new Desk(address, 'pengawas').token()}` }
}

let letter = 'F'.charCodeAt(0)

/** A hall as its staff work in it. */
export interface HallAt {
  /** What goes with every request. */
  headers: Record<string, string>
  /** YYYY-MM-DD: what the office calls today. */
  day: string
}

/** Today at the office. Read once for a race: its people wait in the hall of one day. */
export const todayOf = (): string => Temporal.Now.plainDateISO('Asia/Jakarta').toString()

/**
 * Runs a race with its day, and once more, after `openAnew`, where midnight fell into it: the
 * apps were then asked for another hall than the one in which its people wait.
 */
export async function onOneDay({ run, openAnew }: OnOneDay): Promise<void> {
  const day = todayOf()
  try {
    await run(day)
  } catch (error) {
    if (todayOf() === day) throw error
    await openAnew()
    await run(todayOf())
  }
}

interface OnOneDay {
  run: (day: string) => Promise<void>
  openAnew: () => Promise<void>
}

/** People who wait in the hall of a day; their numbers have a letter of their own. */
export async function waiting({ database }: World, { day, count }: { day: string; count: number }): Promise<void> {
  const own = String.fromCharCode(letter++)
  await database.pool.query(
    `insert into hall (office_id, site_id, day, numbers)
     values ($1, $2, $3, jsonb_build_object($4::text, $5::int))
     on conflict (office_id, site_id, day) do update set numbers = hall.numbers || excluded.numbers`,
    [OFFICE, SITE, day, own, count],
  )
  await database.pool.query(
    `insert into visit (office_id, visit_id, site_id, day, kind, letter, number, people, services, journey, stage,
       state, appointment_at, arrived_at, queued_at, due_at, changed_at)
     select $1, gen_random_uuid(), $2, $3, 'appointment', $4, i, 1,
       '{new-adult}', $5, $6, 'waiting', now(), now(), now(), now(), now()
     from generate_series(1, $7::int) i`,
    [OFFICE, SITE, day, own, [STAGE], STAGE, count],
  )
  await bumpHall(database, day)
}

/** Makes every app read the hall again: its version has moved on, without saying how. */
async function bumpHall({ pool }: Database, day: string): Promise<void> {
  await pool.query(
    `with hall as (update hall set version = version + 1 where office_id = $1 and site_id = $2 and day = $3
       returning *)
     select pg_notify('giliran',
       'hall ' || json_build_object('o', office_id, 's', site_id, 'd', day, 'v', version)::text)
     from hall`,
    [OFFICE, SITE, day],
  )
}

export function counterRequest(counter: string, verb: string, headers: Record<string, string>, body = {}): Buffer {
  return request({
    method: 'POST',
    path: `/api/v1/offices/${OFFICE}/sites/${SITE}/counters/${counter}/${verb}`,
    headers,
    body,
  })
}

function collectRequest(nonce: string, headers: Record<string, string>): Buffer {
  const path = `/api/v1/offices/${OFFICE}/sites/${SITE}/collections`
  return request({ method: 'POST', path, headers, body: { nonce } })
}

type Called = Reply & { body: { visit?: { id: string; number: string }; nobody?: boolean } }

type Numbered = Reply & { body: { number: string } }

/** How often each number was called, by its history. */
async function callsOf({ database }: World): Promise<number[]> {
  const { rows } = await database.pool.query<{ calls: number }>(
    `select count(*)::int as calls from visit_step where kind = 'called' group by office_id, visit_id`,
  )
  return rows.map((row) => row.calls)
}

export interface HallRace extends Omit<Race, 'run'> {
  run(world: World, at: HallAt): Promise<void>
}

/** Promise 7: a ticket is never called to two counters. Nor has a number two people, or a scan two numbers. */
export const hallRaces: readonly HallRace[] = [
  {
    name: 'everybody presses "next" at once, each key twice: nobody is called to two counters',
    async run(world, { headers, day }) {
      await world.database.pool.query('delete from visit_step; delete from counter_now; delete from visit')
      await waiting(world, { day, count: 60 })
      for (const counter of hallCounters) {
        await world.ask(0, counterRequest(counter, 'open', headers, { stages: [STAGE] }))
      }
      for (let round = 0; round < 12; round++) {
        // The same counter in both apps, and all counters together.
        const pressed = hallCounters.flatMap((counter) => [counter, counter])
        const replies = (await world.atOnce(
          pressed.map((counter) => counterRequest(counter, 'next', headers)),
        )) as Called[]
        const called = replies.flatMap(({ status, body }) => (status === 200 && body.visit ? [body.visit.id] : []))
        assert.equal(new Set(called).size, called.length, 'called to two counters')
        assert.deepEqual(tally(replies), { 200: 4, 'not-now': 4 }, 'one call a counter')
        await world.atOnce(hallCounters.map((counter) => counterRequest(counter, 'finish', headers)))
      }
      const calls = await callsOf(world)
      assert.equal(calls.length, 48, 'a call left no trace')
      assert.equal(Math.max(...calls), 1, 'called to two counters')
    },
    broken: /called to two counters/,
  },
  {
    // Who collects comes without an hour: a check-in would depend on when the tests run.
    name: 'forty people scanned by both apps at once: forty numbers',
    async run(world, { headers }) {
      const nonces = Array.from({ length: 40 }, () => crypto.randomUUID())
      const twice = nonces.flatMap((nonce) => [nonce, nonce])
      const replies = await world.atOnce(twice.map((nonce) => collectRequest(nonce, headers)))
      assert.deepEqual(tally(replies), { 200: 80 })
      const numbers = (replies as Numbered[]).map(({ body }) => body.number)
      for (const i of nonces.keys()) assert.equal(numbers[2 * i], numbers[2 * i + 1], 'one scan, two numbers')
      assert.equal(new Set(numbers).size, 40, 'a number twice')
    },
    broken: /one scan, two numbers|a number twice/,
  },
]

/**
 * Four counters that go on and on, each key to the app that still lives. Resolves with every
 * visit that was answered as called, after `kill` fell in the middle of it.
 */
export async function servedThroughAKill(
  world: World,
  { headers, day }: HallAt,
  kill: () => Promise<void>,
): Promise<string[]> {
  await waiting(world, { day, count: 160 })
  const called: string[] = []
  let alive = [0, 1]
  let killed: Promise<void> | undefined
  await Promise.all(
    hallCounters.map(async (counter, i) => {
      await world.ask(1, counterRequest(counter, 'open', headers, { stages: [STAGE] }))
      for (let press = 0; press < 30; press++) {
        const app = alive[(i + press) % alive.length]!
        const { status, body } = (await world.ask(app, counterRequest(counter, 'finish-next', headers))) as Called
        // An idle counter has nothing to finish: it calls.
        const answer =
          status === 409 ? ((await world.ask(1, counterRequest(counter, 'next', headers))) as Called).body : body
        if (answer.visit) called.push(answer.visit.id)
        if (called.length > 30 && !killed) {
          alive = [1]
          killed = kill()
        }
      }
    }),
  )
  await killed
  return called
}

/** Everybody who was answered as called is so in the history, once. */
export async function assertCalled({ database }: World, called: readonly string[]): Promise<void> {
  const { rows } = await database.pool.query<{ visit_id: string; calls: number }>(
    `select visit_id, count(*)::int as calls from visit_step where kind = 'called' group by 1`,
  )
  const calls = new Map(rows.map((row) => [row.visit_id, row.calls]))
  // An app that never writes has lost them all, killed or not.
  assert.ok(calls.size > 0, 'nobody was called at all')
  assert.deepEqual(called.filter((id) => !calls.has(id)), [], 'called and lost')
  assert.equal(Math.max(...calls.values()), 1, 'called twice')
}
