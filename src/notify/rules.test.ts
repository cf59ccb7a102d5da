import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { channels, type MessageKind, messageKinds } from './model.ts'
import { channelFor, type Facts, isUrgent, quietUntil, retryAfterMs, TRIES_MAX, whyNot } from './rules.ts'

const startsAt = Temporal.Instant.from('2026-11-26T01:30:00Z')
const before = startsAt.subtract({ hours: 15 })
const booking = {
  state: 'booked' as const,
  sequence: 1,
  slotId: '7',
  startsAt,
  endsAt: startsAt.add({ minutes: 30 }),
  dayAt: startsAt.subtract({ hours: 8, minutes: 30 }),
  isDisplaced: false,
}
const why = (kind: MessageKind, about: string, facts: Facts = { booking }, now = before): string =>
  whyNot({ kind, about }, facts, now) ?? 'stands'

test('what is no longer so is not said', () => {
  const cancelled: Facts = { booking: { ...booking, state: 'cancelled', sequence: 2 } }
  const moved: Facts = { booking: { ...booking, slotId: '8', sequence: 2 } }
  const displaced: Facts = { booking: { ...booking, isDisplaced: true } }
  assert.deepEqual(
    [
      [why('moved', '1'), why('moved', '1', cancelled), why('cancelled', '2', cancelled), why('cancelled', '1')],
      [why('reminder-day', '7'), why('reminder-day', '7', cancelled), why('reminder-day', '7', moved)],
      [why('reminder-morning', '7', displaced), why('reminder-morning', '7', { booking }, startsAt)],
      [why('reminder-day', '7', { booking }, booking.dayAt), why('reminder-morning', '7', { booking }, booking.dayAt)],
      [why('closed', '7', displaced), why('closed', '7'), why('closed', '8', displaced)],
      (['waiting', 'called', 'absent', 'finished'] as const).map((state) =>
        ['called-soon', 'come-back', 'survey'].filter(
          (kind) => why(kind as MessageKind, 'v', { visit: { state } }) === 'stands',
        ),
      ),
      [why('called-soon', 'v', {}), why('booked', '0', {}), why('reminder-day', '7', {})],
    ],
    [
      ['stands', 'overtaken', 'stands', 'overtaken'],
      ['stands', 'overtaken', 'overtaken'],
      ['overtaken', 'over'],
      ['over', 'stands'],
      ['stands', 'overtaken', 'overtaken'],
      [['called-soon'], [], ['come-back'], ['survey']],
      ['overtaken', 'overtaken', 'overtaken'],
    ],
  )
})

const quietAt = (hour: string, quiet = { from: '21:00', to: '06:00' }, kind: MessageKind = 'reminder-day') =>
  quietUntil(kind, { quiet, timeZone: 'Asia/Jayapura', now: Temporal.Instant.from(`2026-11-26T${hour}:00+09:00`) })
    ?.toZonedDateTimeISO('Asia/Jayapura')
    .toPlainDateTime()
    .toString()

test('the night of the office holds back what can wait', () => {
  assert.deepEqual(
    ['20:59', '21:00', '23:59', '00:00', '05:59', '06:00'].map((hour) => quietAt(hour)),
    [undefined, '2026-11-27T06:00:00', '2026-11-27T06:00:00', '2026-11-26T06:00:00', '2026-11-26T06:00:00', undefined],
  )
  const noon = { from: '12:00', to: '13:00' }
  assert.deepEqual(['11:59', '12:00', '12:59', '13:00'].map((hour) => quietAt(hour, noon)),
    [undefined, '2026-11-26T13:00:00', '2026-11-26T13:00:00', undefined])
  assert.equal(quietAt('03:00', { from: '06:00', to: '06:00' }), undefined, 'equal hours are no night')
  const held = messageKinds.filter((kind) => quietAt('03:00', undefined, kind) !== undefined)
  const waiting = [
    'reminder-day', 'reminder-morning', 'closed', 'offer', 'drawn', 'struck', 'passed-over', 'survey', 'left-party',
    'no-show',
  ]
  assert.deepEqual(held, waiting)
  assert.ok(held.every((kind) => !isUrgent(kind)))
})

test('the office says in which order; who has stopped one, or was refused there, gets the next', () => {
  const contact = { whatsapp: '+6281234567890', email: 'a@contoh.id' }
  const all = new Set(channels)
  const none = new Set<(typeof channels)[number]>()
  const asked = { contact, has: all, stopped: none, refused: [] }
  const order = ['whatsapp', 'sms', 'email'] as const
  assert.deepEqual(channelFor(order, asked), { channel: 'whatsapp', to: '+6281234567890' })
  const letter = { channel: 'email', to: 'a@contoh.id' }
  assert.deepEqual(channelFor(order, { ...asked, refused: ['whatsapp', 'sms'] }), letter)
  const sms = { channel: 'sms', to: contact.whatsapp }
  assert.deepEqual(channelFor(order, { ...asked, stopped: new Set(['whatsapp']) }), sms)
  assert.deepEqual(channelFor(order, { ...asked, refused: order }), { none: 'refused' })
  assert.deepEqual(channelFor(order, { ...asked, stopped: all }), { none: 'stopped' })
  assert.deepEqual(channelFor(order, { ...asked, has: none }), { none: 'no-contact' })
  assert.deepEqual(channelFor(['email'], { ...asked, contact: { whatsapp: '+62812' } }), { none: 'no-contact' })
})

test('tries come later and later, never together, never before they may', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, random) => {
      const ms = retryAfterMs({ tries, random })
      const whole = Math.min(4 * 3_600_000, 20_000 * 2 ** (tries - 1))
      assert.ok(ms >= whole / 2 && ms < whole)
      assert.ok(retryAfterMs({ tries, random, askedMs: 10_000_000 }) >= 10_000_000)
      assert.ok(retryAfterMs({ tries, random, isUnsure: true }) >= 120_000)
    }),
  )
  const all = Array.from({ length: TRIES_MAX - 1 }, (_, i) => retryAfterMs({ tries: i + 1, random: 0 }))
  assert.ok(all.reduce((sum, ms) => sum + ms, 0) > 3_600_000, 'an outage of an hour is outlived')
})
