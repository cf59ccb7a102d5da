import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readReport, readReportForm, WORDS_MAX } from './rules.ts'

const read = (body: unknown) => readReport(readReportForm(body), (officeId) => officeId === 'wonosobo')
const right = { about: 'both', office: 'wonosobo', words: ' Calo\r\ndi pintu. ', contact: '0812 3456 7890' }
const faultsOf = (body: unknown): string[] => {
  const result = read(body)
  return 'faults' in result ? result.faults.map(({ field }) => field) : []
}

test('a report needs whom and what; office and contact may lack', () => {
  const report = { officeId: 'wonosobo', about: 'both', words: 'Calo\ndi pintu.', contact: '0812 3456 7890' }
  assert.deepEqual(read(right), { report })
  assert.deepEqual(read({ about: 'staff', words: 'x' }), {
    report: { officeId: '', about: 'staff', words: 'x', contact: undefined },
  })
  assert.deepEqual(faultsOf({}), ['about', 'words'])
  assert.deepEqual(faultsOf({ ...right, about: 'toString', office: 'nowhere', contact: 'x' }), [
    'about',
    'office',
    'contact',
  ])
})

test('what is too long is said, and is no error by one letter', () => {
  assert.deepEqual(faultsOf({ ...right, words: '👩‍👩‍👧'.repeat(WORDS_MAX) }), [])
  assert.deepEqual(faultsOf({ ...right, words: 'a'.repeat(WORDS_MAX + 1) }), ['words'])
})

test('signs that nobody types are refused; any writing is taken', () => {
  for (const sign of ['\u0000', '\u0007', '\u001b', '\u007f', '\u202e', '\u2028', '\ud800', '\ue000']) {
    assert.deepEqual(faultsOf({ ...right, words: `a${sign}b` }), ['words'], JSON.stringify(sign))
  }
  const typed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).map((text) => `a\n${text}`)
  fc.assert(fc.property(typed, (words) => assert.deepEqual(faultsOf({ ...right, words }), [])), { numRuns: 50 })
})
