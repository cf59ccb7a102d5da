import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ProblemType } from '../../src/platform/errors.ts'
import { releaseHour, testNow } from './app.ts'
import { type Client, makePeople, type PersonBody } from './client.ts'
import { openRefusing, otherOffice } from './refusals.ts'
import { makeSlot } from './slots.ts'

// Goal: whoever comes, for whatever, at whatever hour, the answer is a problem of a stable type in the
// language asked for, never our fault, and nothing has changed.
// How: every request is made in both languages; after each test all tables are as before.
const { house, party, held, refuses } = await openRefusing({ after })
const [person] = party.people
const slots = {
  full: await makeSlot(house, { seats: 0 }),
  past: await makeSlot(house, { startsAt: testNow.add({ minutes: 61 }) }),
  gone: await makeSlot(house, { startsAt: testNow.subtract({ hours: 24 * 400 }) }),
  closed: await makeSlot(house, { closedReason: 'banjir' }),
  unreleased: await makeSlot(house, { opensAt: releaseHour }),
  priority: await makeSlot(house, { channel: 'priority' }),
  elsewhere: await makeSlot(house, { office: otherOffice }),
  branch: await makeSlot(house, { office: otherOffice, site: 'magelang' }),
}

const ofPerson = async (changes: Partial<PersonBody>): Promise<string[]> =>
  refuses('invalid', JSON.stringify(changes), (one) => one.book({ ...party, people: [{ ...person!, ...changes }] }))

test('hostile names, and names that are none', async () => {
  const hostile = ['\u0000', 'Budi\u0000', 'A\u202eB', '\u2066A\u2069', '\ud800', '\u200b', 'Bu\ufeffdi', 'a\nb']
  const none = ['<script>alert(1)</script>', '12345', '...', '💥', '\ue000', 'Budi\u007f', 'y\u2028x', 'Ω=1']
  for (const name of [...hostile, ...none]) {
    assert.deepEqual(await ofPerson({ name }), ['/people/0/name name-not-a-name'])
  }
  for (const name of ['', ' ', '\u00a0', '\t']) {
    assert.deepEqual(await ofPerson({ name }), ['/people/0/name name-missing'])
  }
  assert.deepEqual(await ofPerson({ name: 'a'.repeat(101) }), ['/people/0/name name-too-long'])
  assert.deepEqual(await ofPerson({ name: 'a'.repeat(401) }), ['/people/0/name too-long'])
  const companion = { name: 'A\u202eB' }
  assert.deepEqual(await refuses('invalid', 'companion', (one) => one.book({ ...party, companion })), [
    '/companion/name name-not-a-name',
  ])
})

test('impossible dates, in a NIK and in a question', async () => {
  for (const date of ['320190', '000190', '411390', '310290', '720190', '290201', '310490']) {
    assert.deepEqual(await ofPerson({ nik: `000000${date}0001` }), ['/people/0/nik nik-impossible'], date)
  }
  assert.deepEqual(await ofPerson({ nik: '0000000101900000' }), ['/people/0/nik nik-impossible'])
  const dates = ['2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '20261201', 'tomorrow', '']
  const ofTemporal = ['2026-12-01T00:00:00Z', '-000001-01-01', '+275760-09-14', '2026-12-01[u-ca=hebrew]']
  for (const date of [...dates, ...ofTemporal, '２０２６-12-01']) {
    const query = `service=new-adult&to=2026-12-08&from=${encodeURIComponent(date)}`
    const faults = await refuses('invalid', date, (one) => one.ask(`/api/v1/offices/wonosobo/availability?${query}`))
    assert.deepEqual(faults, ['/from malformed'], date)
  }
})

test('nobody, six people, and the same person twice', async () => {
  const book = (people: PersonBody[]) => (one: Client) => one.book({ ...party, people })
  assert.deepEqual(await refuses('invalid', 'nobody', book([])), ['/people too-few'])
  assert.deepEqual(await refuses('invalid', 'six', book(makePeople(6))), ['/people too-many'])
  const twice = [person!, ...makePeople(2), { ...person!, nik: person!.nik.replaceAll(/(....)/g, '$1 ') }]
  assert.deepEqual(await refuses('same-person-twice', 'twice', book(twice)), ['/people/3/nik same-person-twice'])
  for (const [count, code] of [['0', 'small'], ['6', 'big'], ['-1', 'small'], ['1e1', 'big']] as const) {
    const query = `service=new-adult&from=2026-12-07&to=2026-12-08&party=${count}`
    const faults = await refuses('invalid', count, (one) => one.ask(`/api/v1/offices/wonosobo/availability?${query}`))
    assert.deepEqual(faults, [`/party too-${code}`])
  }
})

test('a slot that is full, past, closed, not released, of another channel or of another office', async () => {
  const wanted: [name: keyof typeof slots, type: ProblemType][] = [
    ['full', 'slot-full'],
    ['past', 'slot-closed'],
    ['gone', 'slot-closed'],
    ['closed', 'slot-closed'],
    ['unreleased', 'slot-unreleased'],
    ['priority', 'not-found'],
    ['elsewhere', 'not-found'],
  ]
  for (const [name, type] of wanted) {
    await refuses(type, name, (one) => one.book({ ...party, slot: slots[name] }))
    await refuses(type, name, (one) => one.move(held, slots[name]))
  }
})

test('a service or purpose that is not known, not given there, or not by turn', async () => {
  for (const service of ['visa', 'lost', 'NEW-ADULT', '__proto__', 'constructor', 'new-adult\u0000']) {
    const code = service === 'lost' ? 'service-not-bookable' : 'service-unknown'
    assert.deepEqual(await ofPerson({ service }), [`/people/0/service ${code}`])
  }
  for (const purpose of ['moon', 'toString']) {
    assert.deepEqual(await ofPerson({ purpose }), ['/people/0/purpose purpose-unknown'])
  }
  const there = { office: 'jayapura', slot: slots.branch, people: [person!] }
  const faults = await refuses('invalid', 'site', (one) => one.book(there))
  assert.deepEqual(faults, ['/people/0/service service-not-at-site'])
  for (const query of ['service=visa', 'service=lost', 'service=new-adult&service=visa']) {
    const path = `/api/v1/offices/wonosobo/availability?${query}&from=2026-12-07&to=2026-12-08`
    const [fault] = await refuses('invalid', query, (one) => one.ask(path))
    assert.match(fault!, /^\/service service-/)
  }
})
