import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { findPlain } from '../api/rows.ts'
import { openMessageHouse } from './house.ts'
import { NO_PHONE, smsReport, signedByStandard } from './sms-gateway.ts'
import { graphError, NO_WHATSAPP, signedByApp, statusWebhook, type Taken } from './whatsapp-gateway.ts'

// Goal: whoever left a number is told once, by the first channel that can, whatever becomes of
// an answer. How: real gateways that answer late, wrongly or not at all; the clock is driven.
const own = await openMessageHouse({ after })
const { house, whatsapp, sms, letters, notifier } = own
const { clock, database } = house

let numbers = 0
const newPhone = (): string => `+62812345${String(70_000 + numbers++)}`
const newEmail = (): string => `siti${numbers++}@contoh.id`

const takenOf = (to: string): Taken[] => whatsapp.taken.filter((one) => one.to === to)
const onAir = (to: string) => sms.taken.filter((one) => one.to === to)
const status = (taken: Taken, state: 'sent' | 'delivered' | 'read' | 'failed', code?: number) =>
  own.tells('whatsapp', signedByApp(statusWebhook(taken, { status: state, at: clock.now(), ...(code && { code }) })))

test('a booking with a number is told once, by WhatsApp, and its delivery is known', async () => {
  const phone = newPhone()
  const held = await own.bookAndTell({ whatsapp: phone })
  await own.tell(held)
  await notifier.bringDue()
  const [taken, ...more] = takenOf(phone)
  assert.equal(more.length, 0)
  assert.equal(onAir(phone).length, 0)
  assert.equal(taken!.template.name, 'giliran_booked')
  const texts = taken!.template.components[0]!.parameters.map((one) => one.text)
  assert.ok(texts.includes(held.code) && texts.includes(`https://giliran.example/t/${held.key}`), texts.join())
  assert.ok(!JSON.stringify(taken).includes(held.nik))
  const sent = await own.row(held)
  assert.equal(sent.state, 'sent')
  assert.equal(taken!.biz_opaque_callback_data, sent.message_id)
  assert.equal((await status(taken!, 'delivered')).status, 200)
  assert.equal((await own.row(held)).state, 'delivered')
})

test('refused by WhatsApp it goes by SMS, refused there by mail, and refused everywhere it is dead', async () => {
  const email = newEmail()
  const first = await own.bookAndTell({ whatsapp: NO_WHATSAPP, email })
  assert.equal(onAir(NO_WHATSAPP).length, 1)
  assert.equal((await own.row(first)).channel, 'sms')

  sms.meet({ how: 'say', status: 422, body: { code: 'unknown-number' } })
  const second = await own.bookAndTell({ whatsapp: NO_WHATSAPP, email })
  assert.deepEqual(letters, [email])
  const row = await own.row(second)
  assert.equal(row.channel, 'email')
  assert.deepEqual(row.refused, ['whatsapp', 'sms'])

  whatsapp.meet(graphError(131_026))
  const third = await own.bookAndTell({ whatsapp: NO_PHONE })
  assert.equal((await own.row(third)).state, 'dead')
  assert.deepEqual(letters, [email])
})

test('the answer of WhatsApp was lost and its webhook comes: not sent again', async () => {
  const phone = newPhone()
  whatsapp.meet({ how: 'take-and-lose' })
  const held = await own.bookAndTell({ whatsapp: phone })
  const lost = await own.row(held)
  assert.equal(lost.state, 'waiting')
  assert.equal(lost.reason, 'no-answer')
  assert.equal(lost.unsure, true)
  assert.equal((await status(takenOf(phone)[0]!, 'sent')).status, 200)
  const settled = await own.row(held)
  assert.equal(settled.state, 'sent')
  assert.equal(settled.channel, 'whatsapp')
  assert.equal(settled.unsure, false)
  assert.equal(settled.parts, 1)
  await own.bringNext(held)
  assert.equal(takenOf(phone).length, 1)
})

test('the answer was lost and nobody tells: it is sent again after a while, and not before', async () => {
  const phone = newPhone()
  whatsapp.meet({ how: 'take-and-lose' })
  const held = await own.bookAndTell({ whatsapp: phone })
  clock.advance({ seconds: 119 })
  await notifier.bringDue()
  assert.equal(takenOf(phone).length, 1)
  await own.bringNext(held)
  assert.equal(takenOf(phone).length, 2)
  assert.equal((await own.row(held)).state, 'sent')
})

test('the webhook overtakes the answer', async () => {
  const phone = newPhone()
  const { promise: until, resolve: release } = Promise.withResolvers<void>()
  whatsapp.meet({ how: 'take-late', until })
  const held = await own.book({ whatsapp: phone })
  const asked = whatsapp.nextAsked()
  const telling = own.tell(held)
  await asked
  assert.equal((await own.row(held)).state, 'sending')
  await status(takenOf(phone)[0]!, 'delivered')
  assert.equal((await own.row(held)).state, 'delivered')
  release()
  await telling
  assert.equal((await own.row(held)).state, 'delivered')
})

test('the webhook tells of a failure before the answer says "taken": the next channel has its turn', async () => {
  const phone = newPhone()
  const { promise: until, resolve: release } = Promise.withResolvers<void>()
  whatsapp.meet({ how: 'take-late', until })
  const held = await own.book({ whatsapp: phone })
  const asked = whatsapp.nextAsked()
  const telling = own.tell(held)
  await asked
  await status(takenOf(phone)[0]!, 'failed', 131_026)
  release()
  await telling
  assert.equal((await own.row(held)).state, 'waiting')
  await notifier.bringDue()
  assert.equal(onAir(phone).length, 1)
  const row = await own.row(held)
  assert.equal(row.state, 'sent')
  assert.equal(row.channel, 'sms')
})

test('the answer of the SMS gateway was lost: sent again by the same key, it is one on the air', async () => {
  const email = newEmail()
  const phone = newPhone()
  whatsapp.meet(graphError(131_026))
  sms.meet({ how: 'take-and-lose' })
  const held = await own.bookAndTell({ whatsapp: phone, email })
  assert.equal((await own.row(held)).reason, 'no-answer')
  const before = sms.asked.length
  await own.bringNext(held)
  assert.equal(sms.asked.length, before + 1)
  assert.equal(onAir(phone).length, 1)
  const row = await own.row(held)
  assert.equal(row.state, 'sent')
  assert.equal(row.channel, 'sms')
  assert.equal(row.provider_id, onAir(phone)[0]!.gatewayId)
  assert.ok(!letters.includes(email))
})

test('a limit is waited for as long as it says', async () => {
  const phone = newPhone()
  whatsapp.meet({ ...graphError(130_429, 429), headers: { 'retry-after': '600' } })
  const held = await own.bookAndTell({ whatsapp: phone })
  assert.equal((await own.row(held)).reason, 'not-now')
  clock.advance({ seconds: 599 })
  await notifier.bringDue()
  assert.equal(takenOf(phone).length, 0)
  clock.advance({ seconds: 1 })
  await notifier.bringDue()
  assert.equal(takenOf(phone).length, 1)
  assert.equal((await own.row(held)).state, 'sent')
})

test('a failure told after it was sent: the next channel, and after the last one dead', async () => {
  const phone = newPhone()
  const held = await own.bookAndTell({ whatsapp: phone })
  await status(takenOf(phone)[0]!, 'failed', 131_049)
  const failed = await own.row(held)
  assert.equal(failed.state, 'waiting')
  assert.deepEqual(failed.refused, ['whatsapp'])
  // "sent" of the same message, late.
  await status(takenOf(phone)[0]!, 'sent')
  assert.equal((await own.row(held)).state, 'waiting')
  await notifier.bringDue()
  const [text] = onAir(phone)
  assert.ok(text && text.text.includes(held.code))
  const at = clock.now()
  await own.tells('sms', signedByStandard(smsReport(text, { state: 'failed', at, code: 'absent' }), { at }))
  await notifier.bringDue()
  const dead = await own.row(held)
  assert.equal(dead.state, 'dead')
  assert.equal(dead.reason, 'refused')
  assert.match(house.logged(), /"channel":"whatsapp","outcome":"refused","detail":"131049"/)
  assert.match(house.logged(), /"channel":"sms","outcome":"refused","detail":"absent"/)
  assert.equal(takenOf(phone).length, 1)
})

test('a message that is no longer so is not sent by the next channel either', async () => {
  const phone = newPhone()
  const held = await own.bookAndTell({ whatsapp: phone })
  await status(takenOf(phone)[0]!, 'failed', 131_026)
  const { status: answered } = await own.client.cancel(held)
  assert.equal(answered, 200)
  await notifier.bringDue()
  assert.equal((await own.row(held)).state, 'dropped')
  assert.equal(onAir(phone).length, 0)
})

test('a gateway that answers garbage holds nobody up', async () => {
  const [one, other] = [newPhone(), newPhone()]
  whatsapp.meet({ how: 'say', status: 200, body: '<html>ok</html>' })
  const [first, second] = [await own.bookAndTell({ whatsapp: one }), await own.bookAndTell({ whatsapp: other })]
  assert.equal((await own.row(first)).reason, 'no-answer')
  assert.equal((await own.row(second)).state, 'sent')
})

test('no number stands in a table or the log, in the words of a gateway or within its ids', async () => {
  assert.ok(whatsapp.taken.length > 5)
  const some = whatsapp.taken.slice(0, 3)
  const numbers = [...some.map(({ to }) => to), NO_WHATSAPP, NO_PHONE].map((phone) => phone.slice(1))
  const secrets = [...numbers, ...some.map(({ wamid }) => wamid.slice('wamid.'.length))]
  assert.deepEqual(await findPlain(database, secrets), [])
  for (const secret of secrets) assert.ok(!house.logged().includes(secret), secret)
})
