import { readTicket } from '../../bookings/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { type CheckInDeps, hallOf } from '../../visits/index.ts'
import { formPageHeaders, patterns, renderPage, type Site, viewAt } from '../../web/index.ts'
import type { DemonstrationDay } from '../demonstration.ts'
import { SimulatedDayPage } from './simulated-day.tsx'

export interface DemonstrationPageDeps {
  deps: CheckInDeps
  day: DemonstrationDay
  officeId: string
  siteId: string
  site: Site
}

/** The simulated day; a demonstration alone has these pages. */
export function demonstrationPages({ deps, day, officeId, siteId, site }: DemonstrationPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.simulatedDay), async (request, reply) => {
        const hall = hallOf(deps, officeId, siteId)
        const page = SimulatedDayPage({
          view: viewAt(site, request.url),
          officeId,
          siteId,
          until: day.runningUntil()?.toZonedDateTimeISO(hall.office.timeZone),
          isElsewhere: day.runningUntil() === undefined && (await day.isPlayed()),
          ticket: await ticketOfSomebody(deps, { officeId, siteId }),
        })
        return sendPage(reply.headers(formPageHeaders), renderPage(page))
      })
      http.post(at(patterns.simulatedDay), async (request, reply) => {
        await day.start()
        return reply.redirect(viewAt(site, request.url).paths.simulatedDay(), 303)
      })
    })
  }
}

/** The last of those who wait: there is the most to see before the turn comes. */
async function ticketOfSomebody(
  deps: CheckInDeps,
  { officeId, siteId }: { officeId: string; siteId: string },
): Promise<{ number: string; key: string } | undefined> {
  const floor = await deps.floors.floor(hallOf(deps, officeId, siteId).key)
  const visit = [...floor.visits.values()].findLast((one) => one.state === 'waiting' && one.bookingId)
  const name = visit?.bookingId && { bookingId: visit.bookingId }
  const ticket = name && (await readTicket(deps.database.kysely, deps.keys, officeId, name))
  return visit && ticket ? { number: visit.number, key: ticket.key } : undefined
}
