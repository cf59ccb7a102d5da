import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { makeKeyFile, openKeys } from '../platform/crypto/index.ts'
import { ticketCalendar } from './calendar.ts'
import { formatCode, fromBase32, isKey, makeCode, makeKey, readCode, toBase32 } from './code.ts'
import { readTicketQr, ticketQrText } from './qr.ts'
import { sealTicket, type Ticket, unsealTicket } from './ticket.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keys = openKeys(makeKeyFile())

const ticket: Ticket = {
  officeId: 'wonosobo',
  bookingId: '0193547e-9a00-7000-8000-000000000001',
  code: makeCode('WSB'),
  key: makeKey('WSB'),
  state: 'booked',
  slot: {
    slotId: '7',
    siteId: 'kantor',
    startsAt: Temporal.Instant.from('2026-11-30T01:30:00Z'),
    endsAt: Temporal.Instant.from('2026-11-30T02:00:00Z'),
    channel: 'online',
  },
  people: [{ name: "Ma'ruf", nik: '3307014506900003', serviceId: 'new-adult', purposeId: 'umrah' }],
  companion: { name: 'Siti' },
  contact: { email: 'siti@contoh.id' },
  moves: 0,
  calendarSequence: 0,
  locale: 'id',
  bookedAt: Temporal.Instant.from('2026-11-24T02:00:00Z'),
  changedAt: Temporal.Instant.from('2026-11-24T02:00:00Z'),
}

const place = {
  timeZone: 'Asia/Jakarta',
  name: 'Kantor Imigrasi Wonosobo',
  address: 'Jalan Raya Banyumas Km 5,5, Selomerto; Wonosobo 56361',
  lat: -7.4,
  lon: 109.9,
  arriveMinutesBefore: 15,
  ticketUrl: 'https://giliran.example/t/WSBabc',
}

test('a code comes back from how people write and say it', () => {
  for (let i = 0; i < 2000; i++) {
    const code = makeCode('WSB')
    assert.deepEqual(readCode(formatCode(code)), { ok: true, code })
    const heard = ` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace(/^.{3}/, 'wsb')} `
    assert.deepEqual(readCode(heard), { ok: true, code })
  }
  assert.deepEqual(readCode('WSB'), { ok: false, fault: 'malformed' })
  assert.deepEqual(readCode(' - '), { ok: false, fault: 'missing' })
})

test('every single wrong character and every swap of neighbours is noticed', () => {
  const code = makeCode('WSB')
  for (let i = 3; i < code.length; i++) {
    for (const other of alphabet) {
      if (other === code[i]) continue
      const wrong = code.slice(0, i) + other + code.slice(i + 1)
      assert.deepEqual(readCode(wrong), { ok: false, fault: 'mistyped' }, wrong)
    }
  }
  for (let round = 0; round < 200; round++) {
    const one = makeCode('WSB')
    for (let i = 3; i < one.length - 1; i++) {
      if (one[i] === one[i + 1]) continue
      const swapped = one.slice(0, i) + one[i + 1] + one[i] + one.slice(i + 2)
      assert.equal(readCode(swapped).ok, false, swapped)
    }
  }
})

test('base 32 comes back, and a key is what it looks like', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 90 }), (bytes) => {
      assert.deepEqual(fromBase32(toBase32(Buffer.from(bytes)))?.subarray(0, bytes.length), Buffer.from(bytes))
    }),
  )
  assert.equal(fromBase32('U'), undefined)
  assert.ok(isKey(makeKey('WSB')))
  assert.ok(!isKey('WSB/../etc'))
})

test('a QR says code and start to whoever has the public key, and a forged one nothing', () => {
  const text = ticketQrText(keys.ticketKeys, { code: ticket.code, startsAt: ticket.slot.startsAt })
  assert.match(text, /^GLR[0-9A-Z]{128}$/)
  const read = readTicketQr(keys.ticketKeys, text.toLowerCase())
  assert.ok(read.ok && read.code === ticket.code && read.startsAt.equals(ticket.slot.startsAt))
  for (const secret of [ticket.key, ticket.people[0]!.nik]) assert.ok(!text.includes(secret))
  const bytes = fromBase32(text.slice(3))!
  for (let i = 0; i < bytes.length; i++) {
    const bent = Buffer.from(bytes)
    bent[i]! ^= 1
    assert.equal(readTicketQr(keys.ticketKeys, `GLR${toBase32(bent)}`).ok, false, `byte ${i}`)
  }
  assert.deepEqual(readTicketQr(openKeys(makeKeyFile()).ticketKeys, text), { ok: false, fault: 'forged' })
  assert.deepEqual(readTicketQr(keys.ticketKeys, 'https://example.org'), { ok: false, fault: 'not-a-ticket' })
})

test('a ticket comes back from its ciphertext, and nothing personal stands in it', () => {
  const sealed = sealTicket(keys, ticket)
  const { officeId, bookingId, key, companion, contact } = ticket
  const people = ticket.people.map(({ name, nik }) => ({ name, nik }))
  assert.deepEqual(unsealTicket(keys, { officeId, bookingId, sealed }), { key, people, companion, contact })
  for (const secret of [key, people[0]!.nik, people[0]!.name, contact.email!]) assert.ok(!sealed.includes(secret))
})

test('the calendar file has zone, alarms and the office, in lines that calendars take', () => {
  const text = ticketCalendar(ticket, place, 'id')
  assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75))
  const calendar = new ICAL.Component(ICAL.parse(text))
  assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH')
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
  assert.equal(event.startDate.toString(), '2026-11-30T08:30:00')
  assert.equal(event.startDate.toUnixTime(), ticket.slot.startsAt.epochMilliseconds / 1000)
  assert.equal(event.location, `${place.name}, ${place.address}`)
  assert.deepEqual(
    event.component
      .getAllSubcomponents('valarm')
      .map((alarm) => `${alarm.getFirstPropertyValue('trigger')} ${alarm.getFirstPropertyValue('description')}`),
    ['-P1D Besok: giliran paspor pukul 08.30 WIB', '-PT2H Hari ini: giliran paspor pukul 08.30 WIB'],
  )
  assert.match(text, /DTSTART;TZID=Asia\/Jakarta:20261130T083000/)
})

test('a cancelled booking strikes out the entry it made', () => {
  const before = new ICAL.Component(ICAL.parse(ticketCalendar(ticket, place, 'id')))
  const cancelled = { ...ticket, state: 'cancelled' as const, calendarSequence: 2 }
  const after = new ICAL.Component(ICAL.parse(ticketCalendar(cancelled, place, 'en')))
  const [one, two] = [before, after].map((calendar) => calendar.getFirstSubcomponent('vevent')!)
  assert.equal(two!.getFirstPropertyValue('uid'), one!.getFirstPropertyValue('uid'))
  assert.ok(Number(two!.getFirstPropertyValue('sequence')) > Number(one!.getFirstPropertyValue('sequence')))
  assert.equal(after.getFirstPropertyValue('method'), 'CANCEL')
  assert.equal(two!.getFirstPropertyValue('status'), 'CANCELLED')
  assert.equal(two!.getAllSubcomponents('valarm').length, 0)
})
