import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Outcome, Outgoing } from '../../src/notify/channel.ts'
import { messageKinds } from '../../src/notify/model.ts'
import { placeholders } from '../../src/notify/texts.ts'
import { openWhatsapp } from '../../src/notify/whatsapp.ts'
import { openNobody } from './gateway.ts'
import { graphError, NO_WHATSAPP, openWhatsappGateway, whatsappSettings } from './whatsapp-gateway.ts'

// Goal: every answer of the Cloud API, and none, becomes the outcome that fits it.
const gateway = await openWhatsappGateway()
after(() => gateway.close())
const whatsapp = openWhatsapp({
  url: gateway.url,
  token: whatsappSettings.WHATSAPP_TOKEN,
  sender: whatsappSettings.WHATSAPP_SENDER,
})

const outgoing: Outgoing = {
  id: '01990000-0000-7000-8000-000000000000',
  officeId: 'wonosobo',
  kind: 'booked',
  locale: 'id',
  to: '+6281234567890',
  sender: undefined,
  text: 'Giliran paspor',
  values: {
    code: 'WSB-7K4-M2PX', when: 'Senin,\n7 Desember', place: 'Kantor  Imigrasi', minutes: '15', link: 'https://x/t/k',
    number: 'A-017', before: '3', reason: '', until: 'besok', nik: '3307011503880004',
  },
}

test('a template with its named values and no others, and our id beside it', async () => {
  const outcome = await whatsapp.send(outgoing)
  const sent = gateway.taken.at(-1)!
  assert.equal(outcome.kind, 'taken')
  assert.equal(sent.sender, whatsappSettings.WHATSAPP_SENDER)
  assert.equal(sent.to, outgoing.to)
  assert.equal(sent.biz_opaque_callback_data, outgoing.id)
  assert.deepEqual(sent.template, {
    name: 'giliran_booked',
    language: { code: 'id' },
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'code', text: 'WSB-7K4-M2PX' },
          { type: 'text', parameter_name: 'when', text: 'Senin, 7 Desember' },
          { type: 'text', parameter_name: 'place', text: 'Kantor Imigrasi' },
          { type: 'text', parameter_name: 'minutes', text: '15' },
          { type: 'text', parameter_name: 'link', text: 'https://x/t/k' },
        ],
      },
    ],
  })
  assert.ok(outcome.kind === 'taken' && !sent.wamid.includes(outcome.providerId!), 'their id has the number in it')
})

test('every kind in each language is a template that the gateway knows, by the office\'s own number', async () => {
  for (const kind of messageKinds) {
    for (const locale of ['id', 'en'] as const) {
      const outcome = await whatsapp.send({ ...outgoing, kind, locale, sender: '200000000000001' })
      assert.equal(outcome.kind, 'taken', `${kind}: ${JSON.stringify(outcome)}`)
      const sent = gateway.taken.at(-1)!
      assert.equal(sent.sender, '200000000000001')
      const names = sent.template.components[0]!.parameters.map((one) => one.parameter_name)
      assert.deepEqual(names, kind === 'proof' ? [undefined] : placeholders[kind])
    }
  }
})

const documented: readonly [code: number, status: number, kind: Outcome['kind']][] = [
  // Limits.
  [4, 400, 'not-now'], [80_007, 400, 'not-now'], [130_429, 400, 'not-now'], [131_048, 400, 'not-now'],
  [131_056, 400, 'not-now'],
  // Outages.
  [1, 500, 'not-now'], [2, 503, 'not-now'], [131_000, 500, 'not-now'], [131_016, 500, 'not-now'],
  [131_057, 500, 'not-now'], [133_004, 503, 'not-now'],
  // The operator's account.
  [0, 401, 'not-now'], [190, 401, 'not-now'], [10, 403, 'not-now'], [200, 403, 'not-now'], [299, 403, 'not-now'],
  [131_031, 403, 'not-now'], [131_042, 400, 'not-now'], [368, 403, 'not-now'], [133_010, 400, 'not-now'],
  // This address, or this text.
  [100, 400, 'refused'], [131_008, 400, 'refused'], [131_021, 400, 'refused'], [131_026, 400, 'refused'],
  [131_047, 400, 'refused'], [131_049, 400, 'refused'], [132_000, 400, 'refused'], [132_001, 404, 'refused'],
  [132_007, 400, 'refused'], [132_012, 400, 'refused'], [132_015, 400, 'refused'], [132_018, 400, 'refused'],
  // Not in the manual: of theirs all the same.
  [199, 400, 'refused'], [300, 400, 'refused'], [999_999, 400, 'refused'],
]

for (const [code, status, kind] of documented) {
  test(`error ${code} (${status}) is ${kind}`, async () => {
    gateway.meet(graphError(code, status))
    assert.deepEqual(await whatsapp.send(outgoing), { kind, detail: String(code) })
  })
}

test('what a limit asks for is waited for, up to a day', async () => {
  const asked = async (retryAfter: string): Promise<Outcome> => {
    gateway.meet({ ...graphError(130_429, 429), headers: { 'retry-after': retryAfter } })
    return whatsapp.send(outgoing)
  }
  assert.deepEqual(await asked('90'), { kind: 'not-now', detail: '130429', retryAfterMs: 90_000 })
  assert.deepEqual(await asked('999999999'), { kind: 'not-now', detail: '130429', retryAfterMs: 86_400_000 })
  for (const odd of ['-1', 'soon', '1.5', '9'.repeat(40)]) {
    assert.deepEqual(await asked(odd), { kind: 'not-now', detail: '130429' })
  }
})

test('an answer that makes no sense is none', async () => {
  const odd: readonly [status: number, body: string | object][] = [
    [200, ''], [200, '<html>'], [200, '{'], [200, '[]'], [200, 'null'], [200, {}], [200, { messages: [] }],
    [200, { messaging_product: 'whatsapp', messages: [{ id: 7 }] }],
    [200, { messaging_product: 'whatsapp', messages: [{ id: 'a\nb' }] }],
    [200, { error: { code: 131_026 } }],
    [200, `"${'x'.repeat(100_000)}"`],
    [201, { messaging_product: 'whatsapp', messages: [{ id: 'wamid.A' }] }],
    [302, ''], [400, '<html>'], [400, { error: { code: 'x' } }], [404, 'not found'], [500, 'oops'], [502, '<html>'],
    [504, ''],
  ]
  for (const [status, body] of odd) {
    gateway.meet({ how: 'say', status, body })
    assert.equal((await whatsapp.send(outgoing)).kind, 'no-answer', `${status} ${JSON.stringify(body).slice(0, 60)}`)
  }
  gateway.meet({ how: 'say', status: 503, body: '<html>' })
  assert.deepEqual(await whatsapp.send(outgoing), { kind: 'not-now', detail: '503' })
})

test('no redirect is followed', async () => {
  const before = gateway.asked.length
  gateway.meet({ how: 'say', status: 307, body: '', headers: { location: `${gateway.origin}/elsewhere` } })
  assert.deepEqual(await whatsapp.send(outgoing), { kind: 'no-answer', detail: '307' })
  assert.equal(gateway.asked.length, before + 1)
})

test('a line that breaks leaves it unknown, one that is never made does not', async () => {
  gateway.meet({ how: 'lose' }, { how: 'take-and-lose' })
  assert.equal((await whatsapp.send(outgoing)).kind, 'no-answer')
  assert.equal((await whatsapp.send(outgoing)).kind, 'no-answer')
  const nobody = openWhatsapp({ url: await openNobody(), token: 'x', sender: '1' })
  assert.deepEqual(await nobody.send(outgoing), { kind: 'not-now', detail: 'ECONNREFUSED' })
})

test('nobody waits for ever', async () => {
  const impatient = openWhatsapp({
    url: gateway.url,
    token: whatsappSettings.WHATSAPP_TOKEN,
    sender: whatsappSettings.WHATSAPP_SENDER,
    patienceMs: 50,
  })
  gateway.meet({ how: 'take-in-silence' })
  assert.deepEqual(await impatient.send(outgoing), { kind: 'no-answer', detail: 'timeout' })
})

test('the stand-in itself refuses as the API does', async () => {
  assert.deepEqual(await whatsapp.send({ ...outgoing, to: NO_WHATSAPP }), { kind: 'refused', detail: '131026' })
  assert.deepEqual(await whatsapp.send({ ...outgoing, to: 'x' }), { kind: 'refused', detail: '100' })
  const other = openWhatsapp({ url: gateway.url, token: 'other-token', sender: whatsappSettings.WHATSAPP_SENDER })
  assert.deepEqual(await other.send(outgoing), { kind: 'not-now', detail: '190' })
})
