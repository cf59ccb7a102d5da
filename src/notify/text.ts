import { calendarPlace, closedReasonText, formatCode, type Ticket } from '../bookings/index.ts'
import type { OfficeBook } from '../offices/index.ts'
import { dates, type Locale, translator } from '../platform/i18n/index.ts'
import { pathsOf } from '../web/index.ts'
import type { MessageKind } from './model.ts'
import { fillText, type MessageTexts } from './texts.ts'
import { type Letter, ticketMail } from './ticket-mail.ts'

export interface TextDeps {
  offices: OfficeBook
  /** Where links lead: without a slash at the end. */
  siteUrl: string
  demo: boolean
  texts: Readonly<Record<Locale, MessageTexts>>
}

/** What a message says, on any channel. */
export interface Said {
  text: string
  subject: string
  values: Record<string, string>
  /** As a letter: longer, and of a turn with its calendar file. */
  letter: () => Letter
}

/** Kinds whose letter is the ticket itself. */
const ofTicket = ['booked', 'moved', 'cancelled', 'left-party', 'reminder-day', 'reminder-morning'] as const
export type TicketKind = (typeof ofTicket)[number]
const isOfTicket = (kind: MessageKind): kind is TicketKind => (ofTicket as readonly MessageKind[]).includes(kind)

/** What a message about a turn says. `more`: values that the turn does not know, such as a number in the hall. */
export function sayOfTicket(
  deps: TextDeps,
  { kind, ticket, more = {} }: { kind: MessageKind; ticket: Ticket; more?: Readonly<Record<string, string>> },
): Said {
  const { locale } = ticket
  const place = calendarPlace({ offices: deps.offices, publicUrl: deps.siteUrl }, ticket)
  const start = ticket.slot.startsAt.toZonedDateTimeISO(place.timeZone)
  const values = {
    code: formatCode(ticket.code),
    when: dates(locale).moment(start),
    day: dates(locale).day(start.toPlainDate()),
    people: String(ticket.people.length),
    place: place.name,
    minutes: String(place.arriveMinutesBefore),
    link: kind === 'survey' ? deps.siteUrl + pathsOf(locale).ticketSurvey(ticket.key) : (place.ticketUrl ?? ''),
    reason: closedReasonText(translator(locale), ticket),
    ...more,
  }
  const { offices, siteUrl, demo } = deps
  const stopUrl = siteUrl + pathsOf(locale).ticketMessages(ticket.key)
  const said = sayWith(deps, { kind, locale, values, stopUrl })
  return isOfTicket(kind)
    ? { ...said, letter: () => ticketMail({ offices, publicUrl: siteUrl, demo }, ticket, { kind, ...said, stopUrl }) }
    : said
}

/** What follows from a turn that was missed: neither its hour nor its code nor who. */
export function noShowText(
  { waitsUntil }: { waitsUntil: Temporal.Instant | undefined },
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string {
  const t = translator(locale)
  if (!waitsUntil) return t('notify.noShow.warned')
  return t('notify.noShow.waits', { until: dates(locale).day(waitsUntil.toZonedDateTimeISO(timeZone).toPlainDate()) })
}

export interface Sayable {
  kind: MessageKind
  locale: Locale
  values: Record<string, string>
  /** Where who reads the letter stops more of them; a message of no turn has none. */
  stopUrl?: string
}

/** What a message says that has all its values. */
export function sayWith(
  { texts, demo }: Pick<TextDeps, 'texts' | 'demo'>,
  { kind, locale, values, stopUrl }: Sayable,
): Said {
  const sentence = texts[locale][kind]
  const t = translator(locale)
  const text = fillText(sentence.text, values)
  const subject = fillText(sentence.subject, values)
  const stop = stopUrl === undefined ? [] : [t('notify.ticket.stop', { url: stopUrl })]
  const lines = [...(demo ? [t('notify.ticket.demo'), ''] : []), text, '', t('notify.ticket.free'), ...stop]
  const letter = { subject, text: `${lines.join('\n')}\n`, ...(stopUrl && { unsubscribe: stopUrl }) }
  return { text, subject, values, letter: () => letter }
}
