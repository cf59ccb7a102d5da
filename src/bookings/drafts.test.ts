import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type OfficeBook, readReferenceData, servicesOf } from '../offices/index.ts'
import { SetClock } from '../platform/clock.ts'
import { makeKeyFile, openKeys } from '../platform/crypto/index.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { Refusal } from '../platform/errors.ts'
import { isKey, makeKey } from './code.ts'
import { readDraft, saveDraft, sweepDrafts, wipeDraft } from './drafts.ts'
import { emptyWho, type WhoValues } from './pages/who-form.ts'

const database = await testDatabase({ after })
const keys = openKeys(makeKeyFile())
const { catalogue, offices: listed } = await readReferenceData()
const offices = listed.slice(0, 2).map((one) => {
  const office = { ...one, bookable: false, definition: null, revision: 0 }
  return { ...office, services: servicesOf(catalogue, office) }
})
const [office, other] = offices as [(typeof offices)[0], (typeof offices)[0]]
const book: OfficeBook = {
  catalogue,
  all: () => offices,
  get: (id) => offices.find(({ officeId }) => officeId === id),
  refresh: () => Promise.resolve(),
  close: () => undefined,
}
const clock = new SetClock('2026-11-24T03:00:00Z')
const deps = { database, clock, keys, offices: book }

const typed: WhoValues = {
  ...emptyWho(),
  people: [{ name: 'Siti <b>', nik: '3307 01', nikAsPrinted: true, service: 'nonsense', purpose: '' }],
  contact: '0812',
}

const expired = (error: unknown): boolean => error instanceof Refusal && error.type === 'draft-expired'
const rows = () => database.kysely.selectFrom('draft').selectAll().execute()

test('what was typed comes back as it was typed, also over an earlier saving', async () => {
  const key = await saveDraft(deps, { office, values: emptyWho() })
  assert.ok(isKey(key) && key.startsWith(office.letters))
  assert.equal(await saveDraft(deps, { office, key, values: typed }), key)
  assert.deepEqual(await readDraft(deps, key), { office, key, values: typed })
})

test('neither the key nor anything typed stands in the table', async () => {
  const key = await saveDraft(deps, { office, values: typed })
  for (const row of await rows()) {
    const bytes = Buffer.concat([row.key_hash, row.sealed]).toString('latin1')
    assert.ok(!bytes.includes(key) && !bytes.includes('Siti') && !bytes.includes('3307'))
  }
})

test('a draft moved to the row of another does not open', async () => {
  const mine = await saveDraft(deps, { office, values: typed })
  const theirs = await saveDraft(deps, { office, values: typed })
  const hashOf = (key: string): Buffer => keys.lookup('draft', key)
  const { sealed } = (await rows()).find((row) => row.key_hash.equals(hashOf(theirs)))!
  await database.kysely.updateTable('draft').set({ sealed }).where('key_hash', '=', hashOf(mine)).execute()
  await assert.rejects(readDraft(deps, mine))
})

test('it lasts for 60 idle minutes after the last use, and no longer', async () => {
  clock.set('2026-11-24T04:00:00Z')
  const key = await saveDraft(deps, { office, values: typed })
  clock.set('2026-11-24T04:59:00Z')
  await readDraft(deps, key)
  clock.set('2026-11-24T05:58:59Z')
  assert.equal((await readDraft(deps, key)).key, key, 'reading has prolonged it')
  clock.set('2026-11-24T06:58:59Z')
  await assert.rejects(readDraft(deps, key), expired)
  await assert.rejects(saveDraft(deps, { office, key, values: typed }), expired)
})

test('reading writes at most once a minute', async () => {
  clock.set('2026-11-24T08:00:00Z')
  const key = await saveDraft(deps, { office, values: typed })
  const end = async (): Promise<string> =>
    (await rows()).find((row) => row.key_hash.equals(keys.lookup('draft', key)))!.expires_at.toString()
  clock.set('2026-11-24T08:00:59Z')
  await readDraft(deps, key)
  assert.equal(await end(), '2026-11-24T09:00:00Z')
  clock.set('2026-11-24T08:01:00Z')
  await readDraft(deps, key)
  assert.equal(await end(), '2026-11-24T09:01:00Z')
})

test('a key that stands for nothing is refused, whatever it looks like, and brings nothing to life', async () => {
  const key = await saveDraft(deps, { office, values: typed })
  await wipeDraft(deps, { office, key, values: typed })
  await wipeDraft(deps, { office, key, values: typed })
  const before = (await rows()).length
  const wrong = [key, makeKey(office.letters), other.letters + key.slice(3), makeKey('ZZZ'), 'x', '', `${key}x`]
  for (const one of wrong) await assert.rejects(readDraft(deps, one), expired, one)
  await assert.rejects(saveDraft(deps, { office, key, values: typed }), expired)
  assert.equal((await rows()).length, before)
})

test('the sweep erases what has expired and nothing else', async () => {
  clock.set('2026-11-25T00:00:00Z')
  await sweepDrafts(deps)
  await saveDraft(deps, { office, values: typed })
  clock.advance({ minutes: 30 })
  const young = await saveDraft(deps, { office: other, values: typed })
  clock.advance({ minutes: 30 })
  assert.equal(await sweepDrafts(deps), 1)
  assert.equal((await readDraft(deps, young)).office, other)
})
