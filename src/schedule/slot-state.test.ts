import assert from 'node:assert/strict'
import test from 'node:test'
import type { Slot } from './slot.ts'
import { fewSeats, foldStates, partyMax, seatsFree, slotState, type SlotState } from './slot-state.ts'

const slot: Slot = {
  officeId: 'uji',
  slotId: '1',
  siteId: 'kantor',
  channel: 'online',
  startsAt: Temporal.Instant.from('2026-11-30T02:00:00Z'),
  endsAt: Temporal.Instant.from('2026-11-30T02:30:00Z'),
  opensAt: Temporal.Instant.from('2026-10-26T02:00:00Z'),
  closedReason: null,
  capacity: 24,
  taken: 0,
  withheld: 0,
  drawPart: false,
}

function state(changes: Partial<Slot>, { at = '2026-11-24T03:00:00Z', party = 1 } = {}): SlotState {
  return slotState({ ...slot, ...changes }, { now: Temporal.Instant.from(at), party, noticeMinutes: 120 })
}

test('free, few and full by the seats that are left', () => {
  assert.equal(state({}), 'free')
  assert.equal(state({ taken: 17 }), 'free')
  assert.equal(state({ taken: 18 }), 'few', 'a quarter is left')
  assert.equal(state({ taken: 23 }), 'few')
  assert.equal(state({ taken: 24 }), 'full')
  assert.equal(state({ capacity: 8, taken: 3 }), 'free', 'five of eight')
  assert.equal(state({ capacity: 8, taken: 4 }), 'few', 'a party of five no longer fits')
})

test('withheld seats are nobody’s', () => {
  assert.equal(seatsFree({ capacity: 10, taken: 4, withheld: 6 }), 0)
  assert.equal(state({ capacity: 10, taken: 4, withheld: 6 }), 'full')
})

test('full is a question of the party', () => {
  assert.equal(state({ taken: 22 }, { party: 2 }), 'few')
  assert.equal(state({ taken: 22 }, { party: 3 }), 'full')
})

test('it opens at its moment and closes with the notice, to the second', () => {
  assert.equal(state({}, { at: '2026-10-26T01:59:59.999Z' }), 'unreleased')
  assert.equal(state({}, { at: '2026-10-26T02:00:00Z' }), 'free')
  assert.equal(state({}, { at: '2026-11-29T23:59:59.999Z' }), 'free')
  assert.equal(state({}, { at: '2026-11-30T00:00:00Z' }), 'past')
})

test('what time has decided comes first, then what the office has closed', () => {
  assert.equal(state({ closedReason: 'Libur', taken: 24 }, { at: '2026-11-30T00:00:00Z' }), 'past')
  assert.equal(state({ closedReason: 'Libur', taken: 24 }), 'closed')
  assert.equal(state({ closedReason: 'Libur' }, { at: '2026-10-01T00:00:00Z' }), 'closed')
  assert.equal(state({ taken: 24 }, { at: '2026-10-01T00:00:00Z' }), 'unreleased')
})

test('a day is as good as its best hour', () => {
  assert.equal(foldStates(['past', 'full', 'few', 'free']), 'free')
  assert.equal(foldStates(['closed', 'full', 'few']), 'few')
  assert.equal(foldStates(['closed', 'past', 'full']), 'full')
  assert.equal(foldStates(['closed', 'unreleased']), 'unreleased')
  assert.equal(foldStates(['past', 'closed']), 'closed')
  assert.equal(foldStates([]), undefined)
})

test('an hour that is called free holds the largest party', () => {
  for (let capacity = 0; capacity <= 40; capacity++) {
    for (let free = 0; free <= capacity; free++) {
      if (!fewSeats(free, capacity)) assert.ok(free >= partyMax)
    }
  }
})
