import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DayEvent, playDay, shapes, simulateDay, type SimulatedDay } from './index.ts'

const MINUTE = 60_000
const DAY_START_MS = Date.parse('2026-11-30T00:00:00+07:00')
const seeds = Array.from({ length: 20 }, (_, index) => 3000 + index)
const days = shapes.flatMap((shape) => seeds.map((seed) => simulateDay(shape, seed, DAY_START_MS)))
const arrivals = ({ events }: SimulatedDay): DayEvent[] => events.filter(({ kind }) => kind === 'arrives')

test('the same seed is the same day, another seed another', () => {
  const [shape] = shapes
  const again = simulateDay(shape, 3000, DAY_START_MS)
  assert.deepEqual(again, days[0])
  assert.notDeepEqual(again.events, days[1]?.events)
})

test('a day is full of people: early, in time, late, absent, in parties, without a booking, with priority', () => {
  for (const day of days) {
    const booked = day.parties.filter(({ window }) => window)
    const absent = booked.filter(({ arrivesMs }) => arrivesMs === undefined)
    assert.equal(arrivals(day).length, day.parties.length - absent.length)
    const people = booked.reduce((sum, one) => sum + one.people, 0)
    assert.equal(people, day.shape.windows.length * day.shape.peopleBooked)
  }
  const all = days.flatMap(({ parties }) => parties)
  const share = (is: (one: (typeof all)[number]) => boolean): number => all.filter(is).length / all.length
  const expected = [
    ['absent', share(({ arrivesMs }) => arrivesMs === undefined), 0.05, 0.12],
    ['late', share(({ arrivesMs, window }) => (arrivesMs ?? 0) > (window?.endMs ?? Infinity)), 0.02, 0.1],
    ['early', share(({ arrivesMs, window }) => (arrivesMs ?? Infinity) < (window?.startMs ?? 0)), 0.4, 0.75],
    ['together', share(({ people }) => people > 1), 0.25, 0.6],
    ['unbooked', share(({ window }) => !window), 0.1, 0.4],
    ['priority', share(({ priority }) => priority !== undefined), 0.08, 0.3],
  ] as const
  for (const [name, found, from, to] of expected) assert.ok(from < found && found < to, `${name}: ${found}`)
})

test('events come in time order, and each counter opens once and ends each pause before the next', () => {
  for (const { events, shape, opensMs } of days) {
    const times = events.map(({ atMs }) => atMs)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    )
    for (const { id } of shape.counters) {
      const own = events.flatMap((event) => (event.kind !== 'arrives' && event.counter === id ? [event] : []))
      assert.match(own.map(({ kind }) => kind).join(' '), /^counter-opens( counter-pauses counter-resumes)*$/)
      assert.ok((own[0]?.atMs ?? 0) >= opensMs)
    }
  }
})

test('everybody who comes is called to each stage and served, at one counter after another', () => {
  for (const day of days) {
    const { calls, served } = playDay(day, [], () => {})
    const came = arrivals(day).length
    assert.equal(served.length, came * day.shape.stages.length)
    for (const { id } of day.shape.counters) {
      const own = served.filter(({ counter }) => counter === id)
      const ends = own.map(({ endedMs }) => endedMs)
      own.slice(1).forEach(({ endedMs, minutes }, at) => {
        assert.ok(endedMs - minutes * MINUTE >= (ends[at] ?? 0) - 1, 'two were served at one counter')
      })
    }
    for (const { atMs } of calls) {
      assert.ok(atMs >= day.opensMs, 'called before the doors opened')
      assert.ok(!day.breaks.some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs), 'called in the break')
    }
    const twice = calls.length - served.length
    assert.equal(twice, day.parties.filter((one) => one.missesCall && one.arrivesMs !== undefined).length)
  }
})

test('looking at a day changes nothing of it', () => {
  const [day] = days
  assert.ok(day)
  const looks = Array.from({ length: 500 }, (_, index) => day.opensMs + index * MINUTE)
  let seen = 0
  const looked = playDay(day, looks, ({ visits }) => (seen += visits.size))
  assert.ok(seen > 1000)
  assert.deepEqual(looked, playDay(day, [], () => {}))
})
