import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sampleDays } from '../samples.ts'
import { type CalendarDay, monthsOf, reasonRuns } from './calendar-days.ts'

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

test('days go into weeks from Monday, and the first row begins before the first day', () => {
  const [november, december] = monthsOf(sampleDays)
  assert.equal(november!.first.toString(), '2026-11-01')
  assert.deepEqual(november!.weeks[0]!.map((day) => day?.date.day), [23, 24, 25, 26, 27, 28, 29])
  assert.equal(november!.weeks[0]![0]!.state, 'past')
  assert.deepEqual(november!.weeks[1]!.map((day) => day?.date.day), [30, ...Array(6).fill(undefined)])
  assert.deepEqual(december!.weeks[0]!.map((day) => day?.date.day), [undefined, 1, 2, 3, 4, 5, 6])
})

// Goal: no day is lost, doubled or under the wrong weekday. How: any stretch of days.
test('every day stands once, under its weekday, in its month', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 120 }), (from, length) => {
      const first = date('2024-01-01').add({ days: from })
      const days: CalendarDay[] = Array.from({ length }, (_, i) => ({ date: first.add({ days: i }), state: 'full' }))
      const months = monthsOf(days)
      const standing = months.flatMap(({ weeks }) => weeks.flat()).filter((day) => day?.state === 'full')
      assert.deepEqual(standing, days)
      for (const month of months) {
        for (const week of month.weeks) {
          assert.equal(week.length, 7)
          week.forEach((day, column) => {
            if (!day) return
            assert.equal(day.date.dayOfWeek, column + 1)
            assert.ok(day.date.with({ day: 1 }).equals(month.first))
          })
        }
      }
    }),
  )
})

test('reasons come in runs; weekends do not break them, free days do', () => {
  const text = ({ date }: CalendarDay): string => date.toString().slice(5)
  const runs = reasonRuns(sampleDays).map(({ from, to }) => [text(from), text(to)])
  assert.deepEqual(runs, [['12-24', '12-24'], ['12-25', '12-25'], ['12-28', '12-31']])
  const opensAt = Temporal.ZonedDateTime.from('2026-12-01T09:00[Asia/Jakarta]')
  const unreleased = (text: string): CalendarDay => ({ date: date(text), state: 'unreleased', opensAt })
  const weekend = ['2026-12-05', '2026-12-06'].map((day): CalendarDay => ({ date: date(day), state: 'closed' }))
  const through = reasonRuns([unreleased('2026-12-04'), ...weekend, unreleased('2026-12-07')])
  assert.equal(through.length, 1)
  const free: CalendarDay = { date: date('2026-12-05'), state: 'free' }
  assert.equal(reasonRuns([unreleased('2026-12-04'), free, unreleased('2026-12-06')]).length, 2)
})
