import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { sweepReports } from '../../src/notify/index.ts'
import { problemOf } from '../api/client.ts'
import { seed } from '../fuzz/seed.ts'
import { mutate, mutation } from '../fuzz/values.ts'
import { openMessageHouse } from './house.ts'
import { signedByStandard, smsReport } from './sms-gateway.ts'
import {
  graphError,
  signedByApp,
  statusWebhook,
  type Taken,
  whatsappSettings,
  writtenWebhook,
} from './whatsapp-gateway.ts'

// Goal: only who holds the secret changes anything, each thing once, and only forward.
const own = await openMessageHouse({ after })
const { house, client, whatsapp, sms } = own
const { clock, database } = house

let numbers = 0
const newPhone = (): string => `+62813345${String(70_000 + numbers++)}`
const events = async (): Promise<number> =>
  Number((await database.pool.query<{ count: string }>('select count(*) from message_event')).rows[0]!.count)

async function sentByWhatsapp(phone = newPhone()): Promise<{ bookingId: string; taken: Taken; phone: string }> {
  const held = await own.bookAndTell({ whatsapp: phone })
  return { ...held, taken: whatsapp.taken.findLast((one) => one.to === phone)!, phone }
}

async function sentBySms(): Promise<{ bookingId: string; taken: { id: string; gatewayId: string } }> {
  whatsapp.meet(graphError(131_026))
  const phone = newPhone()
  const held = await own.bookAndTell({ whatsapp: phone })
  return { ...held, taken: sms.taken.findLast((one) => one.to === phone)! }
}

test('Meta is told that the address is ours, by the word that was agreed and no other', async () => {
  const ask = (query: Record<string, string>) =>
    client.ask(`/api/v1/webhooks/whatsapp?${new URLSearchParams(query).toString()}`)
  const right = {
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': whatsappSettings.WHATSAPP_VERIFY_TOKEN,
  }
  const answer = await ask(right)
  assert.equal(answer.status, 200)
  assert.equal(answer.text, '1158201444')
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
  problemOf(await ask({ ...right, 'hub.verify_token': 'x' }), 'bad-signature')
  problemOf(await ask({ ...right, 'hub.challenge': '<script>' }), 'invalid')
  problemOf(await ask({ ...right, 'hub.mode': 'unsubscribe' }), 'invalid')
  problemOf(await ask({}), 'invalid')
  assert.ok(!house.logged().includes(whatsappSettings.WHATSAPP_VERIFY_TOKEN))
})

test('a forged webhook of WhatsApp changes nothing', async () => {
  const { taken, ...held } = await sentByWhatsapp()
  const before = await events()
  const { body, headers } = signedByApp(statusWebhook(taken, { status: 'delivered', at: clock.now() }))
  const { 'x-hub-signature-256': right, ...without } = headers
  const forged = [
    signedByApp(body, 'another-app-secret-0000'),
    { body, headers: without },
    { body, headers: { ...headers, 'x-hub-signature-256': right!.replace('sha256=', 'sha1=') } },
    { body: `${body} `, headers },
    { body: body.replace('delivered', 'failed'), headers },
    { body: '', headers },
  ]
  for (const one of forged) problemOf(await own.tells('whatsapp', one), 'bad-signature')
  assert.equal((await own.row(held)).state, 'sent')
  assert.equal(await events(), before)
  assert.equal((await own.tells('whatsapp', { body, headers })).status, 200)
  assert.equal((await own.row(held)).state, 'delivered')
})

test('a forged or old webhook of the SMS gateway changes nothing', async () => {
  const { taken, ...held } = await sentBySms()
  const before = await events()
  const at = clock.now()
  const report = smsReport(taken, { state: 'failed', at })
  const right = signedByStandard(report, { at })
  const forged = [
    signedByStandard(report, { at, secret: `whsec_${'A'.repeat(32)}` }),
    signedByStandard(report, { at: at.subtract({ seconds: 301 }) }),
    signedByStandard(report, { at: at.add({ seconds: 301 }) }),
    { ...right, headers: { ...right.headers, 'webhook-id': 'another' } },
    { ...right, body: right.body.replace('failed', 'delivered') },
    { ...right, headers: { 'content-type': 'application/json' } },
  ]
  for (const one of forged) problemOf(await own.tells('sms', one), 'bad-signature')
  assert.equal((await own.row(held)).state, 'sent')
  assert.equal(await events(), before)
})

test('the same webhook many times, at once, is one event', async () => {
  const { taken, ...held } = await sentByWhatsapp()
  const before = await events()
  const failed = signedByApp(statusWebhook(taken, { status: 'failed', at: clock.now(), code: 131_026 }))
  const answers = await Promise.all(Array.from({ length: 12 }, () => own.tells('whatsapp', failed)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(await events(), before + 1)
  const row = await own.row(held)
  assert.deepEqual(row.refused, ['whatsapp'])
  await own.notifier.bringDue()
  assert.equal((await own.row(held)).channel, 'sms')
  await own.tells('whatsapp', failed)
  assert.equal((await own.row(held)).state, 'sent')
})

test('reports come in any order: a message only goes forward', async () => {
  const { taken, ...held } = await sentBySms()
  const at = clock.now()
  const tell = (state: 'sent' | 'delivered' | 'failed') =>
    own.tells('sms', signedByStandard(smsReport(taken, { state, at }), { at }))
  for (const state of ['delivered', 'sent', 'failed', 'delivered'] as const) {
    assert.equal((await tell(state)).status, 200)
    assert.equal((await own.row(held)).state, 'delivered', state)
  }
})

test('messages that nobody here knows, and types to come, are taken and change nothing', async () => {
  const before = await events()
  const at = clock.now()
  const unknown = { id: crypto.randomUUID(), gatewayId: 'g-1' }
  const stranger = { wamid: 'wamid.X', to: '+62811', biz_opaque_callback_data: crypto.randomUUID() }
  const webhooks = [
    statusWebhook(stranger, { status: 'failed', at, code: 131_026 }),
    statusWebhook({ ...stranger, biz_opaque_callback_data: 'kampanye-7' }, { status: 'read', at }),
    { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'flows', value: { a: 1 } }] }] },
    { object: 'page', entry: [] },
  ]
  for (const webhook of webhooks) assert.equal((await own.tells('whatsapp', signedByApp(webhook))).status, 200)
  const reports = [
    smsReport(unknown, { state: 'failed', at }),
    { ...smsReport(unknown, { state: 'sent', at }), type: 'balance.low' },
    smsReport({ id: 'not-a-uuid' }, { state: 'sent', at }),
  ]
  for (const report of reports) {
    const answer = await own.tells('sms', signedByStandard(report, { at }))
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '{}')
  }
  assert.equal(await events(), before)
})

test('garbage that is signed is refused with what is wrong', async () => {
  const at = clock.now()
  for (const body of ['', '{', '<xml>', '{"__proto__":{}}']) {
    problemOf(await own.tells('whatsapp', signedByApp(body)), 'bad-request')
    problemOf(await own.tells('sms', signedByStandard(body, { at })), 'bad-request')
  }
  for (const body of ['null', '[]', '7', '{}', '{"object":"x","entry":{}}']) {
    problemOf(await own.tells('whatsapp', signedByApp(body)), 'invalid')
    problemOf(await own.tells('sms', signedByStandard(body, { at })), 'invalid')
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  problemOf(await own.tells('sms', { body: 'a=1', headers: form }), 'not-json')
})

test('whatever stands in a signed webhook breaks nothing, and a message that was delivered stays so', async () => {
  const [one, other] = [await sentByWhatsapp(), await sentBySms()]
  const at = clock.now()
  const webhooks = [
    { channel: 'whatsapp', webhook: statusWebhook(one.taken, { status: 'delivered', at }) },
    { channel: 'whatsapp', webhook: statusWebhook(one.taken, { status: 'failed', at, code: 131_026 }) },
    { channel: 'whatsapp', webhook: writtenWebhook(newPhone(), 'STOP', at) },
    { channel: 'sms', webhook: smsReport(other.taken, { state: 'delivered', at }) },
    { channel: 'sms', webhook: smsReport(other.taken, { state: 'failed', at, code: 'absent' }) },
  ] as const
  const sign = ({ channel, webhook }: { channel: 'whatsapp' | 'sms'; webhook: object }, body: unknown = webhook) => {
    const text = JSON.stringify(body) ?? ''
    return own.tells(channel, channel === 'sms' ? signedByStandard(text, { at }) : signedByApp(text))
  }
  for (const right of [webhooks[0], webhooks[3]]) assert.equal((await sign(right)).status, 200)
  const some = fc.array(mutation, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...webhooks), some, async (right, mutations) => {
      const { status, text } = await sign(right, mutations.reduce<unknown>(mutate, right.webhook))
      assert.ok([200, 400, 422].includes(status), `${status} ${text}`)
    }),
    { seed, numRuns: 200 },
  )
  for (const held of [one, other]) assert.equal((await own.row(held)).state, 'delivered')
  await database.pool.query('delete from message_stop')
})

test('STOP ends messages by WhatsApp alone, MULAI lets them come again; a repeated STOP is no new one', async () => {
  const { phone } = await sentByWhatsapp()
  const { phone: other } = await sentByWhatsapp()
  const write = (from: string, text: string) => signedByApp(writtenWebhook(from, text, clock.now()))
  const stop = write(phone, ' berhenti. ')
  assert.equal((await own.tells('whatsapp', stop)).status, 200)
  const stopped = await own.row(await own.bookAndTell({ whatsapp: phone }))
  assert.equal(stopped.channel, 'sms')
  assert.equal((await own.row(await sentByWhatsapp(other))).channel, 'whatsapp')

  await own.tells('whatsapp', write(phone, 'Mulai'))
  assert.equal((await own.row(await own.bookAndTell({ whatsapp: phone }))).channel, 'whatsapp')
  await own.tells('whatsapp', stop)
  await own.tells('whatsapp', write(phone, 'jangan berhenti dulu'))
  assert.equal((await own.row(await own.bookAndTell({ whatsapp: phone }))).channel, 'whatsapp')
  assert.ok(!house.logged().includes(phone.slice(1)))
})

test('what was told long ago is forgotten, and what is told too late is not taken', async () => {
  const { taken, ...held } = await sentByWhatsapp()
  const at = clock.now()
  const delivered = signedByApp(statusWebhook(taken, { status: 'delivered', at }))
  clock.advance({ hours: 24 * 9 })
  assert.equal((await own.tells('whatsapp', delivered)).status, 200)
  assert.equal((await own.row(held)).state, 'sent')
  assert.ok((await events()) > 0)
  clock.advance({ hours: 24 * 31 })
  await sweepReports({ database, clock })
  assert.equal(await events(), 0)
})
