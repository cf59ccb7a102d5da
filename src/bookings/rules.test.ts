import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  after,
  bookingStates,
  changeRefusal,
  changeUntil,
  claimEndsAt,
  excuseOf,
  isChildAlone,
  isDisplaced,
  leavesChildAlone,
} from './rules.ts'

const rules = { movesMax: 2, changeUntilDaysBefore: 1, changeUntilHour: '16:00' }
const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text)

test('each state has the moves that are drawn, and no other', () => {
  const drawn = bookingStates.flatMap((state) =>
    (['move', 'cancel'] as const).map((move) => `${state} --${move}--> ${after(state, move) ?? 'no'}`),
  )
  assert.deepEqual(drawn, [
    'booked --move--> booked',
    'booked --cancel--> cancelled',
    'cancelled --move--> no',
    'cancelled --cancel--> no',
  ])
})

test('changes end at the hour of the office, in whichever zone it lies', () => {
  // Monday, 30 November 2026, 08:30 at the office; UTC is still on Sunday in the east.
  for (const [start, timeZone, until] of [
    ['2026-11-30T08:30:00+07:00', 'Asia/Jakarta', '2026-11-29T16:00:00+07:00'],
    ['2026-11-30T08:30:00+07:00', 'Asia/Pontianak', '2026-11-29T16:00:00+07:00'],
    ['2026-11-30T08:30:00+08:00', 'Asia/Makassar', '2026-11-29T16:00:00+08:00'],
    ['2026-11-30T08:30:00+09:00', 'Asia/Jayapura', '2026-11-29T16:00:00+09:00'],
  ] as const) {
    const deadline = changeUntil(instant(start), timeZone, rules)
    assert.equal(deadline.toString({ timeZoneName: 'never' }), until)
    assert.equal(deadline.timeZoneId, timeZone)
  }
})

test('days before are days of the calendar, over the ends of months and years', () => {
  const untilOf = (start: string, changeUntilDaysBefore: number): string =>
    changeUntil(instant(start), 'Asia/Jakarta', { ...rules, changeUntilDaysBefore }).toPlainDateTime().toString()
  assert.equal(untilOf('2027-01-01T08:00:00+07:00', 1), '2026-12-31T16:00:00')
  assert.equal(untilOf('2028-03-01T08:00:00+07:00', 1), '2028-02-29T16:00:00')
  assert.equal(untilOf('2027-03-01T08:00:00+07:00', 3), '2027-02-26T16:00:00')
  // 00:30 at the office is the day before in UTC: it is the office's day that counts.
  assert.equal(untilOf('2026-11-30T00:30:00+07:00', 1), '2026-11-29T16:00:00')
})

test('with no day before, changes end at the hour or with the visit, whichever comes first', () => {
  const untilAt = (changeUntilHour: string): string =>
    changeUntil(instant('2026-11-30T08:30:00+07:00'), 'Asia/Jakarta', {
      ...rules,
      changeUntilDaysBefore: 0,
      changeUntilHour,
    })
      .toPlainDateTime()
      .toString()
  assert.equal(untilAt('06:00'), '2026-11-30T06:00:00')
  assert.equal(untilAt('08:30'), '2026-11-30T08:30:00')
  assert.equal(untilAt('16:00'), '2026-11-30T08:30:00')
})

test('a claim ends with the visit day of the office', () => {
  for (const [start, timeZone, end] of [
    ['2026-11-30T08:00:00+07:00', 'Asia/Jakarta', '2026-12-01T00:00:00+07:00'],
    ['2026-11-30T00:00:00+07:00', 'Asia/Jakarta', '2026-12-01T00:00:00+07:00'],
    ['2026-11-30T23:59:00+07:00', 'Asia/Jakarta', '2026-12-01T00:00:00+07:00'],
    ['2026-11-30T08:00:00+08:00', 'Asia/Makassar', '2026-12-01T00:00:00+08:00'],
    ['2026-11-30T08:00:00+09:00', 'Asia/Jayapura', '2026-12-01T00:00:00+09:00'],
    ['2026-12-31T14:00:00+09:00', 'Asia/Jayapura', '2027-01-01T00:00:00+09:00'],
  ] as const) {
    assert.ok(claimEndsAt(instant(start), timeZone).equals(instant(end)), `${start} in ${timeZone}`)
  }
})

test('a change is allowed up to the last nanosecond, and refused from the deadline on', () => {
  const until = Temporal.ZonedDateTime.from('2026-11-29T16:00:00[Asia/Jakarta]')
  const booked = { state: 'booked', moves: 0, changeUntil: until } as const
  const before = until.toInstant().subtract({ nanoseconds: 1 })
  for (const move of ['move', 'cancel'] as const) {
    assert.equal(changeRefusal(move, booked, before, rules), undefined)
    assert.equal(changeRefusal(move, booked, until.toInstant(), rules), 'too-late')
    assert.equal(changeRefusal(move, booked, until.toInstant().add({ hours: 1 }), rules), 'too-late')
  }
})

test('moves are counted, cancelling is not', () => {
  const changeUntil = Temporal.ZonedDateTime.from('2026-11-29T16:00:00[Asia/Jakarta]')
  const now = instant('2026-11-24T03:00:00Z')
  const moved = (moves: number) => ({ state: 'booked', moves, changeUntil }) as const
  assert.equal(changeRefusal('move', moved(1), now, rules), undefined)
  assert.equal(changeRefusal('move', moved(2), now, rules), 'too-many-moves')
  assert.equal(changeRefusal('move', moved(3), now, rules), 'too-many-moves', 'the office allows fewer than before')
  assert.equal(changeRefusal('move', moved(0), now, { ...rules, movesMax: 0 }), 'too-many-moves')
  assert.equal(changeRefusal('cancel', moved(9), now, rules), undefined)
})

test('of several reasons the one that nothing can mend is told', () => {
  const changeUntil = Temporal.ZonedDateTime.from('2026-11-29T16:00:00[Asia/Jakarta]')
  const late = instant('2026-12-01T00:00:00Z')
  const cancelled = { state: 'cancelled', moves: 9, changeUntil } as const
  assert.equal(changeRefusal('move', cancelled, late, rules), 'cancelled')
  assert.equal(changeRefusal('cancel', cancelled, late, rules), 'cancelled')
  assert.equal(changeRefusal('move', { ...cancelled, state: 'booked' }, late, rules), 'too-late')
})

test('a booking is displaced while it is booked in an hour that the office closed', () => {
  assert.equal(isDisplaced({ state: 'booked', slot: { closedReason: 'Banjir' } }), true)
  assert.equal(isDisplaced({ state: 'booked', slot: {} }), false)
  assert.equal(isDisplaced({ state: 'cancelled', slot: { closedReason: 'Banjir' } }), false)
})

test('the fault of the office excuses: an hour that is off always, a stopped hall for moves of its day', () => {
  const none = { displaced: false, today: true, officeFault: false }
  assert.equal(excuseOf('move', none), undefined)
  for (const move of ['move', 'cancel'] as const) {
    assert.equal(excuseOf(move, { ...none, displaced: true, today: false }), 'displaced')
  }
  assert.equal(excuseOf('move', { ...none, officeFault: true }), 'office-fault')
  assert.equal(excuseOf('move', { ...none, officeFault: true, today: false }), undefined)
  assert.equal(excuseOf('cancel', { ...none, officeFault: true }), undefined)
})

test('an excuse lifts the cut-off and the count, and nothing else', () => {
  const changeUntil = Temporal.ZonedDateTime.from('2026-11-29T16:00:00[Asia/Jakarta]')
  const late = instant('2026-12-03T00:00:00Z')
  const often = { state: 'booked', moves: 9, changeUntil } as const
  for (const excuse of ['displaced', 'office-fault'] as const) {
    assert.equal(changeRefusal('move', { ...often, excuse }, late, rules), undefined)
    assert.equal(changeRefusal('move', { ...often, state: 'cancelled', excuse }, late, rules), 'cancelled')
  }
})

test('nobody leaves a child alone who was not alone before', () => {
  assert.ok(isChildAlone(['child', 'child'], false))
  assert.ok(!isChildAlone(['child', 'any'], false) && !isChildAlone(['child'], true) && !isChildAlone([], false))
  const leaves = (ages: ('adult' | 'child' | undefined)[], position: number, hasCompanion = false) =>
    leavesChildAlone(ages, { position, hasCompanion })
  assert.ok(leaves(['adult', 'child'], 0) && leaves(['child', 'adult', 'child'], 1))
  assert.ok(!leaves(['adult', 'child'], 1) && !leaves(['adult', 'child', 'adult'], 0) && !leaves(['adult'], 0))
  assert.ok(!leaves(['adult', 'child'], 0, true), 'a companion looks after them')
  assert.ok(!leaves(['child', 'child'], 0), 'it was so before')
  assert.ok(!leaves(['adult', undefined], 0), 'of a service that is no more nobody says')
})
