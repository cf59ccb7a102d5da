/** Accounts, roles and sign-in of staff: the only door. */
import type { Events } from '../platform/events.ts'
import type { Http } from '../platform/http/index.ts'
import type { Limits } from '../platform/limits.ts'
import type { Database } from '../platform/database/index.ts'
import type { Site } from '../web/index.ts'
import { staffApiRoutes } from './api.ts'
import { openCookies } from './cookies.ts'
import { seedDemonstrationStaff } from './demonstration.ts'
import type { StaffDeps } from './deps.ts'
import { openDoor, type RequireStaff } from './door.ts'
import { firstHeadKey } from './first.ts'
import { openGuesses } from './limits.ts'
import { openPasses } from './passes.ts'
import { firstHeadRoutes } from './routes/first-head.ts'
import { firstRoutes } from './routes/first.ts'
import { homeRoutes } from './routes/home.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { openSessions } from './sessions.ts'
import { hasAccounts } from './store.ts'

export { addAccount, closeAccount, resetAccount } from './accounts.ts'
export type { OneTimePassword } from './accounts.ts'
export { staffHeaders } from './api.ts'
export { DEMONSTRATION_PASSWORD, demonstrationAccounts } from './demonstration.ts'
export type { RequireStaff, StaffMember } from './door.ts'
export { rooms } from './pages/rooms.ts'
export { isAllowed, isUnfinished, staffRoles } from './rules.ts'
export type { StaffAction } from './rules.ts'
export { colleaguesBefore, listAccounts } from './store.ts'

export interface StaffNeeds extends Pick<StaffDeps, 'clock' | 'keys' | 'offices' | 'demo'> {
  database: Database
  events: Pick<Events, 'on' | 'onReset' | 'aliveWithin'>
  limits: Limits
  publicUrl: string | undefined
}

export interface Staff {
  deps: StaffDeps
  /** Who sends a request, if they may do what is wanted; else it throws the refusal. */
  requireStaff: RequireStaff
  /** The API's sign-in, under /api/v1/staff. */
  routes(http: Http): void
  /** Sign-in, first sign-in and the start page, under /staff. */
  pages(site: Site): (http: Http) => void
  /** Makes the accounts of a demonstration; throws anywhere else. */
  seedDemonstration(): Promise<void>
  /** Key of the link that makes the first account; undefined: there is one, or this is a demonstration. */
  firstHeadKey(): Promise<string | undefined>
  close(): void
}

export function openStaff({ database, clock, keys, offices, events, limits, demo, publicUrl }: StaffNeeds): Staff {
  const passes = openPasses(keys)
  const sessions = openSessions({ database, clock, events, passes, demo })
  let loading: ReturnType<StaffDeps['auth']> | undefined
  const auth: StaffDeps['auth'] = () =>
    (loading ??= import('./auth.ts').then(({ openAuth }) => openAuth({ database, clock, passes })))
  const takeGuess = openGuesses({ limits, keys })
  const deps: StaffDeps = { database, clock, keys, offices, demo, auth, passes, sessions, takeGuess }
  const requireStaff = openDoor({ sessions })
  const cookies = openCookies({ publicUrl })
  return {
    deps,
    requireStaff,
    routes: staffApiRoutes(deps, requireStaff),
    pages: (site) => (http) => {
      const pageDeps = { ...deps, site, cookies, requireStaff }
      for (const routes of [signInRoutes, firstRoutes, firstHeadRoutes, homeRoutes]) routes(pageDeps)(http)
    },
    seedDemonstration: () => seedDemonstrationStaff(deps),
    firstHeadKey: async () => (demo || (await hasAccounts(database.kysely)) ? undefined : firstHeadKey(deps)),
    close: () => sessions.close(),
  }
}
