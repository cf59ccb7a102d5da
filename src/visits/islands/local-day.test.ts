import assert from 'node:assert/strict'
import { test } from 'node:test'
import words from '../pages/messages.reception.id.ts'
import type { OfflineDay } from '../wire-offline.ts'
import {
  findLocally,
  listWithScans,
  type LocalDay,
  localOrder,
  nextLocalNumber,
  scanOf,
} from './local-day.ts'
import type { Checking, Scan, Told } from './reception-types.ts'

const at = (hour: string): string => `2026-11-30T${hour}:00+07:00`
const ticket = (code: string, hour: string, name: string, nik: string): OfflineDay['tickets'][number] => ({
  booking: code,
  code,
  start: at(hour),
  end: at(`${hour.slice(0, 3)}59`),
  kind: 'appointment',
  cancelled: false,
  services: 'Paspor baru',
  people: [{ name, nik, service: 'Paspor baru' }],
})
const day: OfflineDay = {
  day: '2026-11-30',
  timeZone: 'Asia/Jakarta',
  now: at('07:30'),
  from: at('00:00'),
  to: '2026-12-01T00:00:00+07:00',
  letters: { appointment: 'A', priority: 'B', walkIn: 'C' },
  numbersFrom: 501,
  checkIn: { earlyMinutesMax: 60, graceMinutes: 15, lateUntil: at('15:00') },
  order: { priorityAfter: 2, walkInAfter: 4, waitMinutesMax: 60 },
  ticketKeys: [],
  tickets: [
    ticket('WSB-7K4-M2P0', '08:00', 'Siti Aminah', '3307 0145 •••• 0003'),
    ticket('WSB-111-1111', '08:30', 'Siti Rukmini', '3307 0112 •••• 0020'),
    ticket('WSB-222-2222', '10:00', 'Tono', '3307 0113 •••• 0001'),
  ],
}
const local = (scans: Scan[] = [], now = '07:30'): LocalDay => ({
  day,
  scans,
  told: undefined,
  nowMs: Date.parse(at(now)),
  words: words.screen,
})

async function one(q: string, now?: string) {
  const found = await findLocally(local([], now), q)
  assert.equal(found.kind, 'found')
  assert.ok(found.kind === 'found')
  return found.found
}

async function checkingOf(q: string, priority: Checking['priority'] = ''): Promise<Checking> {
  const [found] = await one(q)
  const cards: Checking['cards'] = [{ position: 0, card: 'same', nik: '' }]
  return { found: found!, nonce: crypto.randomUUID(), cards, priority, help: [] }
}

test('found as people say it: code with O for 0, NIK by what of it is kept, part of a name', async () => {
  assert.equal((await one('wsb 7k4 m2po'))[0]!.code, 'WSB-7K4-M2P0')
  assert.equal((await one('WSB-III-LLLL'))[0]!.code, 'WSB-111-1111')
  assert.equal((await one('3307 0145 0690 0003'))[0]!.code, 'WSB-7K4-M2P0')
  assert.equal((await one('siti')).length, 2)
  assert.equal((await findLocally(local(), '3307 0145 0690 0009')).kind, 'nothing')
})

test('too early, early and too late are told as the office tells them', async () => {
  assert.deepEqual((await one('tono'))[0]!.checkIn.may, false)
  assert.deepEqual((await one('tono', '09:30'))[0]!.checkIn, { may: true, when: '30 menit lebih awal' })
  assert.equal((await one('tono', '15:30'))[0]!.checkIn.may, false)
})

test('numbers go on from the highest of the letter, and a party keeps its own', async () => {
  const first = scanOf(local(), await checkingOf('WSB-111-1111'))
  assert.equal(first.number, 'A-501')
  const second = scanOf(local([first]), await checkingOf('WSB-7K4-M2P0'))
  assert.equal(second.number, 'A-502')
  assert.equal(scanOf(local([first, second]), await checkingOf('tono', 'elderly')).number, 'B-501')
  assert.equal(nextLocalNumber('A', { scans: [{ ...first, number: 'A-017' }] }, 501), 'A-501')
  const told = { list: { tickets: [{ number: 'A-530' }, { number: 'A-017' }, {}] } } as unknown as Told
  assert.equal(nextLocalNumber('A', { scans: [first], told }, 501), 'A-531', 'another desk has given numbers as well')
  assert.equal(nextLocalNumber('A', { scans: [first], told }, 601), 'A-601', 'it has numbers of its own')
  const last = { ...first, number: 'A-600' }
  assert.equal(nextLocalNumber('A', { scans: [last, { ...first, number: 'A-601' }] }, 501), 'A-602')
  const found = await findLocally(local([first]), 'WSB-111-1111')
  assert.ok(found.kind === 'found')
  assert.equal(found.found[0]!.people[0]!.state, 'present')
  assert.equal(found.found[0]!.number, 'A-501')
})

test('the local order: by the fair place, one who goes first after every two others', async () => {
  const late = { ...scanOf(local(), await checkingOf('WSB-111-1111')), number: 'A-501' }
  const early = { ...scanOf(local([late], '07:40'), await checkingOf('WSB-7K4-M2P0')), number: 'A-502' }
  const first = { ...scanOf(local([], '07:50'), await checkingOf('tono', 'elderly')), number: 'B-501' }
  const order = localOrder(local([late, early, first]), [])
  assert.deepEqual(order.map(({ number }) => number), ['B-501', 'A-502', 'A-501'])
  assert.deepEqual(localOrder(local([late, early]), ['A-502']).map(({ number }) => number), ['A-501'])
  assert.deepEqual(listWithScans(local([late])).map(({ state }) => state), ['not-arrived', 'arrived', 'not-arrived'])
})

test('whom the office refused is not here; whom it gave another number has that one', async () => {
  const scan = scanOf(local(), await checkingOf('WSB-111-1111'))
  const refused: Scan = { ...scan, outcome: { kind: 'refused', why: 'Sudah dibatalkan.' } }
  const sent: Scan = { ...scan, outcome: { kind: 'sent', number: 'A-017', visit: 'v1' } }
  const lookedUp = async (one: Scan) => {
    const { found } = (await findLocally(local([one]), 'WSB-111-1111')) as { found: Checking['found'][] }
    return { number: found[0]!.number, state: found[0]!.people[0]!.state }
  }
  assert.deepEqual(await lookedUp(refused), { number: undefined, state: 'expected' })
  assert.deepEqual(await lookedUp(sent), { number: 'A-017', state: 'present' })
  const listed = (one: Scan) => listWithScans(local([one]))[1]!
  assert.equal(listed(refused).state, 'not-arrived')
  assert.equal(listed(sent).number, 'A-017')
})
