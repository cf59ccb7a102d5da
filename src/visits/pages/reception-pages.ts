import type { FastifyRequest } from 'fastify'
import { isAllowed, type StaffAction, type StaffMember } from '../../staff/index.ts'
import { placeOf, type Site, type StaffBar, type StaffLink, type View, viewAt } from '../../web/index.ts'
import { fill } from '../../web/islands/index.ts'
import { type Hall, hallOf } from '../change-hall.ts'
import type { VisitDeps } from '../deps.ts'
import { receptionWords } from './reception-words.ts'

export interface ReceptionPageDeps extends VisitDeps {
  site: Site
}

/** A page for staff as it was asked for, by somebody who may see it. */
export interface Asked {
  view: View
  member: StaffMember
  hall: Hall
}

export async function askedBy(deps: ReceptionPageDeps, request: FastifyRequest, action: StaffAction): Promise<Asked> {
  const { office, site } = request.params as { office: string; site: string }
  const member = await deps.requireStaff(request, { action, officeId: office })
  return { view: viewAt(deps.site, request.raw.url ?? '/'), member, hall: hallOf(deps, office, site) }
}

/** Rooms of the staff, each with the right that opens it. */
const rooms = [
  { room: 'counter', action: 'floor.call', path: 'staffCounter' },
  { room: 'reception', action: 'floor.checkIn', path: 'staffReception' },
  { room: 'floor', action: 'floor.see', path: 'staffFloor' },
] as const

export function barOf({ clock }: ReceptionPageDeps, { view, member, hall }: Asked, here?: 'reception'): StaffBar {
  const { officeId, siteId } = hall.key
  return {
    links: rooms
      .filter(({ action }) => isAllowed(member, action, officeId))
      .map(({ room, path }): StaffLink => ({
        room,
        href: view.paths[path](officeId, siteId),
        ...(room === here && { current: true }),
      })),
    name: member.displayName,
    as: receptionWords(view).title,
    office: fill(receptionWords(view).office, { place: placeOf(hall.office.name) }),
    now: clock.now().toZonedDateTimeISO(hall.office.timeZone),
    signOutTo: view.paths.staffSignOut(),
  }
}
