import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { isSignedByApp, isSignedByStandard, readSms, readWhatsapp, wishIn } from './webhooks.ts'

// The vector that the Standard Webhooks project publishes.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const body = Buffer.from('{"test": 2432232314}')
const then = Temporal.Instant.fromEpochMilliseconds(1_614_265_330_000)

test('Standard Webhooks: the published vector, among others, and nothing else', () => {
  const at = (now: Temporal.Instant, more: object = {}, bytes = body): boolean =>
    isSignedByStandard({ secret, now }, { ...headers, ...more }, bytes)
  const right = headers['webhook-signature']
  assert.ok(at(then))
  assert.ok(at(then, { 'webhook-signature': `v1,AAAA v1a,BBBB ${right}` }))
  for (const seconds of [300, -300]) assert.ok(at(then.add({ seconds })))
  for (const seconds of [301, -301, 86_400]) assert.ok(!at(then.add({ seconds })))
  const wrong = [
    { 'webhook-signature': right.replace('v1,', '') },
    { 'webhook-signature': right.replace('v1,', 'v2,') },
    { 'webhook-signature': '' },
    { 'webhook-signature': undefined },
    { 'webhook-signature': `${'v1,AAAA '.repeat(10)}${right}` },
    { 'webhook-id': 'msg_other' },
    { 'webhook-id': undefined },
    { 'webhook-timestamp': '1614265331' },
    { 'webhook-timestamp': '1614265330.0' },
    { 'webhook-timestamp': 'now' },
    { 'webhook-timestamp': undefined },
  ]
  for (const one of wrong) assert.ok(!at(then, one), JSON.stringify(one))
  assert.ok(!at(then, {}, Buffer.from('{"test": 2432232315}')))
  assert.ok(!isSignedByStandard({ secret: `whsec_${'A'.repeat(32)}`, now: then }, headers, body))
})

test('X-Hub-Signature-256: of the very bytes, by the very secret', () => {
  const sign = (by: string): string => `sha256=${createHmac('sha256', by).update(body).digest('hex')}`
  assert.ok(isSignedByApp('secret', sign('secret'), body))
  const right = sign('secret')
  for (const header of [sign('other'), right.slice(7), `${right}0`, '', 'sha256=', undefined, [right]]) {
    assert.ok(!isSignedByApp('secret', header, body))
  }
  assert.ok(!isSignedByApp('secret', sign('secret'), Buffer.from('{"test":2432232314}')))
})

test('a wish is one word, whatever stands around it', () => {
  for (const text of ['STOP', ' stop. ', 'Berhenti!', 'unsubscribe', '*STOP*']) assert.equal(wishIn(text), 'stop', text)
  for (const text of ['MULAI', 'start', '"Mulai"']) assert.equal(wishIn(text), 'start', text)
  for (const text of ['', 'jangan berhenti', 'stop start', 'STOPP', '1', 'mulai jam berapa?']) {
    assert.equal(wishIn(text), undefined, text)
  }
})

const now = Temporal.Instant.from('2026-11-24T03:00:00Z')
const id = '01990000-0000-7000-8000-000000000000'
const status = { id: 'wamid.A', status: 'sent', timestamp: '1795489200', biz_opaque_callback_data: id }
const whatsappOf = (value: object, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [{ changes: [{ field, value }] }],
})

test('a status is read as it is documented; what is not of ours, not known or no status is passed over', () => {
  const { reports } = readWhatsapp(
    whatsappOf({ statuses: [status, { ...status, status: 'failed', errors: [{ code: 131_026, title: 'x' }] }] }),
    now,
  )
  assert.deepEqual(
    reports.map(({ state, messageId, code }) => ({ state, messageId, code })),
    [
      { state: 'sent', messageId: id, code: undefined },
      { state: 'failed', messageId: id, code: '131026' },
    ],
  )
  assert.equal(new Set(reports.map(({ eventId }) => eventId)).size, 2)
  assert.ok(!JSON.stringify(reports).includes('wamid'))
  const odd = [
    null, 7, 'x', [], {}, { ...status, status: 'deleted' }, { ...status, biz_opaque_callback_data: 'kampanye-7' },
    { ...status, biz_opaque_callback_data: undefined }, { ...status, id: 'a b' }, { ...status, timestamp: 1 },
  ]
  assert.deepEqual(readWhatsapp(whatsappOf({ statuses: odd, messages: odd }), now), { reports: [], wishes: [] })
  assert.deepEqual(readWhatsapp(whatsappOf({ statuses: 'x', messages: {} }), now), { reports: [], wishes: [] })
  assert.deepEqual(readWhatsapp(whatsappOf({ statuses: [status] }, 'account_update'), now).reports, [])
  const old = String(now.epochMilliseconds / 1000 - 8 * 86_400 - 1)
  assert.deepEqual(readWhatsapp(whatsappOf({ statuses: [{ ...status, timestamp: old }] }), now).reports, [])
})

test('a report of the SMS gateway', () => {
  const told = (type: string, data: object) =>
    readSms({ type, timestamp: '2026-11-24T03:00:00Z', data: { id, ...data } }, 'event-1').reports
  assert.deepEqual(told('message.delivered', { gatewayId: 'g-1', segments: 2 }), [
    {
      channel: 'sms', eventId: 'event-1', messageId: id, providerId: 'g-1', state: 'delivered', parts: 2,
      code: undefined,
    },
  ])
  assert.equal(told('message.failed', { code: 'absent' })[0]?.code, 'absent')
  assert.equal(told('message.failed', {})[0]?.code, 'unknown')
  for (const type of ['message.read', 'toString', '__proto__', '']) assert.deepEqual(told(type, {}), [])
  for (const data of [{ id: 'x' }, { gatewayId: 'a b' }, { code: '+62 812' }]) {
    assert.deepEqual(told('message.sent', data), [], JSON.stringify(data))
  }
})
