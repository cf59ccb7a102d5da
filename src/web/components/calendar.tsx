import type { View } from '../view.ts'
import { type CalendarDay, type CalendarMonth, monthsOf } from './calendar-days.ts'
import { Reasons } from './reasons.tsx'
import { StateWord } from './state-word.tsx'

export interface CalendarProps {
  view: View
  /** Sorted, without gaps. */
  days: readonly CalendarDay[]
  /** Where a day leads that has room. Without it the calendar is only to look at. */
  hrefOf?: (date: Temporal.PlainDate) => string
  /** The day that is held now, while moving. */
  yours?: Temporal.PlainDate
}

/** Months as real tables, Monday first; what stands in the way of a day is said below. */
export function Calendar({ view, days, hrefOf, yours }: CalendarProps) {
  return (
    <>
      <Legend view={view} />
      {monthsOf(days).map((month) => (
        <Month key={month.first.toString()} view={view} month={month} hrefOf={hrefOf} yours={yours} />
      ))}
      <Reasons view={view} days={days} />
    </>
  )
}

function Legend({ view: { t } }: { view: View }) {
  return (
    <ul class="legend" aria-label={t('web.calendar.legend')}>
      <li><StateWord shape="many">{t('web.calendar.many')}</StateWord></li>
      <li><StateWord shape="few">{t('web.calendar.few')}</StateWord></li>
      <li><StateWord shape="full">{t('web.calendar.full')}</StateWord></li>
      <li><StateWord shape="shut">{t('web.calendar.shut')}</StateWord></li>
    </ul>
  )
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]

function Month({ view, month, hrefOf, yours }: Omit<CalendarProps, 'days'> & { month: CalendarMonth }) {
  const { dates } = view
  return (
    <table class="cal">
      <caption>{dates.month(month.first)}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              <abbr title={dates.weekday(weekday, 'long')}>{dates.weekday(weekday, 'short')}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, row) => (
          <tr key={row}>
            {week.map((day, column) => (
              <td key={column}>{day && <Day view={view} day={day} hrefOf={hrefOf} yours={yours} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ view, day, hrefOf, yours }: Omit<CalendarProps, 'days'> & { day: CalendarDay }) {
  const { t, dates } = view
  const { date, state } = day
  const hasRoom = state === 'free' || state === 'few'
  const isYours = yours?.equals(date) ?? false
  const look = `d ${state}${isYours ? ' here' : ''}`
  const number = <b data-day={dates.weekday(date.dayOfWeek, 'short')}>{date.day}</b>
  const hours = hasRoom && day.hoursFree !== undefined && (
    <span class="sr">, {t('web.calendar.hours', { count: day.hoursFree })}</span>
  )
  const word = <span class="w">{t(isYours ? 'web.calendar.cell.yours' : cellWord(day))}{hours}</span>
  if (!hasRoom || !hrefOf) return <span class={look}>{number}{state === 'past' && !isYours ? null : word}</span>
  // Read out of its table, a link must still say which day it is.
  return (
    <a class={look} href={hrefOf(date)}>
      <span class="sr">{dates.weekday(date.dayOfWeek, 'long')}, </span>
      {number}
      <span class="sr"> {dates.month(date)}: </span>
      {word}
    </a>
  )
}

function cellWord({ state, closedAs }: CalendarDay) {
  const word = state === 'closed' ? (closedAs ?? state) : state
  return `web.calendar.cell.${word}` as const
}
