import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readReferenceData } from '../offices/index.ts'
import type { Act } from './acts.ts'
import { closeCounter, openCounter, pauseCounter, resumeCounter } from './counter-acts.ts'
import { visitErrors } from './errors.ts'
import type { Decision } from './hall-change.ts'
import type { FloorCounter } from './model.ts'

const { definitions } = await readReferenceData()
const day = definitions.find(({ office }) => office === 'wonosobo')!.day!
const rina = { account: 'rina', name: 'Rina' }
const bagus = { account: 'bagus', name: 'Bagus' }
const dewi = { account: 'dewi', name: 'Dewi', maySupervise: true }

const atWork: FloorCounter = {
  counterId: 'k1',
  state: 'open',
  stages: ['verification'],
  staff: 'rina',
  staffName: 'Rina',
  seenMs: 0,
}
const paused: FloorCounter = { ...atWork, state: 'paused', pausedUntilMs: 9 }

function actOf(by: Act['by'], counter: FloorCounter): Act {
  const floor = { siteId: 'kantor', visits: new Map(), counters: new Map([['k1', counter]]) }
  return { floor, day, nowMs: 1, by } as unknown as Act
}
const after = ({ change }: Decision): FloorCounter => change.counters![0]!

test('an officer pauses, resumes and closes the own counter; that of another is for who leads the hall', () => {
  const acts = [
    { does: (act: Act) => pauseCounter(act, 'k1', 10), from: atWork, to: 'paused' },
    { does: (act: Act) => resumeCounter(act, 'k1'), from: paused, to: 'open' },
    { does: (act: Act) => closeCounter(act, 'k1'), from: atWork, to: 'closed' },
  ]
  for (const { does, from, to } of acts) {
    for (const by of [rina, dewi]) assert.equal(after(does(actOf(by, from))).state, to)
    assert.throws(() => does(actOf(bagus, from)), { say: visitErrors.COUNTER_OF_OTHER().say })
  }
})

test('who opens a counter sits at it, also where another sat', () => {
  for (const counter of [{ counterId: 'k1', state: 'closed', stages: [], seenMs: 0 } as const, atWork, paused]) {
    const { state, staff, staffName, pausedUntilMs } = after(openCounter(actOf(bagus, counter), 'k1', undefined))
    assert.deepEqual([state, staff, staffName, pausedUntilMs], ['open', 'bagus', 'Bagus', undefined])
  }
})

test('a supervisor who changes what a counter serves leaves it to who sits there, resting or not', () => {
  for (const counter of [atWork, paused]) {
    const changed = openCounter(actOf(dewi, { ...counter, stages: [] }), 'k1', ['verification'])
    assert.deepEqual(after(changed), counter)
  }
})
