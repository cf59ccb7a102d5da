import type { DayPart } from '../../bookings/index.ts'
import { shortName } from '../../people/index.ts'
import { liveTicket } from '../api-public.ts'
import type { Hall } from '../change-hall.ts'
import { arrivalAt } from '../check-in.ts'
import type { VisitDeps } from '../deps.ts'
import { hallToday } from '../visit-day.ts'
import { type ArriveNow, ArriveSection, LiveTicketPage } from './live-ticket.tsx'

type Asked = Parameters<DayPart>[0]

const nowOf = {
  'too-early': 'early',
  early: 'open',
  'in-time': 'open',
  late: 'late',
  'too-late': 'tooLate',
} as const satisfies Record<string, ArriveNow>

/**
 * What the visit day puts on a ticket's page: nothing on other days and at offices that do
 * not run their day with Giliran; before check-in what to do; then the number, live.
 */
export function dayPart(deps: VisitDeps): DayPart {
  return async (asked) => {
    const { ticket, view } = asked
    const hall = hallToday(deps, ticket)
    if (!hall) return undefined
    const live = await liveTicket(deps, ticket, view.locale)
    if (live.state !== 'not-yet') return { page: LiveTicketPage({ view, data: liveData(asked, hall, live) }) }
    const { kind } = arrivalAt(hall, ticket, deps.clock.now().epochMilliseconds)
    if (ticket.state !== 'booked' || kind === 'other-day') return undefined
    const from = asked.facts.start.subtract({ minutes: hall.day.checkIn.earlyMinutesMax })
    const data = { ...sources(asked), here: view.paths.ticket(ticket.key) }
    return { section: ArriveSection({ view, ticketKey: ticket.key, now: nowOf[kind], from, data }) }
  }
}

function sources({ ticket, view }: Asked): { events: string; poll: string } {
  const here = view.paths.ticket(ticket.key)
  return { events: `${here}/events`, poll: `${here}/live` }
}

function liveData(asked: Asked, { day }: Hall, live: Awaited<ReturnType<typeof liveTicket>>) {
  const { ticket, facts, view } = asked
  const { paths, dates, t } = view
  return {
    ...sources(asked),
    live,
    facts: {
      office: t('web.ticket.office'),
      place: facts.place,
      ...(facts.site && { site: facts.site }),
      zone: dates.zone(facts.start.timeZoneId),
      hour: dates.hour(facts.start),
      forWhom: facts.forWhom,
      people: ticket.people.map(({ name }) => shortName(name)),
      priorityAfter: day.order.priorityAfter,
      links: {
        here: paths.ticket(ticket.key),
        leave: paths.ticketLeave(ticket.key),
        messages: paths.ticketMessages(ticket.key),
        moreTime: paths.ticketMoreTime(ticket.key),
        // Shown only while the national system is down: then it does not count.
        move: paths.ticketMove(ticket.key),
      },
    },
  }
}
