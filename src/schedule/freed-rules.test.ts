import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type FreedPolicy, freeingOf, lateFrom, ticksLeft, walkInsFrom } from './freed-rules.ts'

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const policy: FreedPolicy = {
  timeZone: 'Asia/Jakarta',
  noticeMinutes: 120,
  rule: { minMinutes: 10, maxMinutes: 120, lateFrom: '18:00' },
}
/** Monday, 30 November 2026, 08:00 WIB. */
const startsAt = at('2026-11-30T01:00:00Z')
const online = { channel: 'online' as const, startsAt, byDraw: false }
const wayAt = (now: string, seat = {}, changed = {}) =>
  freeingOf({ ...online, ...seat }, { ...policy, ...changed }, at(now)).way

test('a freed seat goes the way that its channel, its day and the hour ask for', () => {
  assert.equal(wayAt('2026-11-28T01:00:00Z'), 'delay')
  assert.equal(wayAt('2026-11-28T01:00:00Z', { byDraw: true }), 'order')
  for (const channel of ['priority', 'walk-in'] as const) {
    assert.equal(wayAt('2026-11-28T01:00:00Z', { channel, byDraw: true }), 'at-once', channel)
  }
  assert.equal(wayAt('2026-11-28T01:00:00Z', { channel: 'partner' }), 'delay')
  // 18:00 WIB the evening before.
  for (const byDraw of [false, true]) {
    assert.equal(wayAt('2026-11-29T10:59:59Z', { byDraw }), byDraw ? 'order' : 'delay')
    assert.equal(wayAt('2026-11-29T11:00:00Z', { byDraw }), 'walk-ins')
  }
  const fromMidnight = { rule: { minMinutes: 10, maxMinutes: 120 } }
  assert.equal(wayAt('2026-11-29T16:59:59Z', {}, fromMidnight), 'delay')
  assert.equal(wayAt('2026-11-29T17:00:00Z', {}, fromMidnight), 'walk-ins')
  assert.equal(wayAt('2026-11-28T01:00:00Z', {}, { rule: { minMinutes: 0, maxMinutes: 0 } }), 'at-once')
})

test('late seats wait until nobody can book their hour from home', () => {
  const held = (now: string) => freeingOf(online, policy, at(now))
  assert.deepEqual(held('2026-11-29T23:00:59Z'), { way: 'walk-ins', held: true })
  // 06:00 WIB is past for booking from home; a minute more, for clocks that differ.
  assert.deepEqual(held('2026-11-29T23:01:00Z'), { way: 'walk-ins', held: false })
})

const minutes = fc.integer({ min: 0, max: 10_000 })
const rule = fc
  .tuple(fc.nat(1440), fc.nat(1440), fc.constantFrom(undefined, '00:00', '16:00', '23:59'))
  .map(([a, more, hour]) => ({
    minMinutes: a,
    maxMinutes: a + more,
    ...(hour !== undefined && { lateFrom: hour }),
  }))

test('under a draw nothing is ever free for booking from home, and else only where the office asks for it', () => {
  fc.assert(
    fc.property(minutes, minutes, rule, fc.boolean(), (before, noticeMinutes, asked, byDraw) => {
      const now = startsAt.subtract({ minutes: before })
      const rules = { ...policy, noticeMinutes, rule: asked }
      const freeing = freeingOf({ ...online, byDraw }, rules, now)
      const bookable = Temporal.Instant.compare(now, walkInsFrom(startsAt, noticeMinutes)) < 0
      if (bookable) assert.equal(freeing.held, freeing.way !== 'at-once')
      if (freeing.way === 'at-once') assert.ok(!byDraw && asked.maxMinutes === 0)
      if (freeing.way === 'delay') {
        assert.ok(!byDraw && Temporal.Instant.compare(now, lateFrom(startsAt, 'Asia/Jakarta', asked)) < 0)
        assert.ok(freeing.returnsFrom.equals(now.add({ minutes: asked.minMinutes })))
      }
    }),
    { numRuns: 300 },
  )
})

test('each minute of the span is as likely as any other, and none lies outside', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(300), fc.nat(59), (min, more, seconds) => {
      const freed = startsAt
      const span = { returnsFrom: freed.add({ minutes: min }), returnsBy: freed.add({ minutes: min + more }) }
      let waiting = 1
      const chances: number[] = []
      for (let minute = 0; waiting > 1e-9; minute++) {
        assert.ok(minute <= min + more + 1, 'held longer than the office said')
        const left = ticksLeft(span, freed.add({ minutes: minute, seconds }))
        if (left === 0) assert.ok(minute < min)
        else chances.push(waiting / left)
        waiting -= left === 0 ? 0 : waiting / left
      }
      for (const chance of chances) assert.ok(Math.abs(chance - 1 / chances.length) < 1e-9)
    }),
    { numRuns: 60 },
  )
})
