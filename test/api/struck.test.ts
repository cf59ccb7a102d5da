import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { releaseClaim } from '../../src/bookings/index.ts'
import { enter, type Entry, entryNow, entryOfKey, verifyEntry } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { byContact, closeAndDraw, drawParty, giveByDraw } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { page, whoForm } from './draw-pages.ts'
import { Desk } from './hall.ts'

// Goal: one telephone strikes the entries of five people at most; who is struck is told, and
// whom a broker holds by a proved contact gets their place back at the desk with the card.
const house = await openHouse({ after }, { count: 2, settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
await house.app.staff.seedDemonstration()
const { app, database } = house
await giveByDraw(house)
const deps = app.draws
const applicant = { kind: 'applicant' } as const

let used = 0
const someNiks = (count: number): string[] => {
  used += count
  return sampleNiks(count, 63_000 + used - count)
}
const phoneOf = (n: number): string => `+62812${40_000_000 + n}`

/** An entry without proof, and one that wants the first of its people and has to be proved for it. */
async function contested(party: number, n: number): Promise<{ first: Entry; later: Entry }> {
  const niks = someNiks(party)
  const first = await enter(deps, drawParty(niks, { contact: { whatsapp: phoneOf(n) } }))
  const later = await enter(deps, drawParty([niks[0]!], { contact: { whatsapp: phoneOf(1) } }))
  assert.ok(later.isContested)
  return { first, later }
}

const stateOf = async ({ key }: Entry): Promise<string> => (await entryOfKey(deps, key)).state

/** Entries that somebody is told of as struck. */
async function told(): Promise<string[]> {
  const { rows } = await database.pool.query<{ about: string }>(`select about from message where kind = 'struck'`)
  return rows.map(({ about }) => about)
}

test('one telephone strikes entries of five people in a draw, also at once, and no more', async () => {
  const proof = byContact(app, phoneOf(1))
  const two = await contested(2, 2)
  await verifyEntry(deps, { ...two.later, proof, actor: applicant })
  assert.equal(await stateOf(two.first), 'struck')
  const threes = [await contested(3, 3), await contested(3, 4), await contested(3, 5)]
  const done = await Promise.allSettled(
    threes.map(({ later }, i) => verifyEntry(house.apps[i % 2]!.draws, { ...later, proof, actor: applicant })),
  )
  const refused = done.flatMap((one) => (one.status === 'rejected' ? [one.reason as Refusal] : []))
  assert.deepEqual(refused.map(({ say }) => say), Array(2).fill('draws.errors.outrankedEnough'))
  const states = await Promise.all(threes.map(({ first }) => stateOf(first)))
  assert.deepEqual(states.toSorted(), ['entered', 'entered', 'struck'])
  // Another telephone, or an officer who has seen the card, still may.
  const spared = threes[states.indexOf('entered')]!
  await verifyEntry(deps, { ...spared.later, proof: { by: 'card' }, actor: { kind: 'staff', name: 'rina' } })
  assert.equal(await stateOf(spared.first), 'struck')
  const { rows } = await database.pool.query<{ by: string; verifiedBy: string }>(
    `select opening::jsonb ->> 'by' as by, opening::jsonb ->> 'verifiedBy' as "verifiedBy" from audit_opening
     where opening::jsonb ->> 'kind' = 'entry-verified' and opening::jsonb ->> 'entry' = $1`,
    [spared.later.entryId],
  )
  assert.deepEqual(rows, [{ by: 'staff:rina', verifiedBy: 'card' }], 'the trace says who has seen the card')
})

test('who is struck is told by message and on the page what to do', async () => {
  const { first, later } = await contested(2, 6)
  await verifyEntry(deps, { ...later, proof: { by: 'card' }, actor: applicant })
  assert.ok((await told()).includes(first.entryId))
  const said = await entryNow(deps, 'wonosobo', { kind: 'struck', about: first.entryId })
  assert.match(said!.values.result!, /Datang ke kantor dengan KTP/)
  assert.equal(said!.contact.whatsapp, phoneOf(6))
  const { html } = await page(app.address, `/e/${first.key}`)
  assert.match(html, /petugas melepaskan NIK itu dan mendaftarkan Anda/)
  assert.equal(await entryNow(deps, 'wonosobo', { kind: 'struck', about: later.entryId }), undefined)
})

test('a broker who proved a contact loses the NIK to its owner, who comes with the card before the close', async () => {
  const [victim, other] = someNiks(2) as [string, string]
  const broker = await enter(deps, drawParty([victim, other], { contact: { whatsapp: phoneOf(7) } }))
  await verifyEntry(deps, { ...broker, proof: byContact(app, phoneOf(7)), actor: applicant })
  const headers = { authorization: `Bearer ${await new Desk(app.address, 'resepsionis').token()}` }
  const path = '/staff/offices/wonosobo/draws/wonosobo.uji/enter'
  const form = whoForm([victim], { 'day-0': 'kantor 2026-12-15', token: 'victim', cards: 'on' })
  assert.match((await page(app.address, path, { form, headers })).html, /sudah memegang giliran atau sudah ikut undian/)
  const release = '/staff/offices/wonosobo/sites/kantor/desk/release'
  const released = await page(app.address, release, { form: { nik: victim, seen: 'on' }, headers })
  assert.equal(released.status, 200)
  const { rows } = await database.pool.query<{ opening: string }>(
    `select opening from audit_opening where opening::jsonb ->> 'kind' = 'entry-struck'
       and opening::jsonb ->> 'entry' = $1`, [broker.entryId])
  assert.match(rows[0]!.opening, /"reason":"released"/)
  assert.match(rows[0]!.opening, /"by":"staff:resepsionis"/)
  const entered = await page(app.address, path, { form, headers })
  assert.match(entered.location, /news=/)
  assert.ok((await told()).includes(broker.entryId))
  const said = await entryNow(deps, 'wonosobo', { kind: 'struck', about: broker.entryId })
  assert.match(said!.values.result!, /menunjukkan KTP di kantor/)
  // Nobody takes it from who has shown the card.
  await assert.rejects(enter(deps, drawParty([victim], { contact: { whatsapp: phoneOf(7) } })), Refusal)
  await assert.rejects(releaseClaim(app.bookings.deps, { nik: '1', actor: applicant }), Refusal)
  await closeAndDraw(house)
  const { rows: drawn } = await database.pool.query<{ state: string }>(
    `select e.state from draw_entry e join draw_person p using (office_id, entry_id)
     where p.nik_hash = $1 and e.place is not null`, [app.keys.lookup('nik', victim)])
  assert.deepEqual(drawn.map(({ state }) => state), ['won'])
})

test('an entry that never counted, because nobody proved it in time, is told so too', async () => {
  const { rows } = await database.pool.query<{ entry_id: string }>(
    `select entry_id from draw_entry where struck_reason = 'incomplete' and contact_hash is not null`)
  assert.ok(rows.length > 0)
  const all = new Set(await told())
  assert.deepEqual(rows.filter(({ entry_id }) => !all.has(entry_id)), [])
})
