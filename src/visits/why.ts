import { dates, type Translate } from '../platform/i18n/index.ts'
import type { Why } from './order-types.ts'
import type { VisitAnswer } from './wire.ts'

/** Why somebody stands where they stand, in words: "Janji 08.30", "Prioritas: lansia (1 setelah 2)". */
export function whyText(t: Translate, why: Why, timeZone: string): string {
  // The same few reasons are given to thousands of screens, after each call anew.
  const name = `${t.locale} ${timeZone} ${JSON.stringify(why)}`
  let text = texts.get(name)
  if (text === undefined) {
    if (texts.size >= TEXTS_MAX) texts.clear()
    texts.set(name, (text = makeText(t, why, timeZone)))
  }
  return text
}

const texts = new Map<string, string>()
const TEXTS_MAX = 5_000

function makeText(t: Translate, why: Why, timeZone: string): string {
  const hour = (ms: number): string =>
    dates(t.locale).hour(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone))
  switch (why.rule) {
    case 'ordered':
      return t('visits.why.ordered', { reason: t(`visits.outOfTurn.${why.reason}`) })
    case 'waited-long':
      return t('visits.why.waitedLong', { minutes: why.minutes })
    case 'priority': {
      const kind = why.kind ? t(`visits.priority.${why.kind}`) : t('visits.priority.unnamed')
      return why.after === 0
        ? t('visits.why.priorityAtOnce', { kind })
        : t('visits.why.priority', { kind, after: why.after })
    }
    case 'appointment':
      return t(why.together ? 'visits.why.appointmentTogether' : 'visits.why.appointment', { hour: hour(why.ms) })
    case 'late':
      return t('visits.why.late', { minutes: why.minutes, hour: hour(why.ms) })
    case 'early':
      return t('visits.why.early', { hour: hour(why.ms) })
    case 'walk-in':
      return t('visits.why.walkIn', { after: why.after })
    case 'fills-gap':
      return t('visits.why.fillsGap')
    case 'collection':
      return t('visits.why.collection')
  }
}

const marks: Record<Why['rule'], NonNullable<VisitAnswer['whyMark']>> = {
  ordered: 'ordered',
  'waited-long': 'late',
  priority: 'priority',
  appointment: 'appointment',
  late: 'late',
  early: 'appointment',
  'walk-in': 'walk-in',
  'fills-gap': 'walk-in',
  collection: 'walk-in',
}

/** The shape that goes with the words. */
export const whyMark = (why: Why): NonNullable<VisitAnswer['whyMark']> => marks[why.rule]
