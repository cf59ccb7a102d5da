import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Cell, CELL_MIN, isSmall, sumOf } from './cells.ts'
import {
  type CameFact, type DayFacts, dayRecord, type DayRecord, monthRecord, outcomeOf, outcomes, type Way, ways,
} from './rules.ts'

// Goal: nothing that is published tells of fewer than five people, whatever is added or subtracted.
// How: possible worlds. For every 1 to 4 people of one way, with one outcome, or both, there must be
// another day, with another number of them, of which exactly the same would have been published.
const RUNS = 200

/** One outcome has one number of minutes here: percentiles are somebody's minute, not a count. */
const kinds = outcomes.map((outcome, index): Pick<CameFact, 'state' | 'minutes'> =>
  outcome === 'left' || outcome === 'not-come'
    ? { state: outcome, minutes: null }
    : { state: 'served', minutes: index * 10 })

const people = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 30 }) },
)
const table = fc.array(people, { minLength: ways.length * kinds.length, maxLength: ways.length * kinds.length })

const factsOf = (counts: readonly number[], date = '2026-11-24'): DayFacts => ({
  date,
  offered: ways.map((way) => ({ way, seats: 100 })),
  came: counts.flatMap((people, index): CameFact[] =>
    people === 0 ? [] : [{ way: wayAt(index), ...kinds[index % kinds.length]!, people }]),
  outOfTurn: callsOf(counts[0]!),
  freed: counts[1]!,
  plannedAnew: counts[2]!,
})
/** Of two reasons that are of the person, and one that is not. */
const callsOf = (calls: number): DayFacts['outOfTurn'] => [
  { kind: 'health', people: Math.floor(calls / 3) },
  { kind: 'flight', people: Math.floor(calls / 4) },
  { kind: 'child', people: calls - Math.floor(calls / 3) - Math.floor(calls / 4) },
]
const wayAt = (index: number): Way => ways[Math.floor(index / kinds.length)]!

/** What is published, but for percentiles. */
const published = (counts: readonly number[]): unknown => {
  const record = dayRecord({ ...factsOf(counts), outOfTurn: [], freed: 0, plannedAnew: 0 })
  return { ...record, parts: record.parts.map(({ waits: _, ...part }) => part) }
}

test('cells are a partition of the same people, and none is of 1 to 4', () => {
  fc.assert(
    fc.property(table, (counts) => {
      const { came, ...rest } = factsOf(counts)
      const record = dayRecord({ came, ...rest })
      const all = came.reduce((sum, one) => sum + one.people, 0)
      if (isSmall(all)) return assert.deepEqual([record.people, record.parts], [null, []])
      assert.equal(record.people, all)
      assert.equal(record.parts.reduce((sum, one) => sum + one.people, 0), all)
      for (const part of record.parts) {
        for (const cells of [part.given, part.outcomes]) {
          assert.equal(sumOf(cells), part.people)
          assert.ok(cells.every((one) => !isSmall(one.people)), JSON.stringify(cells))
        }
        assert.deepEqual(part.outcomes.flatMap(({ of }) => of), [...outcomes], 'neighbours only')
      }
      assert.ok(record.freed === null || record.freed >= CELL_MIN)
      const calls = record.outOfTurn
      assert.equal(calls?.calls ?? null, counts[0]! < CELL_MIN ? null : counts[0]!)
      assert.ok(calls === null || calls.reasons.every(({ people }) => !isSmall(people)))
    }),
    { numRuns: RUNS },
  )
})

test('for any 1 to 4 people there is another day of which the same would be published', () => {
  fc.assert(
    fc.property(table, fc.nat(), (counts, pick) => {
      const at = pick % counts.length
      const told = published(counts)
      for (const [name, crowd] of Object.entries(crowdsAt(at))) {
        const sum = (all: readonly number[]): number => crowd.reduce((sum, index) => sum + all[index]!, 0)
        const known = sum(counts)
        if (!isSmall(known)) continue
        const isAnother = (other: readonly number[]): boolean =>
          other.every((one) => one >= 0) && sum(other) !== known && isDeepStrictEqual(published(other), told)
        assert.ok(
          crowd.some((from) => neighbours(counts, from).some(isAnother)),
          `${known} people can be known: of one ${name}, ${wayAt(at)} and ${outcomes[at % kinds.length]}`,
        )
      }
    }),
    { numRuns: RUNS, examples: [[fourOfThreeWays, 0]] },
  )
})

/** From home, by draw and down its order 4 people each, of many: as a cell of 12 they could be nothing else. */
const fourOfThreeWays = [
  [4, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 4, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 4, 0, 0, 0, 0, 0, 0],
  [5, 5, 0, 0, 0, 0, 0, 0, 0],
  [5, 5, 5, 5, 0, 0, 0, 0, 0],
  [5, 0, 0, 0, 0, 0, 0, 0, 0],
].flat()

/** Who could be known by where this cell stands. */
const crowdsAt = (at: number): Record<string, number[]> => {
  const all = Array.from({ length: ways.length * kinds.length }, (_, index) => index)
  return {
    cell: [at],
    way: all.filter((index) => wayAt(index) === wayAt(at)),
    outcome: all.filter((index) => index % kinds.length === at % kinds.length),
  }
}

/** Days in which one or two people more or fewer are in a cell, and others elsewhere for them. */
function* neighbours(counts: readonly number[], at: number): Generator<number[]> {
  const columns = kinds.length
  const moved = (moves: readonly (readonly [number, number])[]): number[] => {
    const other = [...counts]
    for (const [index, by] of moves) other[index]! += by
    return other
  }
  for (const by of [-1, 1]) {
    for (let other = 0; other < counts.length; other++) {
      if (other === at) continue
      yield moved([[at, by], [other, -by]])
      const [sameRow, sameColumn] = [
        at - (at % columns) + (other % columns),
        other - (other % columns) + (at % columns),
      ]
      yield moved([[at, by], [sameRow, -by], [sameColumn, -by], [other, by]])
      // The one table tells of all together: somebody more, or fewer.
      yield moved([[at, by]])
    }
  }
}

const month = fc.array(fc.tuple(table, fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 6 })

interface Days {
  facts: (DayFacts & { calls: number })[]
  days: DayRecord[]
}

const daysOf = (tables: readonly (readonly [number[], number])[]): Days => {
  const facts = tables.map(([counts, outOfTurn], index) => ({
    ...factsOf(counts, `2026-11-${String(index + 1).padStart(2, '0')}`),
    outOfTurn: callsOf(outOfTurn),
    calls: outOfTurn,
  }))
  return { facts, days: facts.map(dayRecord) }
}

const monthOf = (calls: number, days: readonly DayRecord[]) =>
  monthRecord(
    {
      month: '2026-11',
      waits: {},
      reasons: callsOf(calls),
      priority: [],
      booked: [],
      money: [],
      list: { size: 0, sha256: '' },
    },
    days,
  )

test('a month tells of its people what its days have told: subtracting days from it leaves 0 or five and more', () => {
  fc.assert(
    fc.property(month, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (tables, taken) => {
      const { days } = daysOf(tables)
      const { given, outcomes: became } = monthOf(0, days)
      for (const [name, all] of [['given', given], ['outcomes', became]] as const) {
        for (const { of, people } of all) {
          const own = days.flatMap((day, index) =>
            taken[index] ? day.parts.flatMap((part) => part[name] as readonly Cell<string>[]) : [])
          const left = people - sumOf(own.filter((one) => isDeepStrictEqual(one.of, of)))
          assert.ok(!isSmall(left) && left >= 0, `${name}: ${left} left of ${of.join('+')}`)
        }
      }
    }),
    { numRuns: RUNS },
  )
})

test('calls out of turn of a month leave every number from 0 to 4 possible on the days that told none', () => {
  fc.assert(
    fc.property(month, (tables) => {
      const { facts, days } = daysOf(tables)
      const shown = facts.filter((_, index) => days[index]!.people !== null)
      const untold = shown.filter((one) => one.calls < CELL_MIN)
      const hidden = untold.reduce((sum, one) => sum + one.calls, 0)
      const { outOfTurn } = monthOf(hidden, days)
      assert.ok([...outOfTurn.told, ...outOfTurn.untold].every(({ people }) => !isSmall(people)))
      if (outOfTurn.calls === null) return assert.ok(hidden > 0 && outOfTurn.untold.length === 0)
      assert.equal(outOfTurn.calls, shown.reduce((sum, one) => sum + one.calls, 0))
      if (hidden === 0) return
      // With any one day at 0 or at 4 the others can make up the rest.
      const others = (untold.length - 1) * (CELL_MIN - 1)
      assert.ok(hidden <= others && hidden >= CELL_MIN - 1, `${hidden} calls on ${untold.length} days`)
    }),
    { numRuns: RUNS },
  )
})

test('every outcome has its place', () => {
  for (const [index, kind] of kinds.entries()) {
    assert.equal(outcomeOf({ way: 'online', people: 1, ...kind }), outcomes[index])
  }
  assert.equal(outcomeOf({ way: 'online', people: 1, state: 'served', minutes: 400 }), 'from-60')
})
