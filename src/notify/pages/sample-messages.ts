import type { Ticket } from '../../bookings/index.ts'
import type { Office } from '../../offices/index.ts'
import { sampleNiks } from '../../people/index.ts'
import { dates, type Locale } from '../../platform/i18n/index.ts'
import { type MessageKind, messageKinds } from '../model.ts'
import { notifySettings } from '../settings.ts'
import { noShowText, sayOfTicket, type TextDeps } from '../text.ts'
import { isOperators } from '../texts.ts'
import { inBoth, type TextSample } from './message-texts.tsx'

/** An office that sends, and so has a definition. */
export type SendingOffice = Office & { definition: NonNullable<Office['definition']> }

/** Of the longest that are usual. */
const reasons: Record<Locale, string> = { id: 'gangguan sistem nasional', en: 'national system down' }

/** As a draw's own message says it of who has a seat. */
const results: Record<Locale, string> = { id: 'Anda mendapat tempat', en: 'you have a seat' }

/** Every message of an office as somebody would get it, about a made-up turn a week from `now`. */
export function sampleMessages(deps: TextDeps, office: SendingOffice, now: Temporal.Instant): TextSample[] {
  return inBoth(messageKinds).map(({ kind, locale }) => {
    const ticket = sampleTicket(office, locale, now)
    const { text, letter } = sayOfTicket(deps, { kind, ticket, more: moreOf(office, { kind, locale, now }) })
    return { kind, locale, text, letter: letter(), isOperators: isOperators(deps.texts, { locale, kind }) }
  })
}

/** What the turn does not know. */
function moreOf(
  { definition, timeZone }: SendingOffice,
  { kind, locale, now }: { kind: MessageKind; locale: Locale; now: Temporal.Instant },
): Record<string, string> {
  const until = now.toZonedDateTimeISO(timeZone).add({ hours: 2 }).round('hour')
  return {
    number: kind === 'proof' ? '482913' : 'A-017',
    before: String(notifySettings(definition).soonBefore),
    until: `${dates(locale).hour(until)} ${dates(locale).zone(timeZone)}`,
    reason: reasons[locale],
    result: results[locale],
    entry: '7K4M-2PXA',
    ...(kind === 'no-show' && {
      result: noShowText({ waitsUntil: now.add({ hours: 14 * 24 }) }, { locale, timeZone }),
    }),
    ...(kind === 'proof' && { minutes: '10' }),
  }
}

function sampleTicket(office: SendingOffice, locale: Locale, now: Temporal.Instant): Ticket {
  const { officeId, letters, timeZone, definition, services } = office
  const start = now.toZonedDateTimeISO(timeZone).add({ days: 7 }).withPlainTime('08:30')
  const startsAt = start.toInstant()
  const [nik = ''] = sampleNiks(1)
  const serviceId = services.find(({ bookable }) => bookable)?.id ?? services[0]?.id ?? ''
  return {
    officeId,
    bookingId: '00000000-0000-7000-8000-000000000000',
    code: `${letters}7K4M2PX`,
    key: `${letters}${'x'.repeat(22)}`,
    state: 'booked',
    slot: {
      slotId: '0',
      siteId: definition.sites[0]?.id ?? '',
      startsAt,
      endsAt: startsAt.add({ minutes: 30 }),
      channel: 'online',
    },
    people: [{ name: 'Siti Aminah', nik, serviceId, purposeId: 'umrah' }],
    companion: undefined,
    contact: {},
    moves: 0,
    calendarSequence: 0,
    locale,
    bookedAt: now,
    changedAt: now,
  }
}
