import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../../src/platform/clock.ts'
import { connectDatabase } from '../../src/platform/database/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { openLedger } from '../../src/transparency/index.ts'
import { testKeys, testOrigin } from '../../src/transparency/testing.ts'

/** A process that appends small batches to the ledger for as long as it lives: to be killed. */
const { sequencer } = await openLedger({
  database: connectDatabase(process.env.DATABASE_URL!),
  clock: systemClock,
  keys: testKeys,
  log: createLog('silent'),
  publicUrl: undefined,
  logOrigin: testOrigin,
  batchMax: 7,
})
console.log('ready at the ledger')
for (;;) {
  if (!(await sequencer.append())) await pause(5)
}
