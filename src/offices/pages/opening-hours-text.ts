import type { View } from '../../web/index.ts'
import { type OpeningHours } from '../rules.ts'
import { weekdays } from '../definition.ts'

/**
 * Opening hours as one line a group of days: "Senin sampai Kamis 08.00–14.30, istirahat
 * 12.00–13.00". Days that follow one another are a range, others are listed. The break is
 * what lies between two spans.
 */
export function hoursLines(view: View, hours: readonly OpeningHours[]): string[] {
  return hours.map(({ weekdays: days, spans }) => {
    const ends = spans.map((span) => span.split('-') as [string, string])
    const first = ends[0]
    const last = ends.at(-1)
    if (!first || !last) return daysText(view, days)
    const line = view.t('offices.pages.office.hoursLine', {
      days: daysText(view, days),
      spans: spanText(view, first[0], last[1]),
    })
    const pauses = ends.slice(1).map(([from], index) => spanText(view, ends[index]![1], from))
    return pauses.length > 0 ? `${line}, ${view.t('offices.pages.office.pause', { spans: pauses.join(', ') })}` : line
  })
}

function spanText({ dates }: View, from: string, to: string): string {
  const hour = (text: string): string => dates.hour(Temporal.PlainTime.from(text))
  // A word joiner: the line never breaks behind the dash.
  return `${hour(from)}–\u2060${hour(to)}`
}

function daysText({ t, dates, locale }: View, days: OpeningHours['weekdays']): string {
  const numbers = days.map((day) => weekdays.indexOf(day) + 1)
  const names = numbers.map((number) => dates.weekday(number, 'long'))
  const inARow = numbers.every((number, index) => number === numbers[0]! + index)
  const isRange = numbers.length > 2 && inARow
  if (isRange) return t('offices.pages.office.days', { from: names[0]!, to: names.at(-1)! })
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
}
