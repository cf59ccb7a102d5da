import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { startGiliran } from '../src/main.ts'
import type { ChannelAdapter } from '../src/notify/channel.ts'
import { loadTexts, openNotifier, openPlanner } from '../src/notify/index.ts'
import type { Clock } from '../src/platform/clock.ts'
import { loadConfig } from '../src/platform/config.ts'
import { openLifecycle } from '../src/platform/lifecycle.ts'
import { createLog } from '../src/platform/log.ts'

/**
 * One app process under measurement, which on `{remind}` does what the minute job does at that
 * moment: writes down everybody's reminders and brings them, by a stand-in of a gateway that
 * answers after some milliseconds.
 */
export interface MessageServerOrder {
  databaseUrl: string
  keysFile: string
  answerMs: number
}

export interface Reminded {
  planMs: number
  bringMs: number
  sent: number
}

const { databaseUrl, keysFile, answerMs } = JSON.parse(process.argv[2]!) as MessageServerOrder
const log = createLog('error')
const lifecycle = openLifecycle(log)
const config = loadConfig({
  DATABASE_URL: databaseUrl, GILIRAN_KEYS: keysFile, PORT: '0', LOG_LEVEL: 'error', GILIRAN_NETWORK_LIMIT: '9999999',
})
const app = await startGiliran(config, { log, lifecycle })
let sent = 0
const gateway: ChannelAdapter = {
  channel: 'sms',
  isOnce: true,
  async send() {
    await pause(answerMs)
    sent++
    return { kind: 'taken', providerId: `stand-in-${sent}`, parts: 2 }
  },
}

process.on('message', ({ remind }: { remind: string }) => {
  remindAt(Temporal.Instant.from(remind)).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
  )
})
process.send!({ result: app.address })

async function remindAt(moment: Temporal.Instant): Promise<Reminded> {
  const startedMs = performance.now()
  const clock: Clock = { now: () => moment.add({ milliseconds: Math.round(performance.now() - startedMs) }) }
  const { database, keys, offices, limits } = app
  const planner = openPlanner({ database, clock, offices, changedHalls: () => Promise.resolve([]) })
  const notifier = openNotifier({
    database, clock, keys, offices, limits, log,
    adapters: new Map([['sms', gateway]]),
    siteUrl: 'https://giliran.example',
    demo: false,
    texts: loadTexts(undefined),
    numberNow: () => Promise.resolve(undefined),
    random: Math.random,
  })
  sent = 0
  await planner.plan()
  const plannedMs = performance.now()
  await notifier.bringDue()
  return { planMs: plannedMs - startedMs, bringMs: performance.now() - plannedMs, sent }
}
