import type { Http } from '../../platform/http/index.ts'
import { cancelRoutes } from './cancel.ts'
import { checkRoutes } from './check.ts'
import { dayRoutes } from './day.ts'
import { findRoutes } from './find.ts'
import { hourRoutes } from './hour.ts'
import { leavePartyRoutes } from './leave-party.ts'
import { moveRoutes } from './move.ts'
import type { PageDeps } from './page-deps.ts'
import { ticketRoutes } from './ticket.ts'
import { whoRoutes } from './who.ts'

/** Every page of a booking, in each language: the steps of a draft, the ticket, and what its holder can do with it. */
export function bookingPages(deps: PageDeps): (http: Http) => void {
  const ofDraft = [whoRoutes, checkRoutes, dayRoutes, hourRoutes]
  const parts = [...ofDraft, ticketRoutes, moveRoutes, cancelRoutes, leavePartyRoutes, findRoutes]
  return (http) => {
    for (const part of parts) part(deps)(http)
  }
}
