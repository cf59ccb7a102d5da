import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Outcome, Outgoing } from '../../src/notify/channel.ts'
import { openSms } from '../../src/notify/sms.ts'
import { openNobody } from './gateway.ts'
import { NO_PHONE, openSmsGateway, smsSettings } from './sms-gateway.ts'

// Goal: every answer that the contract of docs/messages.md allows, and every other, becomes the
// outcome that fits it, and a message is on the air once.
const gateway = await openSmsGateway({ segments: false })
after(() => gateway.close())
const needs = { url: gateway.url, token: smsSettings.SMS_TOKEN, sender: smsSettings.SMS_SENDER }
const sms = openSms(needs)

let messages = 0
const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
  id: `01990000-0000-7000-8000-${String(messages++).padStart(12, '0')}`,
  officeId: 'wonosobo',
  kind: 'booked',
  locale: 'id',
  to: '+6281234567890',
  sender: undefined,
  text: 'Giliran paspor',
  values: {},
  ...more,
})

test('one request: the id as key, the sender of the office before the usual one', async () => {
  const one = outgoing()
  const outcome = await sms.send(one)
  const { gatewayId, ...body } = gateway.taken.at(-1)!
  assert.deepEqual(outcome, { kind: 'taken', providerId: gatewayId, parts: 1 })
  assert.deepEqual(body, { id: one.id, to: one.to, from: 'IMIGRASI', text: one.text })
  assert.equal(gateway.asked.at(-1)!.headers['idempotency-key'], one.id)
  await sms.send(outgoing({ sender: 'KANIM WSB' }))
  assert.equal(gateway.taken.at(-1)!.from, 'KANIM WSB')
})

test('segments are as the gateway says, else counted', async () => {
  const long = outgoing({ text: 'x'.repeat(161) })
  assert.deepEqual(await sms.send(long), { kind: 'taken', providerId: gateway.taken.at(-1)!.gatewayId, parts: 2 })
  gateway.meet({ how: 'say', status: 202, body: { id: 'g-1', segments: 3 } })
  assert.deepEqual(await sms.send(outgoing()), { kind: 'taken', providerId: 'g-1', parts: 3 })
})

test('sent again after a lost answer it is one, whatever the text has become', async () => {
  const before = gateway.taken.length
  gateway.meet({ how: 'take-and-lose' })
  const one = outgoing()
  assert.equal((await sms.send(one)).kind, 'no-answer')
  const again = await sms.send({ ...one, text: 'masih 2 nomor' })
  assert.equal(again.kind, 'taken')
  assert.equal(gateway.taken.length, before + 1)
})

test('statuses by the contract', async () => {
  const met = async (status: number, body: object | string, headers = {}): Promise<Outcome> => {
    gateway.meet({ how: 'say', status, body, headers })
    return sms.send(outgoing())
  }
  for (const status of [401, 402, 403, 408, 409, 425, 429, 500, 502, 503, 504]) {
    assert.deepEqual(await met(status, ''), { kind: 'not-now', detail: String(status) })
  }
  assert.deepEqual(await met(429, { code: 'too-many' }, { 'retry-after': '45' }), {
    kind: 'not-now',
    detail: 'too-many',
    retryAfterMs: 45_000,
  })
  for (const status of [400, 404, 410, 413, 422]) {
    assert.deepEqual(await met(status, { code: 'unknown-number' }), { kind: 'refused', detail: 'unknown-number' })
  }
  // Words are no code: they might hold the number.
  assert.deepEqual(await met(422, { code: '+6281234567890 is unknown' }), { kind: 'refused', detail: '422' })
  const odd = ['', '{', 'ok', [], {}, { id: 7 }, { id: 'a b' }, { id: 'g', segments: 0 }, { id: 'g', segments: '1' }]
  for (const body of odd) {
    assert.equal((await met(202, body)).kind, 'no-answer', JSON.stringify(body))
  }
  assert.equal((await met(301, '', { location: '/x' })).kind, 'no-answer')
})

test('no answer, and nobody there', async () => {
  gateway.meet({ how: 'lose' }, { how: 'take-in-silence' })
  assert.equal((await sms.send(outgoing())).kind, 'no-answer')
  assert.deepEqual(await openSms({ ...needs, patienceMs: 50 }).send(outgoing()), {
    kind: 'no-answer',
    detail: 'timeout',
  })
  const nobody = openSms({ ...needs, url: await openNobody() })
  assert.deepEqual(await nobody.send(outgoing()), { kind: 'not-now', detail: 'ECONNREFUSED' })
  assert.deepEqual(await sms.send(outgoing({ to: NO_PHONE })), { kind: 'refused', detail: 'unknown-number' })
})
