import type { View } from '../view.ts'
import { type CalendarDay, monthsOf } from './calendar-days.ts'
import type { CalendarProps } from './calendar.tsx'
import { Reasons, reasonText } from './reasons.tsx'
import { StateWord, type StateShape } from './state-word.tsx'

const shapes: Record<CalendarDay['state'], StateShape> = {
  free: 'many',
  few: 'few',
  full: 'full',
  closed: 'shut',
  unreleased: 'shut',
  past: 'shut',
}

/** The calendar's days one under another, for whom a table is no help. Days gone by are left out. */
export function DayList({ view, days, hrefOf, yours }: CalendarProps) {
  return (
    <>
      {monthsOf(days).map(({ first, weeks }) => (
        <section class="stack" key={first.toString()}>
          <h2>{view.dates.month(first)}</h2>
          <ul class="days">
            {weeks.flat().map((day) =>
              day && day.state !== 'past' && !isWeeklyClosed(day)
                ? <Line key={day.date.toString()} view={view} day={day} hrefOf={hrefOf} yours={yours} />
                : null,
            )}
          </ul>
        </section>
      ))}
      <Reasons view={view} days={days} />
    </>
  )
}

const isWeeklyClosed = (day: CalendarDay): boolean => day.state === 'closed' && day.reason === undefined

function Line({ view, day, hrefOf, yours }: Omit<CalendarProps, 'days'> & { day: CalendarDay }) {
  const { t, dates } = view
  const name = dates.dayShort(day.date)
  const hasRoom = day.state === 'free' || day.state === 'few'
  return (
    <li>
      {hasRoom && hrefOf ? <a href={hrefOf(day.date)}>{name}</a> : <span class={hasRoom ? '' : 'off'}>{name}</span>}
      <StateWord shape={shapes[day.state]}>
        {yours?.equals(day.date) ? t('web.hours.yours') : stateText(view, day)}
      </StateWord>
    </li>
  )
}

function stateText(view: View, day: CalendarDay): string {
  if (day.state === 'closed') return reasonText(view, day)
  const word = view.t(`web.calendar.list.${day.state}`)
  const hasRoom = day.state === 'free' || day.state === 'few'
  if (!hasRoom || day.hoursFree === undefined) return word
  return `${word}, ${view.t('web.calendar.hours', { count: day.hoursFree })}`
}
