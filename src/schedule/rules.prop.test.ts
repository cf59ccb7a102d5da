import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type ReleaseRule, weekdays } from '../offices/index.ts'
import { officeCalendar } from './calendar.ts'
import { isReleaseDate, opensAt } from './release.ts'
import { foldStates, seatsFree, slotState, type SlotState } from './slot-state.ts'
import type { Slot } from './slot.ts'
import { day, exampleDefinition, exampleHolidays } from './testing.ts'
import { minuteOf, parseSpans, windowSeats } from './windows.ts'

const hour = fc.nat(23 * 4 + 3).map((quarter) => {
  const time = new Temporal.PlainTime(Math.floor(quarter / 4), (quarter % 4) * 15)
  return time.toString({ smallestUnit: 'minute' })
})
/** Also spans that are reversed or lie in one another: a plan has to survive them. */
const spans = fc.array(fc.tuple(hour, hour).map((ends) => ends.join('-')), { maxLength: 4 })
const week = fc.record(Object.fromEntries(weekdays.map((name) => [name, spans])), { requiredKeys: [] })
const template = fc.record({
  site: fc.constantFrom('kantor', 'magelang'),
  channel: fc.constantFrom('online' as const, 'walk-in' as const),
  counters: fc.nat(8),
  minutesPerApplicant: fc.integer({ min: 1, max: 60 }),
  windowMinutes: fc.constantFrom(10, 15, 30, 60, 90),
  week,
})
const date = fc.nat(30).map((days) => day('2026-12-10').add({ days }))
const season = fc
  .record({ name: fc.constant('Musim'), from: date, days: fc.nat(10), week })
  .map(({ from, days, ...rest }) => ({ ...rest, from: `${from}`, to: `${from.add({ days })}` }))
const exception = fc.record(
  {
    date: date.map(String),
    kind: fc.constantFrom('closed' as const, 'shorter' as const, 'extra' as const),
    reason: fc.constant('Sebab'),
    hours: spans,
    counters: fc.nat(8),
  },
  { requiredKeys: ['date', 'kind', 'reason'] },
)
const definition = fc
  .record({
    templates: fc.array(template, { minLength: 1, maxLength: 4 }),
    seasons: fc.array(season, { maxLength: 2 }),
    exceptions: fc.array(exception, { maxLength: 5 }),
  })
  .map((changes) => exampleDefinition(changes))

test('windows of a channel never overlap, lie inside an opening span and have a seat', () => {
  fc.assert(
    fc.property(definition, date, (office, on) => {
      const calendar = officeCalendar(office, exampleHolidays)
      for (const channel of ['online', 'walk-in'] as const) {
        for (const site of ['kantor', 'magelang']) {
          const hours = calendar.day(site, channel, on)
          if ('closed' in hours) continue
          assert.ok(hours.windows.length > 0)
          let end = 0
          for (const window of hours.windows) {
            assert.ok(window.startMinute >= end, 'overlaps the one before')
            end = window.endMinute
            assert.ok(window.seats > 0)
            assert.ok(hours.spans.some((span) => span.startMinute <= window.startMinute && end <= span.endMinute))
          }
        }
      }
    }),
  )
})

test('a day that an exception closes, or a certain holiday, has no windows whatever else is said', () => {
  fc.assert(
    fc.property(definition, date, (office, on) => {
      const words = (office.exceptions ?? []).filter((one) => one.date === on.toString())
      const decreed = exampleHolidays.some((one) => one.status === 'decreed' && one.date.equals(on))
      const shut = words.some((one) => one.kind === 'closed') || (decreed && words.every((one) => one.kind !== 'extra'))
      const hours = officeCalendar(office, exampleHolidays).day('kantor', 'online', on)
      if (shut) assert.ok('closed' in hours)
    }),
  )
})

test('a rest that is closed takes the windows from its hour on, and changes nothing before it', () => {
  const fromHour = fc.constantFrom('00:00', '08:00', '09:15', '12:00', '23:59')
  fc.assert(
    fc.property(definition, date, fromHour, (office, on, fromHour) => {
      const own = (office.exceptions ?? []).filter((one) => one.kind !== 'closed')
      const rest = { date: on.toString(), kind: 'closed' as const, reason: 'Banjir', fromHour }
      const dayOf = (exceptions: typeof own) =>
        officeCalendar({ ...office, exceptions }, exampleHolidays).day('kantor', 'online', on)
      const [whole, left] = [dayOf(own), dayOf([rest, ...own])]
      if ('closed' in whole) return assert.deepEqual(left, whole)
      const before = whole.windows.filter(({ startMinute }) => startMinute < minuteOf(fromHour))
      if (before.length === 0) return assert.deepEqual(left, { closed: { kind: 'words', words: 'Banjir' } })
      assert.ok('windows' in left)
      assert.deepEqual(left.windows, before)
      assert.equal(left.closedRest?.fromMinute, minuteOf(fromHour))
      for (const { startMinute, endMinute } of before) {
        assert.ok(left.spans.some((span) => span.startMinute <= startMinute && endMinute <= span.endMinute))
      }
    }),
  )
})

test('parsed spans are in order and apart; what is left out is named', () => {
  fc.assert(
    fc.property(spans, (texts) => {
      const parsed = parseSpans(texts)
      assert.equal(parsed.spans.length + parsed.faulty.length, texts.length)
      let end = 0
      for (const { startMinute, endMinute } of parsed.spans) {
        assert.ok(startMinute >= end && endMinute > startMinute)
        end = endMinute
      }
    }),
  )
  assert.equal(minuteOf('13:30'), 810)
})

test('seats of a window: nobody needs more counter time than there is, and one more would', () => {
  const number = fc.integer({ min: 1, max: 240 })
  fc.assert(
    fc.property(fc.nat(200), number, number, (counters, minutesPerApplicant, windowMinutes) => {
      const seats = windowSeats({ counters, minutesPerApplicant, windowMinutes })
      assert.ok(seats >= 0 && Number.isInteger(seats))
      assert.ok(seats * minutesPerApplicant <= counters * windowMinutes)
      assert.ok((seats + 1) * minutesPerApplicant > counters * windowMinutes)
    }),
  )
})

const days: fc.Arbitrary<Pick<ReleaseRule, 'weekdays' | 'monthDays'>> = fc.oneof(
  fc.record({ weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }) }),
  fc.record({ monthDays: fc.uniqueArray(fc.nat(31), { minLength: 1, maxLength: 4 }) }),
)
const rule = fc
  .record({ days, at: hour, horizonDays: fc.integer({ min: 1, max: 180 }) })
  .map(({ days: named, ...rest }): ReleaseRule => ({ ...named, ...rest }))
const anyDate = fc.nat(800).map((count) => day('2026-01-01').add({ days: count }))
const zone = fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')
const { isWorkingDay } = officeCalendar(exampleDefinition(), exampleHolidays)

test('a date opens at the first release that it lies within the horizon of, at the local hour', () => {
  fc.assert(
    fc.property(rule, anyDate, zone, (release, on, timeZone) => {
      const calendar = { timeZone, isWorkingDay }
      const opens = opensAt(release, on, calendar)?.toZonedDateTimeISO(timeZone)
      assert.ok(opens)
      assert.equal(opens.toPlainTime().toString({ smallestUnit: 'minute' }), release.at)
      assert.ok(isReleaseDate(release, opens.toPlainDate(), calendar))
      const horizon = on.subtract({ days: release.horizonDays })
      assert.ok(Temporal.PlainDate.compare(opens.toPlainDate(), horizon) >= 0)
      for (let waited = 0; waited < horizon.until(opens.toPlainDate()).days; waited++) {
        const earlier = horizon.add({ days: waited })
        assert.ok(!isReleaseDate(release, earlier, calendar), `${earlier} would have opened it`)
      }
    }),
  )
})

test('no later date opens before an earlier one', () => {
  fc.assert(
    fc.property(rule, anyDate, fc.nat(60), (release, on, later) => {
      const calendar = { timeZone: 'Asia/Jakarta', isWorkingDay }
      const [first, second] = [on, on.add({ days: later })].map((one) => opensAt(release, one, calendar))
      assert.ok(first && second && Temporal.Instant.compare(first, second) <= 0)
    }),
  )
})

const instant = fc.integer({ min: 0, max: 40_000 }).map((minutes) =>
  Temporal.Instant.from('2026-11-24T00:00:00Z').add({ minutes }),
)
const slot: fc.Arbitrary<Slot> = fc
  .record({ startsAt: instant, opensAt: instant, closed: fc.boolean(), capacity: fc.nat(40), given: fc.nat(40) })
  .chain(({ closed, capacity, given, ...rest }) =>
    fc.nat(Math.min(given, capacity)).map((withheld) => ({
      ...rest,
      officeId: 'uji',
      slotId: '1',
      siteId: 'kantor',
      channel: 'online' as const,
      endsAt: rest.startsAt.add({ minutes: 30 }),
      closedReason: closed ? 'Libur' : null,
      capacity,
      taken: Math.min(given, capacity) - withheld,
      withheld,
      drawPart: false,
    })),
  )
const question = fc.record({ now: instant, party: fc.integer({ min: 1, max: 5 }), noticeMinutes: fc.nat(3000) })

test('an hour is offered exactly when it is open, released, in time, and holds the party', () => {
  fc.assert(
    fc.property(slot, question, (one, { now, party, noticeMinutes }) => {
      const state = slotState(one, { now, party, noticeMinutes })
      const inTime = Temporal.Instant.compare(now.add({ minutes: noticeMinutes }), one.startsAt) < 0
      const released = Temporal.Instant.compare(now, one.opensAt) >= 0
      const holds = one.capacity - one.taken - one.withheld >= party
      assert.equal(state === 'free' || state === 'few', inTime && released && one.closedReason === null && holds)
    }),
  )
})

test('a larger party never finds more, and seats that come back never make an hour worse', () => {
  const order: SlotState[] = ['free', 'few', 'full']
  fc.assert(
    fc.property(slot, question, (one, asked) => {
      const state = slotState(one, asked)
      if (!order.includes(state)) return
      const larger = slotState(one, { ...asked, party: asked.party + 1 })
      assert.ok(order.indexOf(larger) >= order.indexOf(state))
      if (one.taken === 0) return
      const freed = slotState({ ...one, taken: one.taken - 1 }, asked)
      assert.ok(order.indexOf(freed) <= order.indexOf(state))
      assert.ok(seatsFree(one) >= 0)
    }),
  )
})

test('a day that is offered has an hour that is', () => {
  const state = fc.constantFrom<SlotState>('free', 'few', 'full', 'closed', 'unreleased', 'past')
  fc.assert(
    fc.property(fc.array(state, { minLength: 1 }), (states) => {
      const folded = foldStates(states)
      assert.ok(folded && states.includes(folded))
      const offered = states.includes('free') || states.includes('few')
      assert.equal(folded === 'free' || folded === 'few', offered)
    }),
  )
})
