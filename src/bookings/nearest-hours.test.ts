import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AvailabilitySlot } from '../schedule/index.ts'
import { daysAway, NEAREST_MAX, nearestHours } from './nearest-hours.ts'

const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[Asia/Jakarta]`)
const lost = { start: at('2026-11-30T09:00'), siteId: 'kantor' }

interface Given {
  siteId?: string
  state?: AvailabilitySlot['state']
}

function opening(local: string, { siteId = 'kantor', state = 'free' }: Given = {}) {
  return { slot: { siteId }, start: at(local), state, free: 6 } as AvailabilitySlot
}
const textOf = ({ start, slot }: AvailabilitySlot): string =>
  `${start.toPlainDateTime().toString({ smallestUnit: 'minute' })} ${slot.siteId}`

test('the nearest day first, another site three days further; the earlier of two days, then the nearest hour', () => {
  const openings = [
    opening('2026-12-03T09:00'),
    opening('2026-11-30T08:00', { siteId: 'magelang' }),
    opening('2026-12-01T13:00'),
    opening('2026-12-01T09:30'),
    opening('2026-11-29T11:00'),
    opening('2026-11-30T10:30'),
  ]
  assert.deepEqual(nearestHours(openings, lost).map(textOf), [
    '2026-11-30T10:30 kantor',
    '2026-11-29T11:00 kantor',
    '2026-12-01T09:30 kantor',
    '2026-12-01T13:00 kantor',
    '2026-11-30T08:00 magelang',
    '2026-12-03T09:00 kantor',
  ])
})

const openings = fc.array(
  fc
    .record({
      minutes: fc.integer({ min: -3000, max: 40_000 }),
      siteId: fc.constantFrom('kantor', 'magelang'),
      state: fc.constantFrom('free' as const, 'few' as const, 'full' as const, 'closed' as const, 'past' as const),
    })
    .map(({ minutes, ...rest }) => opening(lost.start.add({ minutes }).toPlainDateTime().toString(), rest)),
  { maxLength: 40 },
)

// Goal: nobody is offered what they cannot have, and nothing nearer is kept from them.
test('only hours with room are offered, as many as there are up to six, and none nearer is left out', () => {
  fc.assert(
    fc.property(openings, (all) => {
      const room = all.filter(({ state }) => state === 'free' || state === 'few')
      const near = nearestHours(all, lost)
      assert.equal(near.length, Math.min(room.length, NEAREST_MAX))
      assert.ok(near.every((one) => room.includes(one)))
      const days = (one: AvailabilitySlot): number => daysAway(one, lost)
      assert.deepEqual(near.map(days), near.map(days).sort((a, b) => a - b))
      const farthest = Math.max(0, ...near.map(days))
      assert.ok(room.every((one) => near.includes(one) || days(one) >= farthest))
    }),
  )
})
