import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { FloorVisit } from './model.ts'
import { callingOrder, firstOfHeads } from './order.ts'
import type { Place, Why } from './order-types.ts'

const at = (clock: string): number => Date.parse(`2026-11-30T${clock.replace('.', ':')}:00+07:00`)
const kinds = { A: 'appointment', B: 'priority', C: 'walk-in', D: 'collection' } as const

/** Somebody who came at `arrived`, with a fair place at `due`. */
function came(number: string, arrived: string, due: string, more: Partial<FloorVisit> = {}): FloorVisit {
  const kind = kinds[number[0] as keyof typeof kinds]
  return {
    visitId: number,
    kind,
    number,
    people: 1,
    services: [],
    state: 'waiting',
    journey: ['interview'],
    stage: 'interview',
    arrivedMs: at(arrived),
    lateMinutes: 0,
    queuedMs: at(arrived),
    dueMs: at(due),
    ...(kind === 'appointment' && { appointmentMs: at(due) }),
    calls: 0,
    ...more,
  }
}

const hall = [
  came('A-018', '08.16', '08.30'),
  came('A-019', '08.22', '08.30'),
  came('A-012', '08.41', '08.41', { lateMinutes: 41, appointmentMs: at('07.30') }),
  came('A-020', '08.44', '09.00'),
  came('A-021', '08.46', '09.00', { people: 3 }),
  came('A-022', '08.50', '09.00'),
  came('A-024', '08.58', '09.30'),
  came('B-007', '08.51', '08.51', { priority: 'elderly' }),
  came('B-008', '08.57', '08.57', { priority: 'pregnant' }),
  came('C-002', '08.12', '08.12'),
  came('C-003', '08.35', '08.35'),
  came('C-004', '09.02', '09.02'),
]
const order = callingOrder(
  hall.toReversed(),
  { sincePriority: 1, sinceWalkIn: 2 },
  { priorityAfter: 2, walkInAfter: 4, waitMinutesMax: 60 },
  at('09.18'),
)

test('the example in docs/visits.md is what the code does', () => {
  const docs = readFileSync(new URL('../../docs/visits.md', import.meta.url), 'utf8')
  const rows = docs.matchAll(/^\| (\d+) \| ([A-D]-\d{3}) \| .* \| `([a-z-]+)`/gm)
  const told = [...rows].map(([, place, number, rule]) => [Number(place), number, rule])
  assert.deepEqual(
    told,
    order.map(({ visit, why }, index) => [index + 1, visit.number, why.rule]),
  )
})

test('each reason says what the people at the counter and in the hall need', () => {
  const why = new Map(order.map(({ visit, why }) => [visit.number, why]))
  const expected: [string, Why][] = [
    ['A-018', { rule: 'appointment', ms: at('08.30'), together: false }],
    ['A-021', { rule: 'appointment', ms: at('09.00'), together: true }],
    ['A-012', { rule: 'late', minutes: 41, ms: at('08.41') }],
    ['A-024', { rule: 'early', ms: at('09.30') }],
    ['B-007', { rule: 'priority', kind: 'elderly', after: 2 }],
    ['C-002', { rule: 'waited-long', minutes: 66 }],
    ['C-004', { rule: 'fills-gap' }],
  ]
  for (const [number, reason] of expected) assert.deepEqual(why.get(number), reason, number)
})

const turns = { sincePriority: 0, sinceWalkIn: 0 }
const rules = { priorityAfter: 2, walkInAfter: 4, waitMinutesMax: 60 }
const numbers = (places: readonly Place[]): string[] => places.map(({ visit }) => visit.number)

test('who was ordered goes first, the oldest order before the others, and the reason names who ordered', () => {
  const ordered = (ago: string) => ({ ordered: { reason: 'flight' as const, by: 'sup-1', atMs: at(ago) } })
  const all = [came('A-001', '07.30', '08.00'), came('A-002', '09.00', '09.30', ordered('09.10'))]
  const places = callingOrder([...all, came('C-001', '09.05', '09.05', ordered('09.06'))], turns, rules, at('09.18'))
  assert.deepEqual(numbers(places), ['C-001', 'A-002', 'A-001'])
  assert.deepEqual(places[0]?.why, { rule: 'ordered', reason: 'flight', by: 'sup-1' })
})

test('a priority person goes at once where nobody else has an hour that has come, whose kind was not told also', () => {
  const all = [came('C-001', '08.50', '08.50'), came('A-001', '09.00', '09.30'), came('B-001', '09.10', '09.10')]
  const places = callingOrder(all, turns, rules, at('09.18'))
  assert.deepEqual(numbers(places), ['B-001', 'C-001', 'A-001'])
  assert.deepEqual(places[0]?.why, { rule: 'priority', after: 0 })
})

test('collection goes by arrival', () => {
  const all = [came('D-002', '09.10', '09.10'), came('D-001', '09.02', '09.02')]
  const places = callingOrder(all, turns, rules, at('09.18'))
  assert.deepEqual(numbers(places), ['D-001', 'D-002'])
  assert.deepEqual(places[0]?.why, { rule: 'collection' })
})

test('a counter of two stages takes who was ordered, who has waited too long, then the earliest fair place', () => {
  const place = (number: string, due: string, why: Why): Place => ({ visit: came(number, due, due), why })
  const early = place('A-001', '08.00', { rule: 'appointment', ms: at('08.00'), together: false })
  const later = place('A-002', '08.30', { rule: 'late', minutes: 5, ms: at('08.30') })
  const long = place('C-001', '08.40', { rule: 'waited-long', minutes: 61 })
  const ordered = place('A-003', '09.00', { rule: 'ordered', reason: 'child', by: 'sup-1' })
  assert.equal(firstOfHeads([]), undefined)
  assert.equal(firstOfHeads([later, early]), early)
  assert.equal(firstOfHeads([early, long]), long)
  assert.equal(firstOfHeads([long, ordered, early]), ordered)
})
