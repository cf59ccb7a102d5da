import type { OfficeBook } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Auth } from './auth.ts'
import type { TakeGuess } from './limits.ts'
import type { Passes } from './passes.ts'
import type { Sessions } from './sessions.ts'

/** What the use cases of this feature work with. */
export interface StaffDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
  keys: Pick<Keys, 'lookup' | 'sealer'>
  offices: Pick<OfficeBook, 'get' | 'all'>
  demo: boolean
  auth(): Promise<Auth>
  passes: Passes
  sessions: Sessions
  takeGuess: TakeGuess
}
