import assert from 'node:assert/strict'
import type { ProblemType } from '../../src/platform/errors.ts'
import { networkOfAddress } from '../../src/platform/http/index.ts'
import { heardAll, testNow } from '../api/app.ts'
import { type Held, makePeople, type PartyBody, type PersonBody, ticketOf } from '../api/client.ts'
import { makeSlot, readAgain } from '../api/slots.ts'
import { addStaff } from '../api/staff.ts'
import type { Received, Sent } from './http.ts'
import type { World } from './world.ts'

/** A state of the world in which one operation refuses with one problem; without one it is taken. */
export interface Scenario {
  operation: string
  problem?: ProblemType
  ask(world: World): Promise<{ sent: Sent; received: Received }>
}

const bookings = '/api/v1/bookings'
const ofTicket = `${bookings}/{code}`
let networks = 0
/** One that nobody else comes from. */
const newNetwork = (): string => `172.16.${networks++}.1`

async function post(
  { sender }: World,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ sent: Sent; received: Received }> {
  const sent = {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': newNetwork(), ...headers },
    body: JSON.stringify(body),
  }
  return { sent, received: await sender.send(sent) }
}

function book(world: World, party: Partial<PartyBody>, headers: Record<string, string> = {}) {
  return post(world, bookings, { office: 'wonosobo', slot: world.slot, people: makePeople(), ...party }, headers)
}

const bearer = ({ key }: Held): Record<string, string> => ({ authorization: `Bearer ${key}` })

function change(
  world: World,
  verb: 'move' | 'cancel' | 'leave',
  held: Held,
  body: object,
  headers: Record<string, string> = {},
) {
  return post(world, `${bookings}/${held.code}/${verb}`, { nik: held.nik, ...body }, { ...bearer(held), ...headers })
}

const newTicket = ({ client, slot }: World, at = slot): Promise<Held> => client.held({ slot: at, people: makePeople() })

/** A ticket that could be booked today, for today: yesterday was the last day to change it. */
const ticketOfToday = async (world: World): Promise<Held> =>
  newTicket(world, await makeSlot(world.house, { startsAt: testNow.add({ minutes: 181 + networks++ }) }))

/** Guesses from one network until no more are let through, and once more. */
async function guess(ask: (headers: Record<string, string>) => Promise<{ sent: Sent; received: Received }>) {
  const headers = { 'x-forwarded-for': newNetwork() }
  for (let nth = 1; nth <= 5; nth++) assert.equal((await ask(headers)).received.status, 404)
  return ask(headers)
}

const strangersNik = (): string => makePeople()[0]!.nik

/** Asks while nobody can read slots, and has the reading die as it does when a server is shut down. */
async function askWithoutDatabase(world: World): Promise<{ sent: Sent; received: Received }> {
  const { house, sender } = world
  await house.database.pool.query(`select pg_notify('giliran', 'slots wonosobo *')`)
  await heardAll(house.app)
  const client = await house.database.pool.connect()
  try {
    await client.query('begin')
    await client.query('lock table slot in access exclusive mode')
    const path = '/api/v1/offices/wonosobo/availability?service=new-adult&from=2026-12-07&to=2026-12-08&party=3'
    const sent = { method: 'GET', path, headers: { 'x-forwarded-for': newNetwork() } }
    const asked = sender.send(sent)
    for (;;) {
      const ending = client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      )
      const received = await Promise.race([asked, ending.then(() => undefined)])
      if (received) return { sent, received }
    }
  } finally {
    await client.query('rollback')
    client.release()
    await readAgain(house)
  }
}

const slotScenarios = (['full', 'closed', 'unreleased'] as const).flatMap((state): Scenario[] => [
  {
    operation: `post ${bookings}`,
    problem: `slot-${state}`,
    ask: (world) => book(world, { slot: world.slots[state] }),
  },
  {
    operation: `post ${ofTicket}/move`,
    problem: `slot-${state}`,
    ask: async (world) => change(world, 'move', await newTicket(world), { slot: world.slots[state] }),
  },
])

const bookScenarios: Scenario[] = [
  {
    operation: `post ${bookings}`,
    problem: 'person-already-booked',
    async ask(world) {
      const people = makePeople(2)
      await world.client.held({ slot: world.slot, people: people.slice(1) })
      return book(world, { people })
    },
  },
  {
    operation: `post ${bookings}`,
    problem: 'cooling-off',
    ask: (world) => whileWaiting(world, (people) => book(world, { people })),
  },
  {
    operation: `post ${bookings}`,
    problem: 'work-needed',
    async ask(world) {
      const { limits, keys } = world.house.app
      const address = newNetwork()
      const subject = keys.lookup('network', networkOfAddress(address))
      await limits.take({ scope: 'booking-network', subject, max: 1_000, windowSeconds: 3_600, cost: 1_000 })
      return book(world, {}, { 'x-forwarded-for': address })
    },
  },
  {
    operation: `post ${bookings}`,
    problem: 'same-person-twice',
    ask(world) {
      const [one] = makePeople()
      return book(world, { people: [one!, one!] })
    },
  },
  {
    operation: `post ${bookings}`,
    problem: 'idempotency-conflict',
    async ask(world) {
      const headers = { 'idempotency-key': 'one-for-two' }
      assert.equal((await book(world, {}, headers)).received.status, 201)
      return book(world, {}, headers)
    },
  },
  {
    operation: `post ${bookings}`,
    problem: 'too-many-requests',
    async ask(world) {
      const contact = { email: 'calo@contoh.id' }
      for (let nth = 1; nth <= 10; nth++) assert.equal((await book(world, { contact })).received.status, 201)
      return book(world, { contact })
    },
  },
]

/** Its hour was closed and its day is over: the turn stands, but others may be held meanwhile. */
async function displacedTicket(world: World, people: PartyBody['people']): Promise<Held> {
  const { database } = world.house
  const slot = await makeSlot(world.house)
  const held = await world.client.held({ slot, people })
  await database.pool.query(
    `update slot set closed_reason = 'banjir', starts_at = starts_at - interval '90 days',
            ends_at = ends_at - interval '90 days'
     where slot_id = $1`,
    [slot],
  )
  await database.pool.query(
    `update live_claim set ends_at = ends_at - interval '90 days'
     where booking_id = (select booking_id from booking where slot_id = $1)`,
    [slot],
  )
  await readAgain(world.house)
  return held
}

const changeScenarios: Scenario[] = [
  {
    operation: `post ${ofTicket}/move`,
    problem: 'person-already-booked',
    async ask(world) {
      const people = makePeople()
      const held = await displacedTicket(world, people)
      await world.client.held({ slot: world.slot, people })
      return change(world, 'move', held, { slot: await makeSlot(world.house) })
    },
  },
  {
    operation: `post ${ofTicket}/move`,
    problem: 'too-many-moves',
    async ask(world) {
      const held = await newTicket(world)
      const { movesLeft } = ticketOf(await world.client.show(held))
      for (let nth = 1; nth <= movesLeft; nth++) {
        const { received } = await change(world, 'move', held, { slot: await makeSlot(world.house) })
        assert.equal(received.status, 200, received.text)
      }
      return change(world, 'move', held, { slot: await makeSlot(world.house) })
    },
  },
  {
    operation: `post ${ofTicket}/move`,
    problem: 'change-too-late',
    ask: async (world) => change(world, 'move', await ticketOfToday(world), { slot: world.slot }),
  },
  ...(['cancel', 'leave'] as const).map((verb): Scenario => ({
    operation: `post ${ofTicket}/${verb}`,
    problem: 'change-too-late',
    ask: async (world) => change(world, verb, await ticketOfToday(world), {}),
  })),
]

const guessScenarios: Scenario[] = [
  {
    operation: `post ${bookings}/find`,
    problem: 'too-many-requests',
    async ask(world) {
      const { code } = await newTicket(world)
      return guess((headers) => post(world, `${bookings}/find`, { code, nik: strangersNik() }, headers))
    },
  },
  ...(['move', 'cancel', 'leave'] as const).map((verb): Scenario => ({
    operation: `post ${ofTicket}/${verb}`,
    problem: 'too-many-requests',
    async ask(world) {
      const held = await newTicket(world)
      const body = { nik: strangersNik(), ...(verb === 'move' && { slot: world.slot }) }
      return guess((headers) => change(world, verb, held, body, headers))
    },
  })),
]

const staffScenarios: Scenario[] = [
  ...(['GET /api/v1/staff/me', 'POST /api/v1/staff/sign-out'] as const).map((name): Scenario => ({
    operation: name.replace(/^[A-Z]+/, (method) => method.toLowerCase()),
    problem: 'invalid',
    async ask({ sender }) {
      const [method, path] = name.split(' ') as [string, string]
      const sent = { method, path, headers: { authorization: `Bearer ${'x'.repeat(400)}` } }
      return { sent, received: await sender.send(sent) }
    },
  })),
  {
    operation: 'post /api/v1/staff/sign-in',
    problem: 'not-allowed',
    ask: async (world) => post(world, '/api/v1/staff/sign-in', await addStaff(world.house.app, 'counter')),
  },
  {
    // It wants no body, so chance makes none of that size.
    operation: 'post /api/v1/staff/sign-out',
    problem: 'too-large',
    ask: (world) => post(world, '/api/v1/staff/sign-out', 'x'.repeat(70_000)),
  },
]

/** Asks for somebody who has missed turns and waits. */
export async function whileWaiting<T>(
  { house: { database, app } }: World,
  ask: (people: PersonBody[]) => Promise<T>,
): Promise<T> {
  const people = makePeople()
  const hash = app.keys.lookup('nik', people[0]!.nik)
  const until = testNow.add({ hours: 24 })
  await database.pool.query('insert into cooling (nik_hash, ends_at) values ($1, $2)', [hash, until])
  try {
    return await ask(people)
  } finally {
    await database.pool.query('delete from cooling where nik_hash = $1', [hash])
  }
}


/** What chance does not reach, or seldom. */
export const scenarios: readonly Scenario[] = [
  ...slotScenarios,
  ...bookScenarios,
  ...changeScenarios,
  ...guessScenarios,
  ...staffScenarios,
  { operation: 'get /api/v1/offices/{office}/availability', problem: 'unavailable', ask: askWithoutDatabase },
]
