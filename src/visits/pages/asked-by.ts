import type { FastifyRequest } from 'fastify'
import type { Office } from '../../offices/index.ts'
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
  return {
    links: barLinks({ view, member, office: hall.office, siteId: hall.key.siteId }, here),
    name: member.displayName,
    as,
    office: fill(receptionWords(view).office, { place: placeOf(hall.office.name) }),
    now: clock.now().toZonedDateTimeISO(hall.office.timeZone),
    signOutTo: view.paths.staffSignOut(),
  }
}

/**
 * Where the bar leads: to the rooms of a site, unless told which the office's first; to the desk of
 * its draws, where it gives days so; and to what became of its messages.
 */
export function barLinks(
  { view: { paths }, member, office, siteId = office.definition?.sites[0]?.id }: Pick<Asked, 'view' | 'member'> & {
    office: Office
    siteId?: string
  },
  here?: StaffLink['room'],
): StaffLink[] {
  const { officeId, definition } = office
  const links: Pick<StaffLink, 'room' | 'href'>[] = rooms.flatMap(({ name: room, action, path, isInBar }) =>
    isInBar && siteId !== undefined && isAllowed(member, action, officeId)
      ? [{ room, href: paths[path](officeId, siteId) }]
      : [],
  )
  if ((definition?.draws ?? []).length > 0 && isAllowed(member, 'desk.book', officeId)) {
    links.push({ room: 'draws', href: paths.staffDraw(officeId) })
  }
  if (isAllowed(member, 'figures.see', officeId)) links.push({ room: 'messages', href: paths.staffMessages(officeId) })
  return links.map((link) => ({ ...link, ...(link.room === here && { current: true }) }))
}
