import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type MessageKey, translator } from '../../src/platform/i18n/index.ts'
import { openHouse, testNow } from '../api/app.ts'
import { Client, type Held, makePeople } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'
import { codeSent, otherCode } from '../messages/codes.ts'
import { openClient } from './client.ts'

// Goal: who has a ticket's link can prove its contact; only who also knows a NIK of it can
// change it, and the old one stands until the new one is proved.
// How: an office that sends e-mail and nothing else, so that a telephone cannot be proved.
const house = await openHouse({ after }, { settings: { SMTP_URL: 'smtp://127.0.0.1:1' } })
const { app, clock, database } = house
const client = openClient(app)
const api = new Client(app.address)

let hours = 0
beforeEach(() => clock.set(testNow.add({ hours: 2 * hours++ })))

let contacts = 0
const newEmail = (): string => `siti${contacts++}@contoh.id`
const hold = async (contact?: { email?: string; whatsapp?: string }): Promise<Held> =>
  api.held({ slot: await makeSlot(house), people: makePeople(2), ...(contact && { contact }) })

const say = (key: MessageKey, values?: Record<string, string>): string => translator('id')(key, values)
const shows = async (path: string, key: MessageKey, values?: Record<string, string>): Promise<void> =>
  assert.ok((await client.get(path)).html.includes(say(key, values)), `${path}: ${key}`)
const codes = async (): Promise<number> =>
  (await database.pool.query(`select from message where kind = 'proof'`)).rowCount ?? 0
const contactOf = async ({ key }: Held): Promise<Buffer | null> => {
  const { rows } = await database.pool.query<{ contact_hash: Buffer | null }>(
    'select contact_hash from booking where key_hash = $1', [app.keys.lookup('ticket', key)])
  return rows[0]!.contact_hash
}
const isContact = async (held: Held, contact: string): Promise<boolean> =>
  (await contactOf(held))?.equals(app.keys.lookup('contact', contact)) === true

test('a code is sent by a press, never by a look; the right one proves the contact on this ticket', async () => {
  const email = newEmail()
  const { key } = await hold({ email })
  const before = await codes()
  const contact = `s•••@contoh.id`
  await shows(`/t/${key}`, 'notify.contact.unproved', { contact })
  for (const path of [`/t/${key}/contact`, `/en/t/${key}/code`, `/t/${key}/code`]) {
    const { status, html } = await client.get(path)
    assert.equal(status, 200)
    assert.ok(!html.includes(email), 'the whole contact on a page that is forwarded')
  }
  assert.equal(await codes(), before)
  const sent = await client.post(`/t/${key}/code`, { do: 'send' })
  assert.deepEqual([sent.status, sent.location, await codes()], [303, `/t/${key}/code`, before + 1])
  const form = await client.get(`/t/${key}/code`)
  assert.match(form.html, /autocomplete="one-time-code"/)
  assert.match(form.html, /inputmode="numeric"/i)
  const { code, to } = await codeSent(app)
  assert.equal(to, email)
  for (const typed of ['', '12', 'abcdef', otherCode(code)]) {
    const { status, html } = await client.post(`/t/${key}/code`, { code: typed })
    assert.equal(status, 422)
    assert.match(html, /href="#code"/)
    assert.ok(!html.includes(`value="${typed}"`) || typed === '')
  }
  const taken = await client.post(`/t/${key}/code`, { code: `${code.slice(0, 3)} ${code.slice(3)}` })
  assert.deepEqual([taken.status, taken.location], [303, `/t/${key}/contact`])
  await shows(`/t/${key}`, 'notify.contact.proved', { contact })
  const { html } = await client.post(`/t/${key}/code`, { code })
  assert.ok(html.includes(say('notify.contact.refused')))
  // Else a stranger's contact on a ticket of one's own would tell whether it is known.
  await shows(`/t/${(await hold({ email })).key}`, 'notify.contact.unproved', { contact })
})

test('a new contact asks for a NIK of the party, and replaces the old one when it is proved', async () => {
  const [old, next] = [newEmail(), newEmail()]
  const held = await hold({ email: old })
  const path = `/t/${held.key}/contact`
  const stranger = makePeople()[0]!.nik
  const before = await codes()
  for (const form of [{}, { contact: next }, { contact: '12', nik: held.nik }, { contact: next, nik: stranger }]) {
    const { status, html } = await client.post(path, form as Record<string, string>)
    assert.equal(status, 422)
    assert.match(html, /class="errors"/)
  }
  assert.equal(await codes(), before)
  const sent = await client.post(path, { contact: next, nik: held.nik })
  assert.deepEqual([sent.status, sent.location], [303, `/t/${held.key}/code`])
  await shows(`/t/${held.key}/code`, 'notify.contact.code.replaces')
  const again = await client.post(`/t/${held.key}/code`, { do: 'send' })
  assert.equal(again.status, 303)
  const { code, to } = await codeSent(app)
  assert.equal(to, next, 'a new code goes to where the last one went')
  await client.post(`/t/${held.key}/code`, { code: otherCode(code) })
  assert.ok(await isContact(held, old), 'the old one stands until then')
  assert.equal((await client.post(`/t/${held.key}/code`, { code })).location, path)
  assert.ok(await isContact(held, next))
  const shown = JSON.parse((await api.show(held)).text) as { people: unknown[] }
  assert.equal(shown.people.length, 2, 'all else stays')
  await shows(`/t/${held.key}`, 'notify.contact.proved', { contact: 's•••@contoh.id' })
  const { rows } = await database.pool.query<{ kind: string; proved: boolean | null }>(
    `select opening::jsonb ->> 'kind' as kind, (opening::jsonb ->> 'proved')::boolean as proved from audit_opening
     where opening::jsonb ->> 'kind' like 'contact-%' and opening::jsonb ->> 'booking' =
       (select booking_id::text from booking where key_hash = $1) order by 1`,
    [app.keys.lookup('ticket', held.key)],
  )
  assert.deepEqual(rows, [{ kind: 'contact-changed', proved: true }, { kind: 'contact-proved', proved: null }])
})

test('where nothing can be sent the contact is taken unproved, and the page says so', async () => {
  const held = await hold()
  await shows(`/t/${held.key}`, 'notify.contact.none')
  assert.equal((await client.get(`/t/${held.key}/code`)).location, `/t/${held.key}/contact`)
  const before = await codes()
  const { status, location } = await client.post(`/t/${held.key}/contact`, { contact: '081234567890', nik: held.nik })
  assert.deepEqual([status, location, await codes()], [303, `/t/${held.key}/contact`, before])
  assert.ok(await isContact(held, '+6281234567890'))
  for (const path of [location, `/t/${held.key}`]) {
    await shows(path, 'notify.contact.unreached', { contact: '+6281•••890' })
  }
  assert.equal((await client.post(`/t/${held.key}/code`, { do: 'send' })).location, location)
})

test('three codes in an hour, then 429 and when to come back; guesses end a code', async () => {
  const { key } = await hold({ email: newEmail() })
  const statuses: number[] = []
  for (let i = 0; i < 4; i++) statuses.push((await client.post(`/t/${key}/code`, { do: 'send' })).status)
  assert.deepEqual(statuses, [303, 303, 303, 429])
  const { code } = await codeSent(app)
  for (let i = 1; i <= 5; i++) {
    assert.equal((await client.post(`/t/${key}/code`, { code: otherCode(code, i) })).status, 422)
  }
  assert.equal((await client.post(`/t/${key}/code`, { code })).status, 422, 'also the right one')
})

test('a cancelled ticket has no contact to change, and a change that was under way is none', async () => {
  const [old, next] = [newEmail(), newEmail()]
  const held = await hold({ email: old })
  await client.post(`/t/${held.key}/contact`, { contact: next, nik: held.nik })
  const { code } = await codeSent(app)
  await api.cancel(held)
  for (const path of ['contact', 'code']) {
    assert.equal((await client.get(`/t/${held.key}/${path}`)).location, `/t/${held.key}`)
    assert.equal((await client.post(`/t/${held.key}/${path}`, { code })).location, `/t/${held.key}`)
  }
  assert.ok(await isContact(held, old))
})
