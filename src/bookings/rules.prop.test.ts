import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { after, type BookingMove, type BookingState, changeRefusal, changeUntil, claimEndsAt } from './rules.ts'

const timeZone = fc.constantFrom('Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura')
const two = (n: number): string => String(n).padStart(2, '0')
const rules = fc.record({
  movesMax: fc.nat(5),
  changeUntilDaysBefore: fc.nat(40),
  changeUntilHour: fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
})
// Any minute from 2026 to 2036.
const startsAt = fc
  .integer({ min: 29_450_000, max: 34_710_000 })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000))

test('changes never end after the visit has begun, and else on the day and hour that the office names', () => {
  fc.assert(
    fc.property(startsAt, timeZone, rules, (startsAt, timeZone, rules) => {
      const until = changeUntil(startsAt, timeZone, rules)
      const visit = startsAt.toZonedDateTimeISO(timeZone)
      assert.equal(until.timeZoneId, timeZone)
      assert.ok(Temporal.ZonedDateTime.compare(until, visit) <= 0)
      if (until.equals(visit)) return assert.equal(rules.changeUntilDaysBefore, 0)
      assert.equal(until.toPlainTime().toString({ smallestUnit: 'minute' }), rules.changeUntilHour)
      assert.equal(until.toPlainDate().until(visit.toPlainDate()).days, rules.changeUntilDaysBefore)
    }),
  )
})

test('a later visit never has an earlier deadline', () => {
  fc.assert(
    fc.property(startsAt, fc.nat(100_000), timeZone, rules, (startsAt, minutes, timeZone, rules) => {
      const later = changeUntil(startsAt.add({ minutes }), timeZone, rules)
      assert.ok(Temporal.ZonedDateTime.compare(changeUntil(startsAt, timeZone, rules), later) <= 0)
    }),
  )
})

test('a claim outlasts its visit, ends at midnight of the office, and is the same for every hour of a day', () => {
  fc.assert(
    fc.property(startsAt, timeZone, fc.nat(1439), (startsAt, timeZone, minuteOfDay) => {
      const ends = claimEndsAt(startsAt, timeZone)
      const visit = startsAt.toZonedDateTimeISO(timeZone)
      const local = ends.toZonedDateTimeISO(timeZone)
      assert.ok(Temporal.Instant.compare(ends, startsAt) > 0)
      assert.ok(startsAt.until(ends).total('hours') <= 24)
      assert.deepEqual([local.hour, local.minute, local.second], [0, 0, 0])
      assert.ok(local.toPlainDate().equals(visit.toPlainDate().add({ days: 1 })))
      const another = visit.startOfDay().add({ minutes: minuteOfDay }).toInstant()
      assert.ok(claimEndsAt(another, timeZone).equals(ends))
    }),
  )
})

interface Step {
  move: BookingMove
  minutesLater: number
}
const step: fc.Arbitrary<Step> = fc.record({
  move: fc.constantFrom('move', 'move', 'move', 'cancel'),
  minutesLater: fc.nat(3_000),
})

// Goal: whatever a holder tries, in whatever order and at whatever time, the rules hold.
// How: play steps; only what is not refused is done; then look at what was done.
test('no order of changes moves too often, too late, or what is cancelled', () => {
  fc.assert(
    fc.property(startsAt, timeZone, rules, fc.array(step, { maxLength: 20 }), (startsAt, timeZone, rules, steps) => {
      const until = changeUntil(startsAt, timeZone, rules)
      let now = startsAt.subtract({ hours: 24 * 21 })
      let state: BookingState = 'booked'
      let moves = 0
      const done: BookingMove[] = []
      for (const { move, minutesLater } of steps) {
        now = now.add({ minutes: minutesLater })
        if (changeRefusal(move, { state, moves, changeUntil: until }, now, rules)) continue
        const next = after(state, move)
        assert.ok(next, 'what is not refused leads somewhere')
        assert.ok(Temporal.Instant.compare(now, until.toInstant()) < 0)
        state = next
        if (move === 'move') moves++
        done.push(move)
      }
      assert.ok(moves <= rules.movesMax)
      const cancelledAt = done.indexOf('cancel')
      assert.ok(cancelledAt === -1 || cancelledAt === done.length - 1, 'nothing comes after a cancellation')
      assert.equal(state, cancelledAt === -1 ? 'booked' : 'cancelled')
    }),
  )
})
