import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ratings, readSurvey, readSurveyForm, SURVEY_DAYS, surveyStanding, WORDS_MAX } from './rules.ts'

const read = (body: unknown) => readSurvey(readSurveyForm(body))
const faultsOf = (body: unknown): string[] => {
  const result = read(body)
  return 'faults' in result ? result.faults.map(({ field }) => field) : []
}

test('both questions need an answer, words do not', () => {
  assert.deepEqual(read({ rating: 'very-good', asked: 'no', words: ' ' }), {
    answers: { rating: 5, askedMoney: false, words: undefined },
  })
  assert.deepEqual(read({ rating: 'bad', asked: 'yes', words: 'Calo\r\ndi pintu.\u0000' }), {
    answers: { rating: 1, askedMoney: true, words: 'Calo\ndi pintu.' },
  })
  assert.deepEqual(faultsOf({}), ['rating', 'asked'])
  assert.deepEqual(faultsOf({ rating: 'toString', asked: 'maybe' }), ['rating', 'asked'])
  assert.deepEqual(faultsOf({ rating: ['good', 'bad'], asked: 'no' }), [])
})

test('words are counted as people count letters', () => {
  const of = (words: string): string[] => faultsOf({ rating: 'good', asked: 'no', words })
  assert.deepEqual([of('a'.repeat(WORDS_MAX)), of('a'.repeat(WORDS_MAX + 1))], [[], ['words']])
  // A family is one letter to who types it, and eleven units of UTF-16.
  assert.deepEqual(of('👨‍👩‍👧‍👦'.repeat(400)), [])
})

test('whatever is sent is answered or refused by name', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      const result = read(body)
      if ('answers' in result) assert.ok(result.answers.rating >= 1 && result.answers.rating <= ratings.length)
      else assert.ok(result.faults.length > 0)
    }),
  )
})

test('open from the visit on, for a month', () => {
  const visited = Temporal.PlainDate.from('2026-11-26')
  const standing = (days: number) => surveyStanding(visited, visited.add({ days }))
  assert.equal(surveyStanding(undefined, visited), 'early')
  assert.deepEqual([0, SURVEY_DAYS, SURVEY_DAYS + 1].map(standing), ['open', 'open', 'over'])
})
