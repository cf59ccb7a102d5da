import type { BookDeps } from './book.ts'
import type { CalendarPlace } from './calendar.ts'
import { bookingErrors } from './errors.ts'
import type { Ticket } from './ticket.ts'

/** Where a ticket leads: the site of its slot, as calendars want it. */
export function calendarPlace(
  { offices, publicUrl }: Pick<BookDeps, 'offices'> & { publicUrl?: string | undefined },
  ticket: Ticket,
): CalendarPlace {
  const office = offices.get(ticket.officeId)
  const site = office?.definition?.sites.find((one) => one.id === ticket.slot.siteId)
  if (!office?.definition || !site) throw bookingErrors.OFFICE_UNKNOWN()
  return {
    timeZone: office.timeZone,
    name: site.name,
    address: site.address,
    lat: site.lat,
    lon: site.lon,
    arriveMinutesBefore: office.definition.booking.arriveMinutesBefore,
    ticketUrl: publicUrl && `${publicUrl}/t/${ticket.key}`,
  }
}
