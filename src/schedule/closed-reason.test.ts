import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translator } from '../platform/i18n/index.ts'
import { type ClosedReason, readClosedReason, writeClosedReason } from './closed-reason.ts'
import { sayReason } from './reasons.ts'

// Goal: a slot's row says why it is closed in no language, and each page in its own.
const said: [ClosedReason, id: string, en: string][] = [
  [{ kind: 'not-planned' }, 'jam ini tidak dilayani lagi', 'this hour is no longer served'],
  [{ kind: 'weekend' }, 'akhir pekan', 'weekend'],
  [{ kind: 'no-hours' }, 'tidak ada jam layanan', 'no hours'],
  [
    { kind: 'holiday', name: 'Cuti bersama Natal', leave: true },
    'cuti bersama Natal',
    'collective leave (Natal)',
  ],
  [
    { kind: 'provisional', name: 'Idul Fitri 1448 H' },
    'perkiraan libur Idul Fitri 1448 H, belum dipastikan kantor',
    'expected holiday (Idul Fitri 1448 H), not yet confirmed by the office',
  ],
  [
    { kind: 'season', name: { id: 'Ramadan (perkiraan)', en: 'Ramadan (expected)' } },
    'tidak ada jam layanan selama Ramadan (perkiraan)',
    'no hours during Ramadan (expected)',
  ],
  [{ kind: 'words', words: { id: 'Listrik padam.', en: 'Power cut.' } }, 'Listrik padam', 'Power cut'],
  [{ kind: 'words', words: 'banjir' }, 'banjir', 'banjir'],
]

test('every reason comes back from the row and is said in both languages', () => {
  for (const [reason, id, en] of said) {
    const read = readClosedReason(writeClosedReason(reason))
    assert.deepEqual(read, reason)
    assert.equal(sayReason(translator('id'), read), id)
    assert.equal(sayReason(translator('en'), read), en)
  }
})

test('anything else in the row is somebody\'s own words', () => {
  for (const words of ['banjir', '', '{', '{"kind":"flood"}', '{"kind":"weekend","more":1}']) {
    assert.deepEqual(readClosedReason(words), { kind: 'words', words })
  }
})
