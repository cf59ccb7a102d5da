import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterMove, journeyOf, nextStage, visitMoves } from './journey.ts'
import { type VisitState, visitStates } from './model.ts'

const states: readonly (VisitState | undefined)[] = [undefined, ...visitStates]
/** Every move of the code, as 'from --move--> to'; [*] is the beginning, and what follows an end. */
const made = states.flatMap((from) =>
  visitMoves.flatMap((move) => {
    const to = afterMove(from, move)
    return to ? [`${from ?? '[*]'} --${move}--> ${to}`] : []
  }),
)
const ends = visitStates.filter((state) => visitMoves.every((move) => afterMove(state, move) === undefined))

test('the picture in docs/visits.md shows each move of the code and no other', () => {
  const docs = readFileSync(new URL('../../docs/visits.md', import.meta.url), 'utf8')
  const picture = /```mermaid\nstateDiagram-v2\n([^`]*)```/.exec(docs)?.[1] ?? ''
  const arrows = picture
    .trim()
    .split('\n')
    .flatMap((line) => {
      const arrow = /^\s*(\S+) --> (\S+?)(?:: (.+))?$/.exec(line)
      assert.ok(arrow, `not an arrow: ${line}`)
      const [, from, to, moves] = arrow
      return (moves ?? 'end').split(', ').map((move) => `${from} --${move}--> ${to}`)
    })
  const drawn = [...made, ...ends.map((state) => `${state} --end--> [*]`)]
  assert.deepEqual(arrows.toSorted(), drawn.toSorted())
})

test('a visit ends finished, and from every state it can', () => {
  assert.deepEqual(ends, ['finished'])
  for (const start of states) {
    const reached = new Set([start])
    for (const state of reached) {
      for (const move of visitMoves) {
        const to = afterMove(state, move)
        if (to) reached.add(to)
      }
    }
    assert.ok(reached.has('finished'), `${start} can never be finished`)
  }
})

test('nobody is checked in twice, served without a call, or leaves in the middle of service', () => {
  assert.equal(made.filter((line) => line.includes('check-in')).length, 1)
  assert.deepEqual(
    made.filter((line) => line.endsWith('> serving')),
    ['called --start--> serving'],
  )
  assert.equal(afterMove('serving', 'leave'), undefined)
})

const stages = ['check-in', 'verification', 'interview', 'collection']

test('a party goes through what any of its people needs, in the order of the office', () => {
  assert.deepEqual(journeyOf([['interview'], ['interview', 'verification']], stages), ['verification', 'interview'])
  assert.deepEqual(journeyOf([['collection']], stages), ['collection'])
  assert.throws(() => journeyOf([['fitting']], stages), /unknown stage fitting/)
  fc.assert(
    fc.property(fc.array(fc.subarray(stages), { maxLength: 5 }), (needed) => {
      const journey = journeyOf(needed, stages)
      assert.deepEqual(new Set(journey), new Set(needed.flat()))
      // Walked from stage to stage it is the whole journey, each stage once.
      const walked = journey.slice(0, 1)
      for (let stage = walked.at(-1); stage; stage = nextStage(journey, stage)) {
        if (stage !== walked.at(-1)) walked.push(stage)
      }
      assert.deepEqual(walked, journey)
    }),
  )
})

test('who was moved to a stage outside of the journey goes on with its next', () => {
  const journey = ['check-in', 'interview']
  assert.equal(nextStage(journey, 'verification', stages), 'interview')
  assert.equal(nextStage(journey, 'collection', stages), undefined)
  assert.equal(nextStage(journey, 'verification'), 'check-in')
})
