import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { parseCsv } from './csv.ts'

test('reads quotes, doubled quotes, commas and line ends inside a field', () => {
  assert.deepEqual(parseCsv('a,b\r\n"1, ""x""","2\n3"\r\n,\n', ['a', 'b']), [
    { a: '1, "x"', b: '2\n3' },
    { a: '', b: '' },
  ])
})

test('refuses a missing column, a short row and a stray quote', () => {
  assert.throws(() => parseCsv('a\n1\n', ['a', 'b']), /lacks: b/)
  assert.throws(() => parseCsv('a,b\n1\n', ['a']), /row 2 has 1 fields/)
  assert.throws(() => parseCsv('a\n"1\n', ['a']), /row 2 has a stray quote/)
})

// Goal: whatever is written by the rules is read back.
// How: write rows of any text with every field in quotes.
test('what is written in quotes is read back', () => {
  const row = fc.record({ a: fc.string(), b: fc.string() }, { noNullPrototype: true })
  fc.assert(
    fc.property(fc.array(row), fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, ended) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
      const lines = ['a,b', ...rows.map(({ a, b }) => `${quoted(a)},${quoted(b)}`)]
      assert.deepEqual(parseCsv(lines.join(end) + (ended ? end : ''), ['a', 'b']), rows)
    }),
  )
})
