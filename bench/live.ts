import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { sampleNiks } from '../src/people/index.ts'
import { EVENT_CHANNEL } from '../src/platform/events.ts'
import { hallTopic, parseHallText } from '../src/visits/hall-topic.ts'
import type { Figures } from './figures.ts'
import { type Hand, startHand } from './forked.ts'
import type { BenchDatabase, Ground } from './ground.ts'
import type { Called, Calls, Counter, LiveServerOrder, Weight } from './live-server.ts'
import { liveFigure } from './live-names.ts'
import type { Screen, Seen } from './live-screens.ts'

/**
 * Live screens: tickets and displays of many halls over two app processes, whose counters
 * call. Latency is from commit to screen, a commit being known by whichever is first, its
 * NOTIFY here or the answer to who made it. The measure is 100 screens of one hall, while the
 * same counters call. Memory is what a connection adds to an app
 * process, garbage collected, against the same process with 100 connections.
 */
export interface LiveSize {
  offices: number
  tickets: number
  displays: number
  /** In all; each calls at every `everyMs`, one a hall. */
  counters: number
  everyMs: number
  seconds: number
}

export const fullSize: LiveSize = {
  offices: 100, tickets: 200, displays: 2, counters: 50, everyMs: 2_000, seconds: 20,
}
export const quickSize: LiveSize = {
  offices: 10, tickets: 100, displays: 2, counters: 10, everyMs: 1_000, seconds: 3,
}

/** The measure that the many are held against. */
const FEW = 100
const PROCESSES = 2
const GENERATORS = 2
/** Files that a process opens besides its screens. */
const FILES_BESIDE = 300

/** Measures live screens and adds the figures. */
export async function measureLive(ground: Ground, figures: Figures, wanted: LiveSize): Promise<void> {
  const database = await ground.database('bench_live')
  const servers = await startServers(database, ground.keysFile)
  const generators = await startGenerators()
  const listener = await listen(database)
  try {
    await database.addSlots()
    const size = withinFiles(wanted)
    const halls = ground.spread.slice(0, size.offices)
    const keys = await book(servers[0]!.address, halls, size.tickets)
    await seedVisits(database, halls.map(({ office }) => office))
    const counters = halls.slice(0, size.counters).map(({ office }): Counter => ({ office, counter: 'k1' }))
    const screens = screensOf(servers, keys, size)
    const stage = { servers, generators, listener, calls: { counters, everyMs: size.everyMs, seconds: size.seconds } }

    // Of one hall, so that a call goes to as many as it does among the many, or half of them.
    const few = screens.slice(0, FEW)
    await openScreens(generators, few)
    // Everything has run once, and every hall that is called is in memory, before anything is measured.
    await call({ ...stage, calls: { ...stage.calls, seconds: Math.min(4, size.seconds) } })
    figures.add(liveFigure.few, 'ms', await measure(stage, figures))
    const before = await weigh(servers)
    const rest = screens.filter((one) => !few.includes(one))
    await openScreens(generators, rest)
    figures.add(liveFigure.many, 'ms', await measure(stage, figures))
    const after = await weigh(servers)
    const each = (of: keyof Weight): number => (after[of] - before[of]) / rest.length / 1024
    figures.add(liveFigure.heap, 'KB', { value: each('heapBytes') })
    figures.add(liveFigure.rss, 'KB', { value: each('rssBytes') })
    console.log(`live screens: ${few.length} and ${screens.length} connections over ${PROCESSES} app processes`)
  } finally {
    await listener.end()
    for (const one of [...generators, ...servers]) await one.stop()
  }
}

type Server = Hand<{ calls: Calls } | { weigh: true }> & { address: string }
async function startServers({ url }: BenchDatabase, keysFile: string): Promise<Server[]> {
  const order: LiveServerOrder = { databaseUrl: url, keysFile }
  const servers: Server[] = []
  // One after the other: the first makes the slots, which the second would wait for.
  for (let i = 0; i < PROCESSES; i++) {
    const { hand, first } = await startHand<{ calls: Calls } | { weigh: true }, string>('live-server.ts', [
      JSON.stringify(order),
    ])
    servers.push({ ...hand, address: first })
  }
  return servers
}

type GeneratorOrder = { open: Screen[] } | { begin: true } | { end: true }
type Generator = Hand<GeneratorOrder>

function startGenerators(): Promise<Generator[]> {
  const one = async (): Promise<Generator> => (await startHand<GeneratorOrder, true>('live-screens.ts', [])).hand
  return Promise.all(Array.from({ length: GENERATORS }, one))
}

/** Every screen is a file in an app process and one in a generator: too few of these make the halls smaller. */
function withinFiles(size: LiveSize): LiveSize {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files: { hard: string | number } } }
  // Windows has no such limit.
  const filesMax = Number(userLimits?.open_files.hard ?? Number.NaN)
  const screensMax = (filesMax - FILES_BESIDE) * Math.min(PROCESSES, GENERATORS)
  if (!(size.offices * (size.tickets + size.displays) > screensMax)) return size
  const tickets = Math.floor(screensMax / size.offices) - size.displays
  console.log(`live screens: ${filesMax} files a process allow ${tickets} tickets a hall, not ${size.tickets}`)
  return { ...size, tickets }
}

const NAMES = ['Siti Rahmawati', 'Budi Santoso', 'Dewi Lestari', 'Agus Wibowo', 'Sukarno']
const FIRST_NIK = 90_000_000
const BOOKERS = 64

/** `count` tickets in each hall, as anybody books them; their keys by office. */
async function book(
  address: string,
  halls: readonly { office: string; slot: string }[],
  count: number,
): Promise<Map<string, string[]>> {
  const keys = new Map<string, string[]>(halls.map(({ office }) => [office, []]))
  const wanted = halls.flatMap((hall) => Array.from({ length: count }, () => hall))
  const niks = sampleNiks(wanted.length, FIRST_NIK)
  let next = 0
  await Promise.all(
    Array.from({ length: BOOKERS }, async () => {
      for (let i = next++; i < wanted.length; i = next++) {
        const { office, slot } = wanted[i]!
        const people = [{ name: NAMES[i % NAMES.length], nik: niks[i], service: 'new-adult', purpose: 'umrah' }]
        const response = await fetch(`${address}/api/v1/bookings`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ office, slot, people }),
        })
        if (response.status !== 201) throw new Error(`a booking was answered ${response.status}`)
        keys.get(office)!.push(((await response.json()) as { key: string }).key)
      }
    }),
  )
  return keys
}

/** Everybody who has booked waits in today's hall, whatever the day of the booking. */
async function seedVisits({ client }: BenchDatabase, offices: readonly string[]): Promise<void> {
  await client.query(
    `insert into hall (office_id, site_id, day, version)
     select office_id, 'kantor', (now() at time zone time_zone)::date, 1 from office where office_id = any ($1)`,
    [offices],
  )
  await client.query(
    `insert into visit (office_id, visit_id, site_id, day, booking_id, kind, letter, number, people, services,
       journey, stage, state, appointment_at, arrived_at, queued_at, due_at, changed_at)
     select b.office_id, gen_random_uuid(), 'kantor', (now() at time zone o.time_zone)::date, b.booking_id,
       'appointment', 'A', row_number() over (partition by b.office_id order by b.booking_id), 1, '{new-adult}',
       '{verification,interview}', 'verification', 'waiting', now(), now(), now(), now() - interval '5 min', now()
     from booking b join office o using (office_id) where b.office_id = any ($1)`,
    [offices],
  )
  await client.query('analyze visit')
}

function screensOf(servers: readonly Server[], keys: ReadonlyMap<string, string[]>, size: LiveSize): Screen[] {
  let next = 0
  const at = (office: string, path: string): Screen => ({
    office,
    path,
    address: servers[next++ % servers.length]!.address,
  })
  return [...keys].flatMap(([office, own]) => [
    ...Array.from({ length: size.displays }, () => at(office, `/api/v1/offices/${office}/sites/kantor/display/events`)),
    ...own.map((key) => at(office, `/t/${key}/events`)),
  ])
}

async function openScreens(generators: readonly Generator[], screens: readonly Screen[]): Promise<void> {
  await Promise.all(
    generators.map((generator, i) => generator.ask({ open: screens.filter((_, j) => j % generators.length === i) })),
  )
}

/** What was told on the line of events: when each version of a hall was, and how often. */
interface Listener {
  committedMs: Map<string, number>
  notifies: number
  end(): Promise<void>
}

async function listen({ url }: BenchDatabase): Promise<Listener> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const listener: Listener = { committedMs: new Map(), notifies: 0, end: () => client.end() }
  client.on('notification', ({ payload = '' }) => {
    if (!payload.startsWith(`${hallTopic} `)) return
    const atMs = performance.timeOrigin + performance.now()
    const { key, version } = parseHallText(payload.slice(hallTopic.length + 1))
    listener.committedMs.set(`${key.officeId} ${version}`, atMs)
    listener.notifies++
  })
  await client.query(`listen ${EVENT_CHANNEL}`)
  return listener
}

interface Stage {
  servers: readonly Server[]
  generators: readonly Generator[]
  listener: Listener
  calls: Calls
}

async function call({ servers, calls }: Stage): Promise<Called[]> {
  const shares = servers.map((server, i) =>
    server.ask<Called[]>({ calls: { ...calls, counters: calls.counters.filter((_, j) => j % servers.length === i) } }),
  )
  return (await Promise.all(shares)).flat()
}

/** Lets the counters call while the screens watch. */
async function measure(stage: Stage, figures: Figures): Promise<{ value: number; p50: number; p99: number }> {
  const { generators, listener } = stage
  const notifiesBefore = listener.notifies
  await Promise.all(generators.map((one) => one.ask({ begin: true })))
  const called = await call(stage)
  // Answers are in order: what is on its way is read before this.
  const seen = (await Promise.all(generators.map((one) => one.ask<Seen[]>({ end: true })))).flat()
  const committed = new Map(listener.committedMs)
  for (const [office, version, ms] of called) {
    const key = `${office} ${version}`
    committed.set(key, Math.min(ms, committed.get(key) ?? ms))
  }
  const changes = new Set(called.map(([office, version]) => `${office} ${version}`))
  const waits = Float64Array.from(
    seen.flatMap(([office, version, atMs]) => {
      const key = `${office} ${version}`
      return changes.has(key) ? [atMs - committed.get(key)!] : []
    }),
  ).sort()
  if (waits.length === 0) throw new Error('no screen saw a call')
  figures.add(liveFigure.notifies, 'each', { value: (listener.notifies - notifiesBefore) / changes.size })
  const at = (share: number): number => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]!
  console.log(`live screens: ${changes.size} calls seen ${waits.length} times`)
  return { value: at(0.5), p50: at(0.5), p99: at(0.99) }
}

async function weigh(servers: readonly Server[]): Promise<Weight> {
  const weights = await Promise.all(servers.map((server) => server.ask<Weight>({ weigh: true })))
  const sum = (of: keyof Weight): number => weights.reduce((all, one) => all + one[of], 0)
  return { heapBytes: sum('heapBytes'), rssBytes: sum('rssBytes') }
}
