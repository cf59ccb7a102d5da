import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import ICAL from 'ical.js'
import { readCode } from '../../src/bookings/code.ts'
import { readTicketQr, ticketQrText } from '../../src/bookings/qr.ts'
import { qrSvg } from '../../src/web/index.ts'
import { openHouse, openOffice } from './app.ts'
import { Client, faultsOf, type Held, makePeople, problemOf, ticketOf } from './client.ts'
import { makeSlot } from './slots.ts'

// Goal: the files of a ticket are what calendars and scanners take, and follow its changes.
const house = await openHouse({ after }, { settings: { PUBLIC_URL: 'https://giliran.example' } })
await openOffice(house, 'jayapura')
const client = new Client(house.app.address)
const startsAt = Temporal.Instant.from('2026-12-07T23:10:00Z')

async function calendarOf(held: Held, query = ''): Promise<ICAL.Component> {
  const { status, headers, text } = await client.show(held, `/calendar.ics${query}`)
  assert.equal(status, 200, text)
  assert.equal(headers.get('content-type'), 'text/calendar; charset=utf-8')
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.ok(text.endsWith('\r\n') && !/[^\r]\n/.test(text), 'RFC 5545: lines end with CRLF')
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  return new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]])
}

/** An event's property as text. */
const textOf = (calendar: ICAL.Component, name: string): string =>
  String(calendar.getFirstSubcomponent('vevent')!.getFirstPropertyValue(name))

test('the calendar file stands in the zone of the office, with alarms, and says where', async () => {
  const slot = await makeSlot(house, { office: 'jayapura', startsAt })
  const held = await client.held({ office: 'jayapura', slot, people: makePeople(2) })
  const calendar = await calendarOf(held)
  const event = calendar.getFirstSubcomponent('vevent')!
  assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH')
  assert.equal(calendar.getFirstSubcomponent('vtimezone')!.getFirstPropertyValue('tzid'), 'Asia/Jayapura')
  ICAL.TimezoneService.register(calendar.getFirstSubcomponent('vtimezone')!)
  const { startDate, endDate } = new ICAL.Event(event)
  assert.equal(startDate.toString(), '2026-12-08T08:10:00')
  assert.equal(event.getFirstProperty('dtstart')!.getParameter('tzid'), 'Asia/Jayapura')
  assert.equal(startDate.toUnixTime(), startsAt.epochMilliseconds / 1000)
  assert.equal(endDate.toUnixTime(), startsAt.epochMilliseconds / 1000 + 1800)
  assert.deepEqual(
    event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
    ['-P1D', '-PT2H'],
  )
  assert.equal(textOf(calendar, 'sequence'), '0')
  assert.equal(textOf(calendar, 'status'), 'CONFIRMED')
  assert.match(textOf(calendar, 'location'), /Jalan/)
  assert.ok(textOf(calendar, 'description').includes(held.code))
  assert.equal(textOf(calendar, 'url'), `https://giliran.example/t/${held.key}`)
  assert.ok(!calendar.toString().includes(held.nik))
})

test('moved, it grows its sequence under the same name; cancelled, it strikes the entry out', async () => {
  const held = await client.held({ slot: await makeSlot(house), people: makePeople() })
  const booked = await calendarOf(held)
  const to = Temporal.Instant.from('2026-12-16T23:40:00Z')
  ticketOf(await client.move(held, await makeSlot(house, { startsAt: to })))
  const moved = await calendarOf(held)
  ticketOf(await client.move(held, await makeSlot(house)))
  ticketOf(await client.cancel(held))
  const cancelled = await calendarOf(held)
  assert.deepEqual([booked, moved, cancelled].map((one) => textOf(one, 'sequence')), ['0', '1', '3'])
  assert.equal(new Set([booked, moved, cancelled].map((one) => textOf(one, 'uid'))).size, 1)
  assert.equal(textOf(moved, 'dtstart'), '2026-12-17T06:40:00')
  assert.equal(cancelled.getFirstPropertyValue('method'), 'CANCEL')
  assert.equal(textOf(cancelled, 'status'), 'CANCELLED')
  assert.equal(cancelled.getFirstSubcomponent('vevent')!.getAllSubcomponents('valarm').length, 0)
})

test('the calendar file speaks the language asked for', async () => {
  const held = await client.held({ slot: await makeSlot(house), people: makePeople() })
  const said = async (query: string, headers: Record<string, string> = {}): Promise<string> =>
    (await client.show(held, `/calendar.ics${query}`, headers)).text.replaceAll('\r\n ', '')
  assert.match(await said(''), /SUMMARY:Giliran paspor/)
  assert.match(await said('', { 'accept-language': 'en' }), /SUMMARY:Passport turn/i)
  assert.match(await said('?locale=en'), /SUMMARY:Passport turn/i)
  assert.match(await said('?locale=id', { 'accept-language': 'en' }), /SUMMARY:Giliran paspor/)
  const wrong = [await client.show(held, '/calendar.ics?locale=fr'), await client.show(held, '/qr.svg?locale=fr')]
  for (const answer of wrong) assert.deepEqual(faultsOf(problemOf(answer, 'invalid')), ['/locale not-a-choice'])
  const unknown = problemOf(await client.show(held, '/calendar.ics?download=1'), 'invalid')
  assert.deepEqual(faultsOf(unknown), ['/download unknown'])
})

test('the QR holds code and start, signed, and nothing else', async () => {
  const people = makePeople()
  const slot = await makeSlot(house, { startsAt: startsAt.add({ seconds: 60 }) })
  const held = await client.held({ slot, people })
  const code = readCode(held.code)
  assert.ok(code.ok)
  const { ticketKeys } = house.app.keys
  const text = ticketQrText(ticketKeys, { code: code.code, startsAt: startsAt.add({ seconds: 60 }) })
  const svg = await client.show(held, '/qr.svg')
  assert.equal(svg.status, 200)
  assert.equal(svg.headers.get('content-type'), 'image/svg+xml')
  assert.match(svg.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.equal(svg.text, qrSvg(text, `QR ${held.code}`))
  const signed = { ok: true, code: code.code, startsAt: startsAt.add({ seconds: 60 }) }
  assert.deepEqual(readTicketQr(ticketKeys, text), signed)
  for (const secret of [held.key, held.nik, people[0]!.name]) {
    assert.ok(!svg.text.includes(secret) && !text.includes(secret.toUpperCase()))
  }
  ticketOf(await client.move(held, await makeSlot(house, { startsAt: startsAt.add({ hours: 24, seconds: 61 }) })))
  assert.notEqual((await client.show(held, '/qr.svg')).text, svg.text, 'it says the new start')
})

test('the links of a ticket give the same files without a header', async () => {
  const held = await client.held({ slot: await makeSlot(house), people: makePeople() })
  const { links } = ticketOf(await client.show(held))
  assert.equal((await client.ask(links.calendar)).text, (await client.show(held, '/calendar.ics')).text)
  assert.equal((await client.ask(links.qr)).text, (await client.show(held, '/qr.svg')).text)
  const page = await client.ask(links.page)
  assert.match(page.headers.get('referrer-policy') ?? '', /^no-referrer$/)
  assert.ok(page.text.includes(held.code))
})
