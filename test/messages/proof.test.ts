import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { ChannelAdapter, Outcome, Outgoing } from '../../src/notify/channel.ts'
import { loadTexts, openNotifier } from '../../src/notify/index.ts'
import type { MessageChannel } from '../../src/notify/model.ts'
import { sweepCodes } from '../../src/notify/proof-store.ts'
import { takeTold } from '../../src/notify/reports.ts'
import { openHouse, testNow } from '../api/app.ts'
import { type Answer, Client, faultsOf, makePeople, problemOf } from '../api/client.ts'
import { findPlain } from '../api/rows.ts'
import { makeSlot } from '../api/slots.ts'
import { codeSent, otherCode } from './codes.ts'

// Goal: who reads a contact can prove it; nobody else, however they guess, and nobody learns
// whether it is known.
// How: two apps on one database; the codes are read where their messages wait to be sent.
const house = await openHouse({ after }, { count: 2, settings: { SMTP_URL: 'smtp://127.0.0.1:1' } })
const { app, apps, clock, database } = house
const clients = apps.map(({ address }) => new Client(address))
const [client] = clients as [Client]

const proofs = '/api/v1/contacts/proofs'
let contacts = 0
const newContact = (): string => `0812 3456 ${String(1_000 + contacts++)}`

/** An hour of its own for each test: limits count by the clock's hours. */
let hours = 0
beforeEach(() => clock.set(testNow.add({ hours: 25 * hours++ })))

interface Asked {
  id: string
  endsAt: string
}

async function ask(contact = newContact(), by = client): Promise<Asked> {
  const { status, text } = await by.post(proofs, { contact })
  assert.equal(status, 202, text)
  return JSON.parse(text) as Asked
}
const prove = (id: string, code: string, by = client): Promise<Answer> => by.post(`${proofs}/${id}`, { code })

const told = ({ status, text }: Answer): string => `${status} ${text}`
async function isRefused(answer: Promise<Answer>): Promise<string> {
  assert.deepEqual(faultsOf(problemOf(await answer, 'not-found')), ['/code code-refused'])
  return told(await answer)
}
const count = async (text: string, ...values: unknown[]): Promise<number> =>
  Number((await database.pool.query<{ count: string }>(`select count(*) from ${text}`, values)).rows[0]!.count)

test('a code that is typed proves its contact, once', async () => {
  const contact = newContact()
  const { id, endsAt } = await ask(contact)
  assert.equal(Temporal.Instant.from(endsAt).since(clock.now()).total('minutes'), 10)
  const { code, to } = await codeSent(app, id)
  assert.equal(to, `+62${contact.replaceAll(' ', '').slice(1)}`)
  await isRefused(prove(id, otherCode(code)))
  const { status, text } = await prove(id, code)
  assert.equal(status, 200, text)
  assert.deepEqual(JSON.parse(text), { provedAt: clock.now().toString() })
  await isRefused(prove(id, code))
  const hash = app.keys.lookup('contact', to)
  assert.equal(await count('contact_proof where contact_hash = $1 and at = $2', hash, clock.now()), 1)
  const { rows } = await database.pool.query<{ opening: string }>(
    `select opening from audit_opening where opening::jsonb ->> 'kind' = 'contact-proved'`,
  )
  const openings = rows.map(({ opening }) => Object.keys(JSON.parse(opening) as object))
  assert.deepEqual(openings, [['v', 'kind', 'office', 'at', 'by']])
})

test('a contact that holds a turn, one that holds none and one that was proved are answered alike', async () => {
  const [known, proved, unknown] = [newContact(), newContact(), newContact()]
  const holder = { slot: await makeSlot(house), people: makePeople(), contact: { whatsapp: known } }
  await client.held(holder)
  const first = await ask(proved)
  await prove(first.id, (await codeSent(app, first.id)).code)
  const answers = await Promise.all([known, proved, unknown].map((contact) => client.post(proofs, { contact })))
  const said = answers.map(({ status, headers, text }) => {
    const { id, ...rest } = JSON.parse(text) as Asked
    return JSON.stringify([status, headers.get('content-length'), id.length, rest])
  })
  assert.equal(new Set(said).size, 1, said.join('\n'))
  const ids = [...answers.map(({ text }) => (JSON.parse(text) as Asked).id), crypto.randomUUID()]
  const refusals = await Promise.all(ids.map((id) => isRefused(prove(id, '000000'))))
  assert.equal(new Set(refusals).size, 1, 'also for an id that never was')
})

test('five tries, however many come at once, and then the right code is none', async () => {
  const { id } = await ask()
  const { code } = await codeSent(app, id)
  const guesses = Array.from({ length: 40 }, (_, i) => prove(id, otherCode(code, i + 1), clients[i % 2]))
  for (const answer of await Promise.all(guesses)) problemOf(answer, 'not-found')
  assert.equal(await count('contact_code where proof_id = $1 and tries = 5', id), 1)
  await isRefused(prove(id, code))
  assert.equal(await count('contact_proof where proof_id = $1', id), 0)
  await assert.rejects(
    database.pool.query('update contact_code set tries = tries + 1 where proof_id = $1', [id]),
    /contact_code_five_tries/,
    'the second guard',
  )
})

test('the fifth try may be the right one', async () => {
  const { id } = await ask()
  const { code } = await codeSent(app, id)
  for (let i = 1; i < 5; i++) await isRefused(prove(id, otherCode(code, i)))
  assert.equal((await prove(id, code)).status, 200)
})

test('the right code typed many times at once proves once', async () => {
  const { id } = await ask()
  const { code } = await codeSent(app, id)
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => prove(id, code, clients[i % 2])))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal(await count('contact_proof where proof_id = $1', id), 1)
})

test('a new code ends the old one, also where both are asked for at once', async () => {
  const contact = newContact()
  const [one, two] = await Promise.all([ask(contact, clients[0]), ask(contact, clients[1])])
  const codes = await Promise.all([one, two].map(({ id }) => codeSent(app, id)))
  const answers = await Promise.all(codes.map(({ proofId, code }) => prove(proofId, code)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [200, 404])
  const [first, second] = [await ask(contact), newContact()]
  const old = await codeSent(app, first.id)
  await ask(second)
  assert.equal((await prove(old.proofId, old.code)).status, 200, 'another contact’s code ends none')
})

test('three codes in an hour, then none, and who asks is not told; the last one still counts', async () => {
  const contact = newContact()
  const asked = [await ask(contact), await ask(contact), await ask(contact)]
  const before = await count(`message where kind = 'proof'`)
  const more = await Promise.all([ask(contact), ask(contact, clients[1])])
  assert.equal(await count(`message where kind = 'proof'`), before)
  for (const { id } of more) await isRefused(prove(id, '123456'))
  const { code } = await codeSent(app, asked[2]!.id)
  assert.equal((await prove(asked[2]!.id, code)).status, 200)
  clock.advance({ hours: 1 })
  await codeSent(app, (await ask(contact)).id)
})

test('after ten minutes a code is none', async () => {
  const { id, endsAt } = await ask()
  const { code } = await codeSent(app, id)
  clock.set(endsAt)
  await isRefused(prove(id, code))
})

test('what is no contact is said to be none, and nothing is sent', async () => {
  const before = await count(`message where kind = 'proof'`)
  const cases = { '12': 'phone', ' ': 'phone', 'a@b': 'email', 'a b@c.id': 'email' }
  for (const [contact, kind] of Object.entries(cases)) {
    const problem = problemOf(await client.post(proofs, { contact }), 'invalid')
    assert.deepEqual(faultsOf(problem), [`/contact ${kind}-malformed`])
  }
  problemOf(await client.post(proofs, { contact: newContact(), office: 'nowhere' }), 'not-found')
  assert.equal(await count(`message where kind = 'proof'`), before)
})

class Script implements ChannelAdapter {
  readonly channel: MessageChannel
  readonly isOnce = false
  readonly got: Outgoing[] = []
  answers: Outcome[] = []

  constructor(channel: MessageChannel) {
    this.channel = channel
  }

  send(outgoing: Outgoing): Promise<Outcome> {
    this.got.push(outgoing)
    return Promise.resolve(this.answers.shift() ?? { kind: 'taken' })
  }
}

function open(...scripts: Script[]) {
  const { keys, offices, limits, log } = app
  return openNotifier({
    database, clock, keys, offices, limits, log,
    adapters: new Map(scripts.map((one) => [one.channel, one])),
    siteUrl: 'https://giliran.example',
    demo: false,
    texts: loadTexts(undefined),
    numberNow: () => Promise.resolve(undefined),
    random: () => 0,
  })
}

async function bring(proofId: string, ...scripts: Script[]) {
  const { rows: [message] } = await database.pool.query<{ message_id: string; office_id: string }>(
    'select message_id, office_id from message where about = $1', [proofId])
  await open(...scripts).bringOne({ officeId: message!.office_id, messageId: message!.message_id })
  const { rows } = await database.pool.query<{ state: string; reason: string | null; sealed: Buffer | null }>(
    'select state, reason, sealed from message where about = $1', [proofId])
  return rows[0]!
}

test('the code goes to its contact in the language asked for, and its channel is remembered', async () => {
  const sms = new Script('sms')
  const { text } = await client.post(proofs, { contact: newContact(), office: 'wonosobo', locale: 'en' })
  const { id } = JSON.parse(text) as Asked
  const { code, to } = await codeSent(app, id)
  clock.advance({ seconds: 90 })
  assert.equal((await bring(id, sms)).state, 'sent')
  assert.deepEqual([sms.got[0]!.to, sms.got[0]!.kind], [to, 'proof'])
  assert.match(sms.got[0]!.text, new RegExp(`^Your Giliran code is ${code}, valid for 8 minutes`))
  assert.equal((await prove(id, code)).status, 200)
  assert.equal(await count(`contact_proof where proof_id = $1 and channel = 'sms' and office_id = 'wonosobo'`, id), 1)
  assert.equal(await count('message where about = $1 and sealed is null', id), 1, 'nobody reads it there any more')
})

test('a code that was taken and then failed goes by the next channel, while it lives', async () => {
  const [whatsapp, sms] = [new Script('whatsapp'), new Script('sms')]
  const [one, late] = [await ask(), await ask()]
  for (const { id } of [one, late]) {
    await bring(id, whatsapp, sms)
    const { messageId } = await codeSent(app, id)
    const report = { channel: 'whatsapp', state: 'failed', messageId, eventId: messageId } as const
    const untold = { providerId: undefined, parts: undefined, code: undefined }
    if (id === late.id) {
      clock.set(late.endsAt)
      await sweepCodes(database.kysely, clock.now())
    }
    await takeTold({ ...app }, { reports: [{ ...report, ...untold }], wishes: [] })
    await open(whatsapp, sms).bringDue()
  }
  assert.deepEqual([whatsapp.got.length, sms.got.length], [2, 1])
  assert.equal(await count('message where about = $1 and sealed is not null', late.id), 0)
})

test('a code that is replaced, over, guessed too often or stopped is not sent; refused, not again', async () => {
  const contact = newContact()
  const sms = new Script('sms')
  const [old, over, guessed] = [await ask(contact), await ask(), await ask()]
  await ask(contact)
  assert.deepEqual(await bring(old.id, sms), { state: 'dropped', reason: 'overtaken', sealed: null })
  for (let i = 0; i < 5; i++) await isRefused(prove(guessed.id, otherCode((await codeSent(app, guessed.id)).code)))
  assert.equal((await bring(guessed.id, sms)).reason, 'overtaken')
  clock.set(over.endsAt)
  assert.equal((await bring(over.id, sms)).reason, 'over')
  const stopped = await ask()
  const hash = app.keys.lookup('contact', (await codeSent(app, stopped.id)).to)
  await database.pool.query(`insert into message_stop values ($1, 'sms', now())`, [hash])
  assert.equal((await bring(stopped.id, sms)).reason, 'stopped')
  assert.equal(sms.got.length, 0)
  sms.answers = [{ kind: 'refused' }]
  assert.deepEqual(await bring((await ask()).id, sms), { state: 'dropped', reason: 'refused', sealed: null })
})

test('a channel that is down keeps a code for a minute, then the next has its turn', async () => {
  const [whatsapp, sms] = [new Script('whatsapp'), new Script('sms')]
  whatsapp.answers = Array.from({ length: 3 }, () => ({ kind: 'not-now' as const }))
  const { id } = await ask()
  const before = clock.now()
  while ((await bring(id, whatsapp, sms)).state === 'waiting') clock.advance({ seconds: 5 })
  assert.deepEqual([whatsapp.got.length, sms.got.length], [3, 1])
  assert.ok(clock.now().since(before).total('seconds') <= 60)
})

test('neither contact nor code stands readable in any row, job or line of the log', async () => {
  const contact = 'zulaikha.kencanawungu@rahasia-sekali.id'
  const { id } = await ask(contact)
  const { code } = await codeSent(app, id)
  await isRefused(prove(id, otherCode(code)))
  assert.equal((await prove(id, code)).status, 200)
  assert.deepEqual(await findPlain(database, [contact, 'rahasia-sekali']), [])
  assert.equal(await count('message m where about = $1 and m::text like $2', id, `%${code}%`), 0)
  assert.equal(await count('graphile_worker._private_jobs j where payload::text like $1', `%${code}%`), 0)
  assert.ok(house.logged().includes('/api/v1/contacts/proofs/:id'))
  assert.ok(!house.logged().includes('rahasia-sekali') && !house.logged().includes(`"${code}"`))
})
