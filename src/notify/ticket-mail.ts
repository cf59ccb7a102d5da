import { calendarPlace, changeUntil, formatCode, type Ticket, ticketCalendar } from '../bookings/index.ts'
import { documentsFor, type OfficeBook } from '../offices/index.ts'
import { dates, type Locale, translator } from '../platform/i18n/index.ts'
import type { TicketKind } from './text.ts'

export interface Letter {
  subject: string
  text: string
  /** Where messages by e-mail are stopped. */
  unsubscribe?: string
  attachment?: { filename: string; content: string; contentType: string }
}

/**
 * The ticket as a letter, in plain text that every reader shows: the person's own copy. It
 * holds names but no NIK, since mail is read by others.
 */
export function ticketMail(
  { offices, publicUrl, demo }: { offices: OfficeBook; publicUrl: string | undefined; demo: boolean },
  ticket: Ticket,
  { kind, subject, text, stopUrl }: { kind: TicketKind; subject: string; text: string; stopUrl: string },
): Letter {
  const { locale } = ticket
  const t = translator(locale)
  const place = calendarPlace({ offices, publicUrl }, ticket)
  const start = ticket.slot.startsAt.toZonedDateTimeISO(place.timeZone)
  const when = dates(locale).moment(start)
  const isReminder = kind === 'reminder-day' || kind === 'reminder-morning'
  const code = formatCode(ticket.code)
  const lines = [
    ...(demo ? [t('notify.ticket.demo'), ''] : []),
    isReminder ? text : t(`notify.ticket.${kind}`),
    '',
    t('notify.ticket.when', { when }),
    t('notify.ticket.place', { place: place.name, address: place.address }),
    t('notify.ticket.people', { people: ticket.people.map((one) => one.name).join(', ') }),
    t('notify.ticket.code', { code }),
    ...(kind === 'cancelled' ? [] : standing(ticket, { offices, place, locale })),
    '',
    t('notify.ticket.free'),
    t('notify.ticket.stop', { url: stopUrl }),
  ]
  return {
    subject,
    text: `${lines.join('\n')}\n`,
    unsubscribe: stopUrl,
    attachment: {
      filename: `giliran-${code}.ics`,
      content: ticketCalendar(ticket, place, locale),
      contentType: `text/calendar; charset=utf-8; method=${kind === 'cancelled' ? 'CANCEL' : 'PUBLISH'}`,
    },
  }
}

interface Standing {
  offices: OfficeBook
  place: ReturnType<typeof calendarPlace>
  locale: Locale
}

/** What only matters while the turn is still to come. */
function standing(ticket: Ticket, { offices, place, locale }: Standing): string[] {
  const t = translator(locale)
  const definition = offices.get(ticket.officeId)?.definition
  if (!definition) return []
  const until = dates(locale).moment(changeUntil(ticket.slot.startsAt, place.timeZone, definition.booking))
  const papers = ticket.people.flatMap((one) => [
    '',
    `${one.name}:`,
    ...documentsFor(offices.catalogue, definition, { service: one.serviceId, purpose: one.purposeId }).map(
      ({ name, note }) => `- ${name[locale]}${note ? ` (${note[locale]})` : ''}`,
    ),
  ])
  return [
    t('notify.ticket.arrive', { minutes: place.arriveMinutesBefore }),
    place.ticketUrl ? t('notify.ticket.link', { url: place.ticketUrl }) : t('notify.ticket.find'),
    '',
    t('notify.ticket.papers'),
    ...papers,
    '',
    t('notify.ticket.change', { until }),
  ]
}
