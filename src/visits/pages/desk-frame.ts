import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { placeOfTicket, readTicket, type Standing, type Ticket } from '../../bookings/index.ts'
import type { Actor } from '../../platform/audit.ts'
import type { Availability } from '../../schedule/index.ts'
import type { View } from '../../web/index.ts'
import { siteParams } from '../deps.ts'
import { visitErrors } from '../errors.ts'
import type { DeskFrame } from './desk-pages.tsx'
import { type Asked, askedBy, barOf, type ReceptionPageDeps } from './asked-by.ts'

/** What the desk works with: bookings as their own pages have them. */
export interface DeskDeps extends ReceptionPageDeps {
  availability: Pick<Availability, 'days'>
}

const closed = { additionalProperties: false }
const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' })
// With script only for the theme and the clock of the bar.
const config = { hasIslands: true }
export const ofSite = { config, schema: { params: siteParams } }
export const ofBooking = {
  config,
  schema: { params: Type.Object({ office: id, site: id, booking: Type.String({ format: 'uuid' }) }, closed) },
}

/** The desk as somebody of the staff stands at it. */
export interface Desk extends Asked {
  frame: DeskFrame
  actor: Actor
  ticketHref(booking: string, news?: 'booked' | 'moved' | 'cancelled'): string
}

export async function atDesk(
  deps: ReceptionPageDeps,
  request: FastifyRequest,
  action: 'desk.book' | 'claim.release' | 'noShow.excuse' = 'desk.book',
): Promise<Desk> {
  const asked = await askedBy(deps, request, action)
  const { view: { paths }, hall: { key: { officeId, siteId } }, member } = asked
  return {
    ...asked,
    frame: { view: asked.view, bar: barOf(deps, asked), desk: paths.staffDesk(officeId, siteId) },
    actor: { kind: 'staff', name: member.name },
    ticketHref: (booking, news) => paths.staffDeskTicket(officeId, siteId, booking, news ? { news } : {}),
  }
}

/** A ticket of the desk's own office. */
export async function ticketAt(deps: ReceptionPageDeps, { hall }: Desk, bookingId: string): Promise<Ticket> {
  const ticket = await readTicket(deps.database.kysely, deps.keys, hall.key.officeId, { bookingId })
  if (!ticket) throw visitErrors.BOOKING_UNKNOWN()
  return ticket
}

/** Whether staff may call a move of this ticket the office's fault: it is of today, and not finished. */
export function mayBeFault(standing: Standing | undefined): boolean {
  return standing !== undefined && !standing.isOver
}

export function whenOf(deps: DeskDeps, { dates }: View, ticket: Ticket): string {
  return dates.moment(placeOfTicket(deps, ticket).start)
}
