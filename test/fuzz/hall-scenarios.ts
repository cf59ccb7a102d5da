import type { ProblemType } from '../../src/platform/errors.ts'
import { makePeople } from '../api/client.ts'
import { FULL_SITE, type HallTicket, newNonce, SITE } from './hall.ts'
import type { Received, Sent } from './http.ts'
import type { Scenario } from './scenarios.ts'
import type { World } from './world.ts'

/** A request below the site that is taken, made new each time. */
interface Example {
  method: 'GET' | 'POST'
  /** As the document writes it. */
  path: string
  /** Nobody signs in for it. */
  isPublic?: boolean
  /** Parts of the path, and the body. */
  of?(world: World): Promise<Asked> | Asked
}

interface Asked {
  values?: Record<string, string>
  body?: unknown
}

const everybody = ({ niks }: HallTicket, card = 'same') => niks.map((_, position) => ({ position, card }))
const newTicket = async ({ hall }: World): Promise<HallTicket> => (await hall.newTickets(1))[0]!

export const examples: readonly Example[] = [
  { method: 'GET', path: '/floor' },
  { method: 'GET', path: '/floor/events' },
  { method: 'POST', path: '/hall', of: () => ({ body: { resume: true } }) },
  {
    method: 'POST',
    path: '/counters/{counter}/{verb}',
    of: () => ({ values: { counter: 'k5', verb: 'open' }, body: { stages: ['interview'] } }),
  },
  { method: 'GET', path: '/visits/{visit}', of: ({ hall }) => ({ values: { visit: hall.visits[0]! } }) },
  {
    method: 'POST',
    path: '/visits/{visit}/{verb}',
    of: async ({ hall }) => ({ values: { visit: await hall.newVisit(), verb: 'leave' }, body: {} }),
  },
  { method: 'GET', path: '/expected' },
  { method: 'POST', path: '/look-up', of: ({ hall }) => ({ body: { q: hall.early.code } }) },
  {
    method: 'POST',
    path: '/check-ins',
    of: async (world) => {
      const ticket = await newTicket(world)
      return { body: { booking: ticket.booking, people: everybody(ticket), nonce: newNonce() } }
    },
  },
  { method: 'POST', path: '/walk-ins', of: () => ({ body: { people: makePeople(), nonce: newNonce() } }) },
  { method: 'POST', path: '/collections', of: () => ({ body: { nonce: newNonce() } }) },
  { method: 'GET', path: '/offline-day' },
  { method: 'GET', path: '/day-code' },
  { method: 'POST', path: '/kiosk', of: () => ({ body: { help: false } }) },
  { method: 'GET', path: '/display', isPublic: true },
  { method: 'GET', path: '/display/events', isPublic: true },
]

export const nameOf = ({ method, path }: Pick<Example, 'method' | 'path'>): string =>
  `${method.toLowerCase()} /api/v1/offices/{office}/sites/{site}${path}`

interface How {
  site?: string
  authorization?: string | undefined
}

/** Asks as the head of the office does, or else as `how` says. */
export async function askExample(
  world: World,
  { method, path, of }: Example,
  { site = 'kantor', ...how }: How = {},
): Promise<{ sent: Sent; received: Received }> {
  const { values = {}, body } = (await of?.(world)) ?? {}
  const { authorization } = { authorization: world.hall.head, ...how }
  const sent = {
    method,
    path: SITE.replace('kantor', site) + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name]!),
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
  return { sent, received: await world.sender.send(sent) }
}

/** What every route of the staff refuses. */
const refusedToAll: readonly (How & { problem: ProblemType })[] = [
  { problem: 'not-signed-in', authorization: undefined },
  { problem: 'not-signed-in', authorization: 'Bearer x' },
  { problem: 'invalid', authorization: `Bearer ${'x'.repeat(400)}` },
]

const doorScenarios: Scenario[] = examples.flatMap((example): Scenario[] => {
  const operation = nameOf(example)
  const unknown: Scenario = {
    operation,
    problem: 'not-found',
    ask: (world) => askExample(world, example, { site: 'nowhere' }),
  }
  if (example.isPublic) return [unknown]
  return [
    unknown,
    ...refusedToAll.map(({ problem, ...how }) => ({
      operation,
      problem,
      ask: (world: World) => askExample(world, example, how),
    })),
    {
      operation,
      problem: 'not-allowed',
      ask: (world) => askExample(world, example, { authorization: world.hall.elsewhere }),
    },
  ]
})

/** One that differs from the example of its route in values or body. */
function differing(
  path: string,
  problem: ProblemType,
  of: NonNullable<Example['of']>,
  how: How = {},
): Scenario {
  const example = { ...examples.find((one) => one.path === path && one.method === 'POST')!, of }
  return { operation: nameOf(example), problem, ask: (world) => askExample(world, example, how) }
}

const walkIn = (people: unknown, nonce = newNonce()): Asked => ({ body: { people, nonce } })

const actScenarios: Scenario[] = [
  differing('/counters/{counter}/{verb}', 'not-now', async ({ hall }) => {
    await hall.post('/hall', { pause: 'system-down' })
    return { values: { counter: 'k5', verb: 'next' }, body: {} }
  }),
  differing('/counters/{counter}/{verb}', 'invalid', async ({ hall }) => {
    await hall.awaken()
    return { values: { counter: 'k5', verb: 'call' }, body: { visit: await hall.newVisit() } }
  }),
  differing('/visits/{visit}/{verb}', 'not-now', async ({ hall }) => ({
    values: { visit: await hall.newVisit(), verb: 'return' },
    body: {},
  })),
  differing('/visits/{visit}/{verb}', 'invalid', async ({ hall }) => ({
    values: { visit: await hall.newVisit(), verb: 'make-priority' },
    body: {},
  })),
  differing('/check-ins', 'not-now', ({ hall: { early } }) => ({
    body: { booking: early.booking, people: everybody(early), nonce: newNonce() },
  })),
  differing('/check-ins', 'invalid', async (world) => {
    const ticket = await newTicket(world)
    return { body: { booking: ticket.booking, people: everybody(ticket, 'other-person'), nonce: newNonce() } }
  }),
  differing('/check-ins', 'not-found', () => ({
    body: { booking: crypto.randomUUID(), people: [{ position: 0, card: 'same' }], nonce: newNonce() },
  })),
  differing('/check-ins', 'idempotency-conflict', async (world) => {
    const [ticket, nonce] = [await newTicket(world), newNonce()]
    await world.hall.post('/collections', { nonce })
    return { body: { booking: ticket.booking, people: everybody(ticket), nonce } }
  }),
  differing('/collections', 'idempotency-conflict', async (world) => {
    const [ticket, nonce] = [await newTicket(world), newNonce()]
    await world.hall.post('/check-ins', { booking: ticket.booking, people: everybody(ticket), nonce })
    return { body: { nonce } }
  }),
  differing('/walk-ins', 'slot-full', () => walkIn(makePeople()), { site: FULL_SITE }),
  differing('/walk-ins', 'person-already-booked', ({ hall: { early } }) =>
    walkIn(makePeople(1, { nik: early.niks[0]! })),
  ),
  differing('/walk-ins', 'same-person-twice', () => {
    const [one] = makePeople()
    return walkIn([one, one])
  }),
  differing('/walk-ins', 'idempotency-conflict', async ({ hall }) => {
    const nonce = newNonce()
    await hall.post('/walk-ins', walkIn(makePeople(), nonce).body as object)
    return walkIn(makePeople(), nonce)
  }),
  // Somebody who was here today, and whose turn was let go at the desk.
  differing('/walk-ins', 'not-now', async (world) => {
    const ticket = await newTicket(world)
    await world.hall.checkIn(ticket)
    await world.sender.send({
      method: 'POST',
      path: `${SITE.replace('/api/v1', '/staff')}/desk/release`,
      headers: { authorization: world.hall.head, 'content-type': 'application/x-www-form-urlencoded' },
      body: `nik=${ticket.niks[0]!}&seen=on`,
    })
    return walkIn(makePeople(1, { nik: ticket.niks[0]! }))
  }),
  // Of five hundred numbers none is left.
  differing(
    '/collections',
    'not-now',
    async ({ house }) => {
      await house.database.pool.query(
        `insert into hall (office_id, site_id, day, notices, numbers) values ('wonosobo', $1, '2026-11-24', '[]', $2)
         on conflict (office_id, site_id, day) do update set numbers = $2, version = hall.version + 1`,
        [FULL_SITE, { D: 500 }],
      )
      return { body: { nonce: newNonce() } }
    },
    { site: FULL_SITE },
  ),
]

export const hallScenarios: readonly Scenario[] = [...doorScenarios, ...actScenarios]
