import ICAL from 'ical.js'
import { dates, type Locale, translator } from '../platform/i18n/index.ts'
import { closedReasonText } from './closed-reason-text.ts'
import { formatCode } from './code.ts'
import { isDisplaced } from './rules.ts'
import type { Ticket } from './ticket.ts'

export interface CalendarPlace {
  timeZone: string
  /** "Kantor Imigrasi Wonosobo" */
  name: string
  address: string
  lat: number
  lon: number
  arriveMinutesBefore: number
  /** Of the ticket's page; undefined where nobody has said under which name the service is reached. */
  ticketUrl: string | undefined
}

/** RFC 5545: date and time without a zone, as it stands beside a TZID. */
const localTime = (at: Temporal.ZonedDateTime): ICAL.Time =>
  ICAL.Time.fromDateTimeString(at.toPlainDateTime().toString({ smallestUnit: 'second' }))

const utcTime = (at: Temporal.Instant): ICAL.Time =>
  ICAL.Time.fromDateTimeString(at.toString({ smallestUnit: 'second' }))

/**
 * The ticket as an iCalendar object (RFC 5545) for people's own calendars: in the office's
 * zone, an alarm a day before and two hours before. A moved or cancelled booking keeps
 * its UID and grows its SEQUENCE, so that a calendar that is handed the new file changes or
 * strikes out the old entry (RFC 5546).
 */
export function ticketCalendar(ticket: Ticket, place: CalendarPlace, locale: Locale): string {
  const t = translator(locale)
  const start = ticket.slot.startsAt.toZonedDateTimeISO(place.timeZone)
  const end = ticket.slot.endsAt.toZonedDateTimeISO(place.timeZone)
  const displaced = isDisplaced(ticket)
  // Nobody is to be woken for an hour that is off. Moved, it comes again with a higher sequence.
  const cancelled = ticket.state === 'cancelled' || displaced
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Giliran//Giliran 1//ID')
  calendar.addPropertyWithValue('method', cancelled ? 'CANCEL' : 'PUBLISH')
  calendar.addSubcomponent(zoneComponent(start))

  const event = new ICAL.Component('vevent')
  event.addPropertyWithValue('uid', `${ticket.bookingId}@giliran`)
  event.addPropertyWithValue('sequence', ticket.calendarSequence)
  event.addPropertyWithValue('dtstamp', utcTime(ticket.changedAt))
  event.addPropertyWithValue('dtstart', localTime(start)).setParameter('tzid', place.timeZone)
  event.addPropertyWithValue('dtend', localTime(end)).setParameter('tzid', place.timeZone)
  event.addPropertyWithValue('summary', t('bookings.calendar.title', { office: place.name }))
  event.addPropertyWithValue('location', `${place.name}, ${place.address}`)
  const code = formatCode(ticket.code)
  const description = displaced
    ? t('bookings.calendar.displaced', { code, reason: closedReasonText(t, ticket) })
    : t('bookings.calendar.description', { code, minutes: place.arriveMinutesBefore })
  event.addPropertyWithValue('description', place.ticketUrl ? `${description}\n${place.ticketUrl}` : description)
  if (place.ticketUrl) event.addPropertyWithValue('url', place.ticketUrl)
  event.addPropertyWithValue('status', cancelled ? 'CANCELLED' : 'CONFIRMED')
  event.addPropertyWithValue('transp', cancelled ? 'TRANSPARENT' : 'OPAQUE')
  if (!cancelled) {
    const hour = dates(locale).hour(start)
    const zone = dates(locale).zone(place.timeZone)
    event.addSubcomponent(alarmComponent('-P1D', t('bookings.calendar.alarm.dayBefore', { hour, zone })))
    event.addSubcomponent(alarmComponent('-PT2H', t('bookings.calendar.alarm.sameDay', { hour, zone })))
  }
  calendar.addSubcomponent(event)
  return `${calendar.toString()}\r\n`
}

/** The zones of Indonesia have had one offset since 1988, so one observance says all (WIB +07, WITA +08, WIT +09). */
function zoneComponent(start: Temporal.ZonedDateTime): ICAL.Component {
  const zone = new ICAL.Component('vtimezone')
  zone.addPropertyWithValue('tzid', start.timeZoneId)
  const standard = new ICAL.Component('standard')
  const offset = ICAL.UtcOffset.fromString(start.offset)
  standard.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString('1988-01-01T00:00:00'))
  standard.addPropertyWithValue('tzoffsetfrom', offset)
  standard.addPropertyWithValue('tzoffsetto', offset)
  standard.addPropertyWithValue('tzname', dates('id').zone(start.timeZoneId))
  zone.addSubcomponent(standard)
  return zone
}

function alarmComponent(before: string, said: string): ICAL.Component {
  const alarm = new ICAL.Component('valarm')
  alarm.addPropertyWithValue('action', 'DISPLAY')
  alarm.addPropertyWithValue('trigger', ICAL.Duration.fromString(before))
  alarm.addPropertyWithValue('description', said)
  return alarm
}
