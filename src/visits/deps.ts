import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { BookDeps } from '../bookings/index.ts'
import { isAllowed, type RequireStaff, type StaffAction } from '../staff/index.ts'
import { type By, hallOf, type Hall } from './change-hall.ts'
import type { CheckInDeps } from './check-in.ts'
import type { DayBook } from './day-book.ts'
import type { KioskBook } from './kiosk-book.ts'
import type { Live } from './live.ts'

/** What the day's routes and pages work with. */
export interface VisitDeps extends CheckInDeps {
  bookings: BookDeps
  days: DayBook
  live: Live
  kiosks: KioskBook
  requireStaff: RequireStaff
}

const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' })
const closed = { additionalProperties: false }
export const siteParams = Type.Object({ office: id, site: id }, closed)
export const counterParams = (verbs: readonly string[]) =>
  Type.Object({ office: id, site: id, counter: id, verb: Type.Enum([...verbs]) }, closed)
const visitId = Type.String({ format: 'uuid' })
export const visitParams = Type.Object({ office: id, site: id, visit: visitId }, closed)
export const visitVerbParams = (verbs: readonly string[]) =>
  Type.Object({ office: id, site: id, visit: visitId, verb: Type.Enum([...verbs]) }, closed)

export interface SiteRequest extends FastifyRequest {
  params: { office: string; site: string }
}

/** Who asks, if they may, and the hall it is about. */
export async function staffAt(
  deps: VisitDeps,
  request: FastifyRequest,
  action: StaffAction,
  options: { isQuiet?: boolean } = {},
): Promise<{ by: By; hall: Hall }> {
  const { office, site } = request.params as SiteRequest['params']
  const member = await deps.requireStaff(request, { action, officeId: office, ...options })
  const maySupervise = isAllowed(member, 'floor.supervise', office)
  return { by: { account: member.name, name: member.displayName, maySupervise }, hall: hallOf(deps, office, site) }
}
