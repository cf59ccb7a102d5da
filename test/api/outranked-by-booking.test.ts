import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { enter, type Entry, entryOfKey, verifyEntry } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { codeSent, otherCode } from '../messages/codes.ts'
import { byContact, drawParty, giveByDraw } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { Client } from './client.ts'
import { page, whoForm } from './draw-pages.ts'
import { Desk } from './hall.ts'

// Goal: leaked NIKs that somebody has entered in a draw without any proof keep nobody from booking who
// proves a contact or shows the card; what is proved, or is a turn, is never struck.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
await house.app.staff.seedDemonstration()
const { app, database } = house
await giveByDraw(house)
const deps = app.draws
const client = new Client(app.address)
const applicant = { kind: 'applicant' } as const

let used = 0
const someNiks = (count: number): string[] => {
  used += count
  return sampleNiks(count, 65_000 + used - count)
}
const phoneOf = (n: number): string => `+62812${60_000_000 + n}`
const squat = (niks: readonly string[], contact: string): Promise<Entry> =>
  enter(deps, drawParty(niks, { contact: { whatsapp: contact } }))
const stateOf = async ({ key }: Entry): Promise<string> => (await entryOfKey(deps, key)).state

/** An hour at Magelang, which gives no days by draw, with room for three. */
async function freeHour(): Promise<{ slot: string; day: Temporal.PlainDate }> {
  const { slots } = await app.slots.office('wonosobo')
  const late = Temporal.Instant.from('2026-12-03T00:00:00Z')
  const { slotId, startsAt } = slots.find(
    (one) =>
      one.siteId === 'magelang' && one.channel === 'online' && one.capacity - one.taken >= 3 &&
      Temporal.Instant.compare(one.startsAt, late) > 0,
  )!
  return { slot: slotId, day: startsAt.toZonedDateTimeISO('Asia/Jakarta').toPlainDate() }
}

const book = async (niks: readonly string[], contact: string | undefined, proof?: { id: string; code: string }) =>
  client.post('/api/v1/bookings', {
    office: 'wonosobo',
    slot: (await freeHour()).slot,
    people: drawParty(niks).people,
    ...(contact !== undefined && { contact: { whatsapp: contact } }),
    ...(proof && { proof }),
  })

async function codeFor(contact: string): Promise<{ id: string; code: string }> {
  const asked = await client.post('/api/v1/contacts/proofs', { contact, office: 'wonosobo' })
  const { id } = JSON.parse(asked.text) as { id: string }
  return { id, code: (await codeSent(app, id)).code }
}

async function struckTraces({ entryId }: Entry): Promise<string[]> {
  const { rows } = await database.pool.query<{ proof: string }>(
    `select opening::jsonb ->> 'proof' as proof from audit_opening
     where opening::jsonb ->> 'kind' = 'entry-struck' and opening::jsonb ->> 'entry' = $1`, [entryId])
  return rows.map(({ proof }) => proof)
}

test('by a program: without proof it says what to do, with a code of the own contact the entry gives way', async () => {
  const [nik, beside] = someNiks(2) as [string, string]
  const entry = await squat([nik, beside], phoneOf(1))
  const refused = await book([nik], phoneOf(2))
  assert.equal(refused.status, 409)
  const problem = JSON.parse(refused.text) as { type: string; detail: string; people: number[]; mayProve: boolean }
  assert.match(problem.type, /person-already-booked$/)
  assert.deepEqual([problem.people, problem.mayProve], [[0], true])
  assert.match(problem.detail, /Buktikan kontak Anda dengan kode, atau bawa KTP asli/)
  assert.doesNotMatch(refused.text, /wonosobo|uji|Siti/)

  const proof = await codeFor(phoneOf(2))
  const wrong = await book([nik], phoneOf(2), { ...proof, code: otherCode(proof.code) })
  assert.match(wrong.text, /code-refused/)
  assert.equal(await stateOf(entry), 'entered')
  const taken = await book([nik], phoneOf(2), proof)
  assert.equal(taken.status, 201, taken.text)
  assert.deepEqual([await stateOf(entry), await struckTraces(entry)], ['struck', ['contact']])
  const told = `select from message where kind = 'struck' and about = $1`
  assert.equal((await database.pool.query(told, [entry.entryId])).rowCount, 1)
  // Whom it had named beside is free again.
  assert.equal((await book([beside], undefined)).status, 201)
})

test('a code of somebody else’s contact proves nothing', async () => {
  const [nik] = someNiks(1) as [string]
  const entry = await squat([nik], phoneOf(3))
  const refused = await book([nik], phoneOf(4), await codeFor(phoneOf(5)))
  assert.equal(refused.status, 409)
  assert.equal(await stateOf(entry), 'entered')
})

test('a proved entry, a turn, or one of them beside an unproved entry stays, whatever is proved', async () => {
  const [proved, turn, unproved] = someNiks(3) as [string, string, string]
  const entry = await squat([proved], phoneOf(6))
  await verifyEntry(deps, { ...entry, proof: byContact(app, phoneOf(6)), actor: applicant })
  assert.equal((await book([turn], undefined)).status, 201)
  const other = await squat([unproved], phoneOf(7))
  const proof = await codeFor(phoneOf(8))
  for (const niks of [[proved], [turn], [unproved, turn], [unproved, proved]]) {
    const refused = await book(niks, phoneOf(8), proof)
    assert.equal(refused.status, 409, refused.text)
    assert.doesNotMatch(refused.text, /mayProve/)
  }
  assert.deepEqual([await stateOf(entry), await stateOf(other)], ['entered', 'entered'])
})

test('one telephone takes over from five people by bookings and entries together', async () => {
  const proof = await codeFor(phoneOf(9))
  const [three, two, one] = [someNiks(3), someNiks(2), someNiks(1)]
  const entries = [await squat(three, phoneOf(10)), await squat(two, phoneOf(11)), await squat(one, phoneOf(12))]
  assert.equal((await book([three[0]!], phoneOf(9), proof)).status, 201)
  const contested = await enter(deps, drawParty([two[0]!], { contact: { whatsapp: phoneOf(9) } }))
  await verifyEntry(deps, { ...contested, proof: byContact(app, phoneOf(9)), actor: applicant })
  const refused = await book(one, phoneOf(9), proof)
  assert.equal(refused.status, 409)
  assert.match(refused.text, /lima orang sudah digantikan/)
  assert.deepEqual(await Promise.all(entries.map(stateOf)), ['struck', 'struck', 'entered'])
})

test('by pages without script: the code is sent, typed, and the turn is taken', async () => {
  const [nik] = someNiks(1) as [string]
  const entry = await squat([nik], phoneOf(13))
  const who = await page(app.address, '/offices/wonosobo/book', { form: whoForm([nik], { contact: phoneOf(14) }) })
  const key = /^\/book\/([^/]+)\/check$/.exec(who.location)?.[1]
  assert.ok(key, who.location + who.html)
  const hour = `/book/${key}/hour`
  const { slot } = await freeHour()
  const asked = await page(app.address, hour, { form: { slot } })
  assert.equal(asked.status, 409)
  assert.match(asked.html, /Buktikan bahwa ini Anda/)
  assert.match(asked.html, /KTP asli/)
  const sent = await page(app.address, hour, { form: { slot, do: 'send' } })
  const proofId = /name="proof" value="([^"]+)"/.exec(sent.html)?.[1]
  assert.ok(proofId, sent.html)
  const { code } = await codeSent(app, proofId)
  const wrong = await page(app.address, hour, { form: { slot, proof: proofId, code: otherCode(code) } })
  assert.equal(wrong.status, 422)
  const taken = await page(app.address, hour, { form: { slot, proof: proofId, code } })
  assert.match(taken.location, /^\/t\/.+news=booked/)
  assert.deepEqual([await stateOf(entry), await struckTraces(entry)], ['struck', ['contact']])
})

test('at the desk: without the cards it is said that they are to be seen, with them the entry gives way', async () => {
  const [nik] = someNiks(1) as [string]
  const entry = await squat([nik], phoneOf(15))
  const headers = { authorization: `Bearer ${await new Desk(app.address, 'resepsionis').token()}` }
  const desk = '/staff/offices/wonosobo/sites/magelang/desk/book'
  const who = await page(app.address, desk, { form: whoForm([nik]), headers })
  const day = who.location
  assert.match(day, /\/day$/, who.html)
  const { slot, day: date } = await freeHour()
  const hour = `${day.replace(/day$/, 'hour')}?day=${date}`
  const unseen = await page(app.address, hour, { form: { slot }, headers })
  assert.equal(unseen.status, 409)
  assert.match(unseen.html, /Lihat KTP aslinya lalu centang/)
  assert.equal(await stateOf(entry), 'entered')
  const seen = await page(app.address, hour, { form: { slot, cards: 'on' }, headers })
  assert.match(seen.location, /news=booked/)
  assert.deepEqual([await stateOf(entry), await struckTraces(entry)], ['struck', ['card']])
})
