import type { FastifyRequest } from 'fastify'
import { isAllowed, rooms, type StaffAction, type StaffMember } from '../../staff/index.ts'
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

export async function askedBy(
  deps: Pick<ReceptionPageDeps, 'requireStaff' | 'offices' | 'clock' | 'site'>,
  request: FastifyRequest,
  action: StaffAction,
): Promise<Asked> {
  const { office, site } = request.params as { office: string; site: string }
  const member = await deps.requireStaff(request, { action, officeId: office })
  return { view: viewAt(deps.site, request.raw.url ?? '/'), member, hall: hallOf(deps, office, site) }
}

/** The bar over a page; `as`: what the member is there, else reception. */
export function barOf(
  { clock }: Pick<ReceptionPageDeps, 'clock'>,
  { view, member, hall }: Asked,
  { here, as = receptionWords(view).title }: { here?: StaffLink['room']; as?: string } = {},
): StaffBar {
  const { officeId, siteId } = hall.key
  const links = rooms.flatMap(({ name: room, action, path, isInBar }): StaffLink[] =>
    isInBar && isAllowed(member, action, officeId)
      ? [{ room, href: view.paths[path](officeId, siteId), ...(room === here && { current: true }) }]
      : [],
  )
  return {
    links,
    name: member.displayName,
    as,
    office: fill(receptionWords(view).office, { place: placeOf(hall.office.name) }),
    now: clock.now().toZonedDateTimeISO(hall.office.timeZone),
    signOutTo: view.paths.staffSignOut(),
  }
}
