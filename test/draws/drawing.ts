import { openParts } from '../../src/parts.ts'
import { SetClock } from '../../src/platform/clock.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { openLifecycle } from '../../src/platform/lifecycle.ts'
import { createLog } from '../../src/platform/log.ts'
import { runDraws } from '../../src/draws/index.ts'

/**
 * A process that takes the draws on once at the moment NOW, as the minute job does: to be
 * killed. CARELESS: each statement is committed by itself.
 */
const { NOW, CARELESS, DATABASE_URL: url = '', ...settings } = process.env
const log = createLog('error')
const lifecycle = openLifecycle(log)
const { draws, database } = await openParts({
  config: loadConfig({ DATABASE_URL: url, ...settings }),
  log,
  clock: new SetClock(NOW!),
  lifecycle,
  server: { url, ownerUrl: url },
})
if (CARELESS) {
  const { kysely } = database
  Object.assign(kysely, { transaction: () => ({ execute: (work: (tx: typeof kysely) => unknown) => work(kysely) }) })
}
console.log('ready at the draw')
await runDraws(draws)
await lifecycle.stop()
lifecycle.release()
