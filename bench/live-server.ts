import { performance } from 'node:perf_hooks'
import { startGiliran } from '../src/main.ts'
import { loadConfig } from '../src/platform/config.ts'
import { openLifecycle } from '../src/platform/lifecycle.ts'
import { createLog } from '../src/platform/log.ts'
import { actAtCounter } from '../src/visits/counter.ts'
import { hallOf } from '../src/visits/change-hall.ts'

/**
 * One app process under measurement: the whole product, beside it a hand that presses the
 * keys of counters, and a scale. Started with --expose-gc; told what to do by message:
 *   {calls}   presses "done, next" at each of these counters every so often, until all are over
 *   {weigh}   lets all writing settle, collects garbage, and says what is left
 */
export interface LiveServerOrder {
  databaseUrl: string
  keysFile: string
}

export interface Counter {
  office: string
  counter: string
}

export interface Calls {
  counters: Counter[]
  everyMs: number
  seconds: number
}

/** One call: of which hall, as which version, and when its commit was known here, in ms since 1970. */
export type Called = [office: string, version: number, committedMs: number]

export interface Weight {
  heapBytes: number
  rssBytes: number
}

const { databaseUrl, keysFile } = JSON.parse(process.argv[2]!) as LiveServerOrder
const log = createLog('error')
const lifecycle = openLifecycle(log)
const config = loadConfig({
  DATABASE_URL: databaseUrl, GILIRAN_KEYS: keysFile, PORT: '0', LOG_LEVEL: 'error', GILIRAN_NETWORK_LIMIT: '9999999',
})
const app = await startGiliran(config, { log, lifecycle })
const by = { account: 'bench', name: 'Bench' }

process.on('message', (order: { calls?: Calls; weigh?: true }) => {
  const work = order.calls ? call(order.calls) : weigh()
  work.then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
  )
})
process.send!({ result: app.address })

async function call({ counters, everyMs, seconds }: Calls): Promise<Called[]> {
  const called: Called[] = []
  const { deps } = app.visits
  const press = async ({ office, counter }: Counter, verb: 'open' | 'next' | 'finish-next'): Promise<void> => {
    const hall = hallOf(deps, office, 'kantor')
    const { floor } = await actAtCounter(deps, { hall, counterId: counter, verb, body: {}, by })
    called.push([office, floor.version, performance.timeOrigin + performance.now()])
  }
  const rounds = Math.floor((seconds * 1000) / everyMs)
  await Promise.all(
    counters.map(async (one, i) => {
      // Spread over the time between two presses, as people's hands are.
      await pause((everyMs * i) / counters.length)
      const hall = hallOf(deps, one.office, 'kantor')
      const { counters: known } = await deps.floors.floor(hall.key)
      const before = known.get(one.counter)
      if (before?.state !== 'open') await press(one, 'open')
      if (before?.visitId === undefined) await press(one, 'next')
      for (let round = 0; round < rounds; round++) {
        const startedMs = performance.now()
        await press(one, 'finish-next')
        await pause(everyMs - (performance.now() - startedMs))
      }
    }),
  )
  return called
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
}

/** So long until what is on its way to slow screens is there: it is no part of a connection. */
const SETTLE_MS = 1_500

async function weigh(): Promise<Weight> {
  await pause(SETTLE_MS)
  for (let i = 0; i < 3; i++) {
    globalThis.gc!()
    await pause(50)
  }
  const { heapUsed, rss } = process.memoryUsage()
  return { heapBytes: heapUsed, rssBytes: rss }
}
