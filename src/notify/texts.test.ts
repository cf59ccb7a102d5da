import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { locales } from '../platform/i18n/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { messageKinds } from './model.ts'
import { smsSegments } from './sms-segments.ts'
import { fillText, isOperators, loadTexts, placeholders } from './texts.ts'

/** As long as they become in life. */
const longest = {
  code: 'WSB-7K4-M2PX',
  when: 'Wednesday, 30 September 2026, 08:30 WITA',
  place: 'UKK Kantor Imigrasi Kabupaten Magelang',
  minutes: '120',
  link: `https://giliran.imigrasi.go.id/t/WSB${'x'.repeat(22)}`,
  reason: 'libur nasional, Hari Raya Idulfitri',
  number: 'A-017',
  entry: '7K4M-2PXA',
  before: '12',
  until: 'pukul 12.30 WIB',
  day: 'Wednesday, 30 September 2026',
  people: '4',
  result: 'Anda mendapat tempat Senin, 30 November 2026 pukul 08.30 WIB',
}

test('each text fits into two segments of an SMS, with the longest that it can hold', () => {
  const texts = loadTexts(undefined)
  for (const locale of locales) {
    for (const kind of messageKinds) {
      const text = fillText(texts[locale][kind].text, longest)
      assert.ok(smsSegments(text) <= 2, `${locale} ${kind}: ${text.length} ${text}`)
    }
  }
})

test('segments are counted as networks count them', () => {
  const cases: [string, number][] = [
    ['', 1], ['a'.repeat(160), 1], ['a'.repeat(161), 2], ['a'.repeat(306), 2], ['a'.repeat(307), 3],
    ['€'.repeat(80), 1], ['€'.repeat(81), 2], ['é'.repeat(160), 1],
    ['ا'.repeat(70), 1], ['ا'.repeat(71), 2], [`${'a'.repeat(69)}’`, 1], [`${'a'.repeat(70)}’`, 2],
  ]
  for (const [text, segments] of cases) assert.equal(smsSegments(text), segments, `${text.length} of ${text.slice(0, 3)}`)
})

function refusalOf(yaml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'giliran-texts-')), 'texts.yaml')
  writeFileSync(file, yaml)
  try {
    loadTexts(file)
  } catch (error) {
    assert.ok(error instanceof OperatorError, String(error))
    return error.message
  }
  return 'taken'
}

test('an operator’s own texts stand over ours; one that cannot be sent stops the start and is named', () => {
  assert.equal(refusalOf("id:\n  cancelled:\n    text: 'Batal {code} {when} {place}'\n"), 'taken')
  assert.match(refusalOf("id:\n  cancelled:\n    text: 'Batal {code} {when}'\n"), /id\.cancelled: \{place\} is missing/)
  assert.match(refusalOf("en:\n  survey:\n    text: '{place} {link} {nik}'\n"), /en\.survey: \{nik\} means nothing here/)
  assert.match(refusalOf("en:\n  survey:\n    subject: '{name}'\n"), /en\.survey: \{name\} means nothing/)
  assert.match(refusalOf('id:\n  party:\n    text: x\n'), /GILIRAN_TEXTS/)
  assert.match(refusalOf('id: ['), /GILIRAN_TEXTS/)
  assert.throws(() => loadTexts('/nowhere/texts.yaml'), /GILIRAN_TEXTS: \/nowhere\/texts\.yaml/)
})

test('a kind is the operator’s own where its file says its text or its subject', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'giliran-texts-')), 'texts.yaml')
  writeFileSync(file, "id:\n  survey:\n    subject: 'Tentang {place}'\n")
  const theirs = (locale: 'id' | 'en') =>
    messageKinds.filter((kind) => isOperators(loadTexts(file), { locale, kind }))
  assert.deepEqual([theirs('id'), theirs('en')], [['survey'], []])
})

test('a value that lacks is a fault, not a hole in the text', () => {
  assert.throws(() => fillText('{code} {when}', { code: 'x' }), /no value for \{when\}/)
  for (const kind of messageKinds) assert.ok(placeholders[kind].length > 0)
})
