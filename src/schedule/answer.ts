import { Type } from 'typebox'
import type { Office } from '../offices/index.ts'
import { dates, type Locale, translator } from '../platform/i18n/index.ts'
import type { AvailabilityDay, AvailabilityQuestion, AvailabilitySlot } from './availability-days.ts'
import { asSentence, sayReason } from './reasons.ts'
import { offsetText } from './slot-days.ts'

const moment = (description: string) => Type.String({ format: 'date-time', description })

/** GET /offices/{office}/availability, 200. */
export const availabilityAnswer = Type.Object({
  office: Type.String(),
  timeZone: Type.String({ description: 'IANA name' }),
  party: Type.Integer(),
  days: Type.Array(
    Type.Object({
      date: Type.String({ format: 'date' }),
      state: Type.Enum(['free', 'few', 'full', 'closed', 'unreleased', 'past']),
      reason: Type.Optional(Type.String({ description: 'Why nothing can be booked, in the language asked for' })),
      opensAt: Type.Optional(moment('Of an unreleased day: when its seats can be booked from')),
      slots: Type.Array(
        Type.Object({
          id: Type.String(),
          site: Type.String(),
          start: moment('People may arrive from then'),
          end: moment('to then'),
          free: Type.Integer({ description: 'Seats left' }),
        }),
        { description: 'Only hours that this party can book now' },
      ),
    }),
  ),
})

/** The answer as JSON, as availabilityAnswer describes it. Ids of offices, sites and slots need no escapes. */
export function answerText(
  { officeId, timeZone }: Pick<Office, 'officeId' | 'timeZone'>,
  { party }: Pick<AvailabilityQuestion, 'party'>,
  dayTexts: readonly string[],
): string {
  return `{"office":"${officeId}","timeZone":"${timeZone}","party":${party},"days":[${dayTexts.join(',')}]}`
}

/** One day of the answer. */
export function dayText(day: AvailabilityDay, locale: Locale): string {
  const reason = reasonText(day, locale)
  const hours = day.slots.filter(({ state }) => state === 'free' || state === 'few')
  let text = `{"date":"${day.date.toString()}","state":"${day.state}"`
  if (reason !== undefined) text += `,"reason":${JSON.stringify(reason)}`
  if (day.opensAt) text += `,"opensAt":"${offsetText(day.opensAt)}"`
  return `${text},"slots":[${hours.map(slotText).join(',')}]}`
}

function reasonText(day: AvailabilityDay, locale: Locale): string | undefined {
  const t = translator(locale)
  if (day.reason) return asSentence(sayReason(t, day.reason))
  return day.opensAt && t('schedule.reason.opens', { when: dates(locale).moment(day.opensAt) })
}

function slotText({ slot, startText, endText, free }: AvailabilitySlot): string {
  const { slotId, siteId } = slot
  return `{"id":"${slotId}","site":"${siteId}","start":"${startText}","end":"${endText}","free":${free}}`
}
