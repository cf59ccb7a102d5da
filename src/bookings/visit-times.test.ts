import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Office } from '../offices/index.ts'
import { makeVisitTimes } from './visit-times.ts'

const startsAt = Temporal.Instant.from('2026-12-07T02:00:00Z')
const endsAt = startsAt.add({ minutes: 30 })

function officeIn(timeZone: string, changeUntilHour = '16:00'): Office {
  const booking = { changeUntilDaysBefore: 1, changeUntilHour }
  return { officeId: 'wonosobo', timeZone, definition: { booking } } as Office
}

test('times stand in the zone of the office, and the claim ends with its day', () => {
  const times = makeVisitTimes()
  const inZone = (timeZone: string) => {
    const { start, end, changeUntil, claimsEndAt } = times(officeIn(timeZone), { startsAt, endsAt })
    return [start, end, changeUntil, claimsEndAt]
  }
  assert.deepEqual(inZone('Asia/Jakarta'), [
    '2026-12-07T09:00:00+07:00', '2026-12-07T09:30:00+07:00', '2026-12-06T16:00:00+07:00', '2026-12-07T17:00:00Z',
  ])
  assert.deepEqual(inZone('Asia/Jayapura'), [
    '2026-12-07T11:00:00+09:00', '2026-12-07T11:30:00+09:00', '2026-12-06T16:00:00+09:00', '2026-12-07T15:00:00Z',
  ])
})

test('what is remembered of an hour is the hour, its end and the office as it is now', () => {
  const times = makeVisitTimes()
  const office = officeIn('Asia/Jakarta')
  const first = times(office, { startsAt, endsAt })
  assert.equal(times(office, { startsAt, endsAt }), first, 'worked out once')
  assert.equal(times(office, { startsAt, endsAt: endsAt.add({ minutes: 30 }) }).end, '2026-12-07T10:00:00+07:00')
  const changed = times(officeIn('Asia/Jakarta', '12:00'), { startsAt, endsAt })
  assert.equal(changed.changeUntil, '2026-12-06T12:00:00+07:00')
  assert.throws(() => times({ ...office, definition: null }, { startsAt, endsAt }), /no definition/)
})
