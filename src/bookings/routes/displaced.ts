import type { View } from '../../web/index.ts'
import { closedReasonText } from '../closed-reason-text.ts'
import { nearestHours } from '../nearest-hours.ts'
import type { DisplacedFacts } from '../pages/displaced.tsx'
import { isDisplaced } from '../rules.ts'
import type { Ticket } from '../ticket.ts'
import type { PageDeps } from './page-deps.ts'
import type { TicketPlace } from './ticket-facts.ts'

/** What a ticket's page says where the office took the hour back; undefined: it stands. */
export async function displacedFacts(
  { availability, clock }: Pick<PageDeps, 'availability' | 'clock'>,
  view: View,
  ticket: Ticket,
  { office, start }: TicketPlace,
): Promise<DisplacedFacts | undefined> {
  if (!isDisplaced(ticket)) return undefined
  const { sites, release } = office.definition
  const from = clock.now().toZonedDateTimeISO(office.timeZone).toPlainDate()
  const days = await availability.days(office, {
    services: ticket.people.map(({ serviceId }) => serviceId),
    from,
    to: from.add({ days: release.horizonDays }),
    party: ticket.people.length,
  })
  const { siteId } = ticket.slot
  const found = nearestHours(days.flatMap(({ slots }) => slots), { start, siteId })
  return {
    reason: closedReasonText(view.t, ticket),
    hours: found.map(({ slot, start: at, free }) => {
      const site = slot.siteId === siteId ? undefined : sites.find(({ id }) => id === slot.siteId)?.name
      return { slot: slot.slotId, start: at, left: free, ...(site && { site }) }
    }),
  }
}
