import { makePeople, type PersonBody } from '../api/client.ts'
import { testPolicy } from '../drawn-office.ts'
import type { Received, Sent } from './http.ts'
import { type Scenario, whileWaiting } from './scenarios.ts'
import type { World } from './world.ts'

/** The office of the world that gives days by draw: one draw is open, one opens later. */
export const drawnOffice = 'surakarta'
export const openDraw = `${drawnOffice}.${testPolicy.id}`
export const laterPolicy = {
  ...testPolicy,
  id: 'nanti',
  from: '2026-12-21',
  to: '2026-12-22',
  opens: '2026-12-02 08:00',
  closes: '2026-12-08 16:00',
  draws: '2026-12-09 12:00',
  instantFrom: '2026-12-10 09:00',
}
const laterDraw = `${drawnOffice}.${laterPolicy.id}`

const entriesOf = (draw: string): string => `/api/v1/draws/${draw}/entries`
const toEnter = 'post /api/v1/draws/{draw}/entries'
const wish = { site: 'kantor', date: testPolicy.from, part: 'any' }

let networks = 0

type Asked = Promise<{ sent: Sent; received: Received }>

async function post({ sender }: World, path: string, body: unknown, more: Record<string, string> = {}): Asked {
  const from = `172.19.${networks++}.1`
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from, ...more }
  const sent = { method: 'POST', path, headers, body: JSON.stringify(body) }
  return { sent, received: await sender.send(sent) }
}

async function get({ sender }: World, path: string, headers: Record<string, string> = {}): Asked {
  const sent = { method: 'GET', path, headers }
  return { sent, received: await sender.send(sent) }
}

const entering = (people: PersonBody[], more: object = {}) => ({ people, wishes: [wish], ...more })

interface HeldEntry {
  code: string
  key: string
  nik: string
}

export async function entered(world: World, more: object = {}): Promise<HeldEntry> {
  const people = makePeople()
  const { received } = await post(world, entriesOf(openDraw), entering(people, more))
  const { code, key } = JSON.parse(received.text) as { code: string; key: string }
  return { code, key, nik: people[0]!.nik }
}

function change(
  world: World,
  verb: 'wishes' | 'leave',
  { entry, body = {}, more = {} }: { entry: HeldEntry; body?: object; more?: Record<string, string> },
): Asked {
  const { code, key, nik } = entry
  const typed = { nik, ...(verb === 'wishes' && { wishes: [wish] }), ...body }
  return post(world, `/api/v1/entries/${code}/${verb}`, typed, { authorization: `Bearer ${key}`, ...more })
}

const changes = (['wishes', 'leave'] as const).flatMap((verb): Scenario[] => {
  const operation = `post /api/v1/entries/{code}/${verb}`
  return [
    { operation, ask: async (world) => change(world, verb, { entry: await entered(world) }) },
    {
      operation,
      problem: 'not-found',
      ask: async (world) => change(world, verb, { entry: { ...(await entered(world)), key: `SKA${'A'.repeat(22)}` } }),
    },
    {
      operation,
      problem: 'not-now',
      async ask(world) {
        const entry = await entered(world)
        const wishes = { entry, body: { wishes: [wish] } }
        if (verb === 'leave') {
          // As if its list had been closed meanwhile.
          await world.house.database.pool.query(
            `update draw set closes_at = opens_at where draw_id = $1`, [openDraw])
          const asked = await change(world, 'leave', { entry })
          await world.house.database.pool.query(
            `update draw set closes_at = '2026-12-01T09:00:00Z' where draw_id = $1`, [openDraw])
          return asked
        }
        await change(world, 'leave', { entry })
        return change(world, 'wishes', wishes)
      },
    },
    {
      operation,
      problem: 'too-many-requests',
      async ask(world) {
        const entry = await entered(world)
        const more = { 'x-forwarded-for': `172.20.${networks++}.1` }
        const wrong = { entry, body: { nik: makePeople()[0]!.nik }, more }
        for (let nth = 1; nth <= 5; nth++) await change(world, verb, wrong)
        return change(world, verb, wrong)
      },
    },
  ]
})

/** What chance does not find of draws. */
export const drawScenarios: readonly Scenario[] = [
  {
    operation: 'get /api/v1/offices/{office}/draws',
    ask: (world) => get(world, `/api/v1/offices/${drawnOffice}/draws`),
  },
  { operation: 'get /api/v1/draws/{draw}', ask: (world) => get(world, `/api/v1/draws/${openDraw}`) },
  { operation: toEnter, ask: (world) => post(world, entriesOf(openDraw), entering(makePeople(2))) },
  {
    operation: toEnter,
    problem: 'person-already-booked',
    async ask(world) {
      const people = makePeople()
      await world.client.held({ slot: world.slot, people })
      return post(world, entriesOf(openDraw), entering(people))
    },
  },
  {
    operation: toEnter,
    problem: 'cooling-off',
    ask: (world) => whileWaiting(world, (people) => post(world, entriesOf(openDraw), entering(people))),
  },
  {
    operation: toEnter,
    problem: 'same-person-twice',
    ask(world) {
      const [one] = makePeople()
      return post(world, entriesOf(openDraw), entering([one!, one!]))
    },
  },
  {
    operation: toEnter,
    problem: 'not-found',
    ask: (world) => post(world, entriesOf(`${drawnOffice}.tak-ada`), entering(makePeople())),
  },
  {
    operation: toEnter,
    problem: 'not-now',
    ask: (world) => {
      const wishes = [{ ...wish, date: laterPolicy.from }]
      return post(world, entriesOf(laterDraw), entering(makePeople(), { wishes }))
    },
  },
  {
    operation: toEnter,
    problem: 'idempotency-conflict',
    async ask(world) {
      const key = { 'idempotency-key': 'draw-conflict' }
      await post(world, entriesOf(openDraw), entering(makePeople()), key)
      return post(world, entriesOf(openDraw), entering(makePeople()), key)
    },
  },
  {
    operation: toEnter,
    problem: 'too-many-requests',
    async ask(world) {
      const contact = { whatsapp: '0812 9999 0000' }
      for (let nth = 1; nth <= 10; nth++) await post(world, entriesOf(openDraw), entering(makePeople(), { contact }))
      return post(world, entriesOf(openDraw), entering(makePeople(), { contact }))
    },
  },
  {
    operation: 'get /api/v1/entries/{code}',
    async ask(world) {
      const { code, key } = await entered(world)
      return get(world, `/api/v1/entries/${code}`, { authorization: `Bearer ${key}` })
    },
  },
  ...changes,
]
