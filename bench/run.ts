import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { checkPromises } from '../src/check.ts'
import { projectRoot } from '../src/platform/config.ts'
import { fullDraws, measureDraws, millionDraws, quickDraws } from './draws.ts'
import { Figures, targetsOf } from './figures.ts'
import { type BenchDatabase, openGround, type SlotName } from './ground.ts'
import { fullSize, measureLive, quickSize } from './live.ts'
import type { LoadJob, LoadResult } from './load.ts'
import { fullMessages, measureMessages, quickMessages } from './messages.ts'
import { printReport } from './report.ts'
import { type Server, startLoadProcess, startServer } from './servers.ts'
import { measureStarts } from './starts.ts'

/**
 * npm run bench [-- --quick | --draws]: what booking costs, beside what it could cost at best and
 * what it would cost without coalescing; --draws: draws of a million entries, and nothing else.
 * Every figure is a median of rounds in which all systems take their turn, so that a busy
 * machine slows them alike; only ratios within one run count.
 */
const quick = process.argv.includes('--quick')
const rounds = quick ? 2 : 4
const connectionCounts = quick ? [1000] : [32, 256, 1000]
// The whole run finds its best pools among all four, and has never found them beyond these two.
const pools = quick ? [2, 4] : [2, 4, 8, 16]
const warmSeconds = quick ? 0.25 : 0.4
const seconds = quick ? 0.8 : 1.5

/** Servers that answer for one system, and their database; bare ones have none. */
interface System {
  servers: Server[]
  database?: BenchDatabase
}

/** One figure in the making. */
interface Cell {
  name: string
  system: System
  send: LoadJob['send']
  connections: number
  rate?: number
  /** The status that counts. */
  counted: number
}

const started = performance.now()
const ground = await openGround()
const load = startLoadProcess()
const figures = new Figures()
try {
  await measure()
  const targets = targetsOf(figures)
  const minutes = (performance.now() - started) / 60_000
  printReport({ figures: figures.all(), targets, minutes, rounds })
  const { version: postgres } = ground
  const run = { quick, rounds, cores: availableParallelism(), node: process.versions.node, postgres }
  const text = JSON.stringify({ run, targets, figures: figures.all() }, rounded, 2)
  await writeFile(join(projectRoot, 'bench', 'latest.json'), `${text}\n`)
} finally {
  load.stop()
  await ground.close()
}

async function measure(): Promise<void> {
  const giliran = await open('giliran', 1, (database) => order(database, {}))
  const two = quick ? undefined : await open('two', 2, (database) => order(database, {}))
  const days = `from=${dayAhead(3)}&to=${dayAhead(9)}`
  const path = `/api/v1/offices/wonosobo/availability?service=new-adult&party=1&${days}`
  const seen = await fetch(giliran.servers[0]!.address + path)
  const etag = seen.headers.get('etag')!
  const bytesFile = join(ground.folder, 'bytes.json')
  await writeFile(bytesFile, await seen.text())
  const bare: System = { servers: [await startServer({ kind: 'bare', bytesFile })] }
  const ones = await bestPools('batches of one', (database, flightsMax) =>
    order(database, { engine: { batchMax: 1, flightsMax } }),
  )
  const textbooks = await bestPools('textbook', (database, connections) =>
    order(database, { kind: 'textbook', connections }),
  )

  const bookings = (system: System, name: string, slots: SlotName[]): Cell[] =>
    connectionCounts.map((connections) => ({
      name: `${name}, ${connections} connections`, system, send: { kind: 'book', slots }, connections, counted: 201,
    }))
  const both = (system: { hot: System; spread: System }, name: string): Cell[] => [
    ...bookings(system.hot, `${name}, hot`, [ground.hot]),
    ...bookings(system.spread, `${name}, spread`, ground.spread),
  ]
  const idle = (system: System, name: string): Cell => ({
    name: `${name}, spread, 1 connection`,
    system,
    send: { kind: 'book', slots: ground.spread },
    connections: 1,
    counted: 201,
  })
  const busy = { connections: 1000, system: giliran }
  const claimed = { kind: 'book' as const, slots: ground.spread, claimedEach: 10 }
  const cells: Cell[] = [
    ...both({ hot: giliran, spread: giliran }, 'giliran'),
    ...bookings(bare, 'bare POST', ground.spread),
    ...both(ones, 'batches of one'),
    ...both(textbooks, 'textbook'),
    ...(two ? both({ hot: two, spread: two }, 'giliran, two processes') : []),
    { ...busy, name: 'giliran, one in ten booked already, 1000 connections', send: claimed, counted: 201 },
    { ...busy, name: 'sold out, 1000 connections', send: { kind: 'book', slots: [ground.full] }, counted: 409 },
    idle(giliran, 'giliran'),
    idle(ones.spread, 'batches of one'),
    { ...busy, name: 'availability, 1000 connections', send: { kind: 'get', path }, counted: 200 },
    { ...busy, name: 'bare GET, 1000 connections', send: { kind: 'get', path: '/bytes' }, counted: 200, system: bare },
    {
      ...busy,
      name: 'availability unchanged (304), 1000 connections',
      send: { kind: 'get', path, headers: { 'if-none-match': etag } },
      counted: 304,
    },
  ]
  await inTurns(cells)
  const rate = Math.round(figures.of('giliran, spread, 1000 connections').median / 2)
  const send: LoadJob['send'] = { kind: 'book', slots: ground.spread }
  await inTurns([{ ...busy, name: 'giliran, spread, half of maximum (open loop)', send, rate, counted: 201 }])
  await recount([giliran, ...(two ? [two] : []), ones.hot, textbooks.spread])
  const all = [giliran, two, bare, ones.hot, ones.spread, textbooks.hot, textbooks.spread]
  for (const server of new Set(all.flatMap((system) => system?.servers ?? []))) await server.stop()
  await measureStarts(ground.folder, figures)
  await measureMessages({ ground, figures, load }, quick ? quickMessages : fullMessages)
  const drawSize = process.argv.includes('--draws') ? millionDraws : quick ? quickDraws : fullDraws
  await measureDraws({ ground, figures }, drawSize)
  await measureLive(ground, figures, quick ? quickSize : fullSize)
}

/** Rounds over all cells, forwards and backwards, so that none is always after the same. */
async function inTurns(cells: readonly Cell[]): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const cell of round % 2 ? cells.toReversed() : cells) {
      const { perSecond, p50, p99 } = await runCell(cell)
      figures.add(cell.name, '/s', { value: perSecond[cell.counted] ?? 0, p50, p99 })
      const others = Object.entries(perSecond).filter(([status]) => status !== String(cell.counted))
      if (others.length > 0 && !cell.name.includes('already')) {
        throw new Error(`${cell.name} was answered ${JSON.stringify(perSecond)}`)
      }
    }
  }
}

async function runCell(
  { system, send, connections, rate }: Omit<Cell, 'name' | 'counted'>,
  lasting = { warmSeconds, seconds },
): Promise<LoadResult> {
  await system.database?.wipe()
  const addresses = system.servers.map((server) => server.address)
  return load.run({ addresses, connections, send, ...lasting, ...(rate !== undefined && { rate }) })
}

type Order = Parameters<typeof startServer>[0]

function order({ url }: BenchDatabase, changes: Partial<Order>): Order {
  return { kind: 'giliran', databaseUrl: url, keysFile: ground.keysFile, ...changes }
}

async function open(name: string, processes: number, orderOn: (database: BenchDatabase) => Order): Promise<System> {
  const database = await ground.database(`bench_${name}`)
  const servers = await Promise.all(Array.from({ length: processes }, () => startServer(orderOn(database))))
  await database.addSlots()
  const system = { servers, database }
  // A process that has just begun is slow: nobody is measured then.
  const send = { kind: 'book', slots: ground.spread } as const
  await runCell({ system, send, connections: 256 }, { warmSeconds: 0.7, seconds: 0.3 })
  return system
}

/** Starts a system with each pool and keeps the best for each scenario, with 1,000 connections. */
async function bestPools(
  name: string,
  orderOn: (database: BenchDatabase, pool: number) => Order,
): Promise<{ hot: System; spread: System }> {
  const tried: { system: System; pool: number; hot: number; spread: number }[] = []
  for (const pool of pools) {
    const system = await open(`${name.replaceAll(' ', '_')}_${pool}`, 1, (database) => orderOn(database, pool))
    const rateOn = async (slots: SlotName[]): Promise<number> => {
      const cell = { system, send: { kind: 'book' as const, slots }, connections: 1000 }
      return (await runCell(cell, { warmSeconds: 0.5, seconds: 1 })).perSecond[201] ?? 0
    }
    tried.push({ system, pool, hot: await rateOn([ground.hot]), spread: await rateOn(ground.spread) })
  }
  const [hot, spread] = (['hot', 'spread'] as const).map((key) => tried.toSorted((a, b) => b[key] - a[key])[0]!)
  console.log(`${name}: pool of ${hot!.pool} for the hot slot, of ${spread!.pool} for spread`)
  for (const { system } of tried) {
    if (system === hot!.system || system === spread!.system) continue
    for (const server of system.servers) await server.stop()
  }
  return { hot: hot!.system, spread: spread!.system }
}

/** Figures of wrong bookings would be worth nothing. */
async function recount(systems: readonly System[]): Promise<void> {
  for (const { database } of systems) {
    const { differences } = await checkPromises(database!.client, Temporal.Now.instant())
    if (differences.length > 0) throw new Error(`after the bench: ${JSON.stringify(differences.slice(0, 3))}`)
  }
}

function dayAhead(days: number): string {
  return Temporal.Now.plainDateISO('Asia/Jakarta').add({ days }).toString()
}

/** Three digits are more than a run can know. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value
}

