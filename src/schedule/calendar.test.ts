import assert from 'node:assert/strict'
import test from 'node:test'
import type { OfficeDefinition } from '../offices/index.ts'
import { officeCalendar } from './calendar.ts'
import { day, exampleDefinition, exampleHolidays } from './testing.ts'
import { timeOf } from './windows.ts'

function hoursOn(date: string, changes: Partial<OfficeDefinition> = {}, site = 'kantor') {
  return officeCalendar(exampleDefinition(changes), exampleHolidays).day(site, 'online', day(date))
}

/** "08:00 08:30 .." of the windows, or the reason. */
function startsOn(date: string, changes: Partial<OfficeDefinition> = {}, site = 'kantor') {
  const hours = hoursOn(date, changes, site)
  if ('closed' in hours) return hours.closed
  return hours.windows.map((window) => timeOf(window.startMinute).toString({ smallestUnit: 'minute' })).join(' ')
}

const ordinary = '08:00 08:30 09:00 09:30 10:00 10:30 11:00 11:30 13:00 13:30 14:00'
const ramadanWeek = { monday: ['08:00-12:00'], friday: ['08:00-11:00', '12:30-13:30'] }
const ramadan = { name: 'Ramadan', from: '2027-02-08', to: '2027-03-09', week: ramadanWeek }

test('an ordinary Monday has eleven windows of ten seats, none in the break', () => {
  assert.equal(startsOn('2026-11-30'), ordinary)
  const hours = hoursOn('2026-11-30')
  assert.ok('windows' in hours)
  assert.ok(hours.windows.every((window) => window.seats === 10))
})

test('Friday has its long break', () => {
  assert.equal(startsOn('2026-11-27'), '08:00 08:30 09:00 09:30 10:00 10:30 11:00 13:00 13:30 14:00')
})

test('a weekend is closed because it is the weekend', () => {
  assert.deepEqual(startsOn('2026-11-28'), { kind: 'weekend' })
})

test('Christmas and its collective leave close with their names', () => {
  assert.deepEqual(startsOn('2026-12-24'), { kind: 'holiday', name: 'Cuti bersama Natal', leave: true })
  assert.deepEqual(startsOn('2026-12-25'), { kind: 'holiday', name: 'Hari Raya Natal', leave: false })
})

test('an expected holiday waits for the office: unsettled, confirmed, worked', () => {
  const name = 'Isra Mikraj Nabi Muhammad SAW'
  assert.deepEqual(startsOn('2027-01-05'), { kind: 'provisional', name })
  const confirmed = startsOn('2027-01-05', { confirmedHolidays: ['2027-01-05'] })
  assert.deepEqual(confirmed, { kind: 'holiday', name, leave: false })
  assert.equal(startsOn('2027-01-05', { workedHolidays: ['2027-01-05'] }), ordinary)
})

test('a decreed holiday is not worked by being listed, only by an extra day', () => {
  assert.deepEqual(startsOn('2026-12-24', { workedHolidays: ['2026-12-24'] }), {
    kind: 'holiday',
    name: 'Cuti bersama Natal',
    leave: true,
  })
  const extra = { date: '2026-12-24', kind: 'extra' as const, reason: 'Layanan khusus', hours: ['09:00-10:00'] }
  assert.equal(startsOn('2026-12-24', { exceptions: [extra] }), '09:00 09:30')
})

test('Ramadan replaces the week: other hours, and days it leaves out are closed because of it', () => {
  assert.equal(startsOn('2027-02-08', { seasons: [ramadan] }), '08:00 08:30 09:00 09:30 10:00 10:30 11:00 11:30')
  assert.equal(startsOn('2027-02-12', { seasons: [ramadan] }), '08:00 08:30 09:00 09:30 10:00 10:30 12:30 13:00')
  assert.deepEqual(startsOn('2027-02-09', { seasons: [ramadan] }), { kind: 'season', name: 'Ramadan' })
  assert.equal(startsOn('2027-03-15', { seasons: [ramadan] }), ordinary)
})

test('a season for one site leaves the other alone', () => {
  const seasons = [{ ...ramadan, sites: ['magelang'] }]
  assert.equal(startsOn('2027-02-09', { seasons }), ordinary)
  assert.deepEqual(startsOn('2027-02-09', { seasons }, 'magelang'), { kind: 'season', name: 'Ramadan' })
})

test('exceptions close, shorten and add a day, with their own words', () => {
  const closed = { date: '2026-11-30', kind: 'closed' as const, reason: 'Pemadaman listrik', sites: ['kantor'] }
  assert.deepEqual(startsOn('2026-11-30', { exceptions: [closed] }), { kind: 'words', words: 'Pemadaman listrik' })
  assert.equal(startsOn('2026-11-30', { exceptions: [closed] }, 'magelang'), ordinary)
  const shorter = { date: '2026-11-30', kind: 'shorter' as const, reason: 'Rapat', hours: ['08:00-09:00'] }
  assert.equal(startsOn('2026-11-30', { exceptions: [shorter] }), '08:00 08:30')
  const extra = { date: '2026-11-28', kind: 'extra' as const, reason: 'Paspor Simpatik', hours: ['08:00-09:00'] }
  assert.equal(startsOn('2026-11-28', { exceptions: [extra] }), '08:00 08:30')
})

test('fewer counters make fewer seats; none close the day with the reason', () => {
  const fewer = { date: '2026-11-30', kind: 'shorter' as const, reason: 'Diklat', counters: 2 }
  const hours = hoursOn('2026-11-30', { exceptions: [fewer] })
  assert.ok('windows' in hours && hours.windows.every((window) => window.seats === 5))
  const none = startsOn('2026-11-30', { exceptions: [{ ...fewer, counters: 0 }] })
  assert.deepEqual(none, { kind: 'words', words: 'Diklat' })
})

test('a window that would run over the break is not made', () => {
  const [template] = exampleDefinition().templates
  assert.equal(startsOn('2026-11-27', { templates: [{ ...template!, windowMinutes: 60 }] }), '08:00 09:00 10:00 13:00')
})

test('two templates of a channel add up, and the first listed wins where they would meet', () => {
  const [template] = exampleDefinition().templates
  const morning = { ...template!, week: { monday: ['08:00-09:00'] } }
  const noon = { ...template!, counters: 2, week: { monday: ['08:30-10:00'] } }
  const hours = hoursOn('2026-11-30', { templates: [morning, noon] })
  assert.ok('windows' in hours)
  assert.deepEqual(hours.windows, [
    { startMinute: 480, endMinute: 510, seats: 10 },
    { startMinute: 510, endMinute: 540, seats: 10 },
    { startMinute: 540, endMinute: 570, seats: 5 },
    { startMinute: 570, endMinute: 600, seats: 5 },
  ])
  assert.deepEqual(hours.spans, [{ startMinute: 480, endMinute: 600 }])
})

test('a template is in force on its first and last day only', () => {
  const [template] = exampleDefinition().templates
  const templates = [{ ...template!, from: '2026-11-30', to: '2026-12-01' }]
  assert.deepEqual(startsOn('2026-11-27', { templates }), { kind: 'no-hours' })
  assert.equal(startsOn('2026-11-30', { templates }), ordinary)
  assert.equal(startsOn('2026-12-01', { templates }), ordinary)
  assert.deepEqual(startsOn('2026-12-02', { templates }), { kind: 'no-hours' })
})
