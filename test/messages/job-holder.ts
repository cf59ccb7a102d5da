import { connectDatabase } from '../../src/platform/database/index.ts'
import { startJobs } from '../../src/platform/jobs.ts'
import { createLog } from '../../src/platform/log.ts'

/** A process that takes one job `held` in hand, says so, and never ends it: to be killed. */
const database = connectDatabase(process.env.DATABASE_URL!)
await startJobs({
  pool: database.pool,
  log: createLog('silent'),
  tasks: {
    held: () => {
      console.log('begun')
      return new Promise(() => undefined)
    },
  },
})
console.log('ready')
