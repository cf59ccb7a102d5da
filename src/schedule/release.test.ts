import assert from 'node:assert/strict'
import test from 'node:test'
import type { ReleaseRule } from '../offices/index.ts'
import { officeCalendar } from './calendar.ts'
import { day, exampleDefinition, exampleHolidays } from './testing.ts'
import { opensAt } from './release.ts'

const { isWorkingDay } = officeCalendar(exampleDefinition(), exampleHolidays)

function opens(rule: ReleaseRule, date: string, timeZone = 'Asia/Jakarta'): string | undefined {
  return opensAt(rule, day(date), { timeZone, isWorkingDay })?.toZonedDateTimeISO(timeZone).toString()
}

const mondays: ReleaseRule = { weekdays: ['monday'], at: '09:00', horizonDays: 34 }

test('Mondays with 34 days: 28 to 31 December 2026 open on Monday 30 November at 09:00 WIB', () => {
  for (const date of ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31']) {
    assert.equal(opens(mondays, date), '2026-11-30T09:00:00+07:00[Asia/Jakarta]')
  }
  assert.equal(opens(mondays, '2026-12-27'), '2026-11-23T09:00:00+07:00[Asia/Jakarta]')
  assert.equal(opens(mondays, '2027-01-03'), '2026-11-30T09:00:00+07:00[Asia/Jakarta]')
  assert.equal(opens(mondays, '2027-01-04'), '2026-12-07T09:00:00+07:00[Asia/Jakarta]')
})

test('nine o’clock is the office’s own nine o’clock', () => {
  assert.equal(opens(mondays, '2026-12-28', 'Asia/Makassar'), '2026-11-30T09:00:00+08:00[Asia/Makassar]')
  assert.equal(opens(mondays, '2026-12-28', 'Asia/Jayapura'), '2026-11-30T09:00:00+09:00[Asia/Jayapura]')
})

test('days of the month, and the last of a shorter one', () => {
  const rule: ReleaseRule = { monthDays: [1, 15], at: '08:00', horizonDays: 30 }
  assert.equal(opens(rule, '2026-12-31'), '2026-12-01T08:00:00+07:00[Asia/Jakarta]')
  assert.equal(opens(rule, '2027-01-01'), '2026-12-15T08:00:00+07:00[Asia/Jakarta]')
  const last: ReleaseRule = { monthDays: [31], at: '08:00', horizonDays: 31 }
  assert.equal(opens(last, '2027-03-05'), '2027-02-28T08:00:00+07:00[Asia/Jakarta]')
})

test('day 0 is the last working day, holidays and weekends left out', () => {
  const rule: ReleaseRule = { monthDays: [0], at: '09:00', horizonDays: 40 }
  assert.equal(opens(rule, '2027-01-05'), '2026-11-30T09:00:00+07:00[Asia/Jakarta]')
  assert.equal(opens(rule, '2027-02-05'), '2026-12-31T09:00:00+07:00[Asia/Jakarta]')
  const late = ['2026-12-30', '2026-12-31'].map((date) => ({ ...exampleHolidays[0]!, date: day(date) }))
  const calendar = officeCalendar(exampleDefinition(), late)
  const moment = opensAt(rule, day('2027-02-05'), { timeZone: 'Asia/Jakarta', isWorkingDay: calendar.isWorkingDay })
  assert.equal(moment?.toString(), '2026-12-29T02:00:00Z')
})

test('a rule that names no day never releases', () => {
  assert.equal(opens({ at: '09:00', horizonDays: 34 }, '2026-12-28'), undefined)
})
