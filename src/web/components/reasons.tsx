import type { View } from '../view.ts'
import { type CalendarDay, type DayRun, reasonRuns } from './calendar-days.ts'

/** Why days cannot be chosen: every closed day of its own and every stretch not open yet. */
export function Reasons({ view, days }: { view: View; days: readonly CalendarDay[] }) {
  const runs = reasonRuns(days)
  if (runs.length === 0) return null
  return (
    <ul class="s">
      {runs.map((run) => (
        <li key={run.from.date.toString()}><b>{runText(view, run)}:</b> {reasonText(view, run.from)}</li>
      ))}
    </ul>
  )
}

/** "28 sampai 31 Desember", "30 Desember sampai 2 Januari", "25 Desember". */
function runText({ t, dates }: View, { from, to }: DayRun): string {
  const end = dates.dayMonth(to.date)
  if (from.date.equals(to.date)) return end
  const sameMonth = from.date.toPlainYearMonth().equals(to.date.toPlainYearMonth())
  return t('web.calendar.range', { from: sameMonth ? String(from.date.day) : dates.dayMonth(from.date), to: end })
}

export function reasonText({ t, dates }: View, day: CalendarDay): string {
  if (day.state === 'unreleased') {
    if (day.opensAt && day.reason) {
      return t('web.calendar.afterDraw', { reason: day.reason, when: dates.moment(day.opensAt) })
    }
    if (day.opensAt) return t('web.calendar.opensAt', { when: dates.moment(day.opensAt) })
    return day.reason ? `${t('web.calendar.unreleased')} ${day.reason}` : t('web.calendar.unreleased')
  }
  return day.reason ? t('web.calendar.closedFor', { reason: day.reason }) : t('web.calendar.closed')
}
