import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { moveBooking, ticketOfKey } from '../../src/bookings/index.ts'
import { openHouse } from './app.ts'
import { Client, type TicketBody } from './client.ts'
import { bookAt, Desk } from './hall.ts'

// Goal: whom the desk sends to another site of the office on the same day is taken in there, is
// in one hall at a time, and comes back if sent back; the trace names who sent them.
// How: two parties of one day, moved by staff and checked in through the API at both sites; one
// of them with a mended NIK. In the end `openHouse` counts every promise again.
const DAY = '2026-11-26'
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
const at = (hour: string): void => clock.set(`${DAY}T${hour}:00+07:00`)
const staffMember = { kind: 'staff', name: 'resepsionis' } as const
const desks = {
  kantor: new Desk(app.address, 'resepsionis'),
  magelang: new Desk(app.address, 'resepsionis', { site: 'magelang' }),
}
type Site = keyof typeof desks

let pair: TicketBody & { niks: string[] }
before(async () => {
  await app.staff.seedDemonstration()
  pair = await bookAt(app.address, { day: DAY, hour: '08:30', size: 2 })
  at('07:35')
})

async function freeHour(site: Site, hour: string): Promise<string> {
  const query = `service=new-adult&from=${DAY}&to=${DAY}&party=2&site=${site}`
  const { text } = await new Client(app.address).ask(`/api/v1/offices/wonosobo/availability?${query}`)
  const { days } = JSON.parse(text) as { days: { slots: { id: string; start: string }[] }[] }
  // Seats that were given up today are for who stands at the door: the next hour is taken then.
  const slots = days[0]?.slots ?? []
  return slots.find((one) => one.start.slice(11, 16) >= hour)?.id ?? assert.fail(`nothing from ${hour} on at ${site}`)
}

async function send(site: Site, hour: string): Promise<void> {
  const { deps } = app.bookings
  const ticket = await ticketOfKey(deps, pair.key)
  const moved = { ticket, nik: '', slot: await freeHour(site, hour), actor: staffMember, officeFault: true } as const
  await moveBooking(deps, moved)
}

const statesAt = async (site: Site): Promise<string[]> =>
  (await desks[site].floor()).visits.map(({ number, state }) => `${number} ${state}`)

test('a number that is given up by a move of the desk is traced as theirs', async () => {
  const found = await desks.kantor.lookUp(pair.code)
  const mended = [
    { position: 0, card: 'same' },
    { position: 1, card: 'typing-error', nik: '3307 0112 0588 0002' },
  ]
  const body = { booking: found.booking, people: mended, nonce: 'here-first' }
  assert.equal((await desks.kantor.post('/check-ins', body)).status, 200)
  await send('magelang', '10:30')
  const { rows } = await database.pool.query<{ by: string }>(
    `select opening::jsonb ->> 'by' as by from audit_opening where opening::jsonb ->> 'kind' = 'visit-left'`,
  )
  assert.deepEqual(rows, [{ by: 'staff:resepsionis' }])
  assert.deepEqual(await statesAt('kantor'), ['A-001 left'])
})

test('two cards of one party cannot have one NIK', async () => {
  const nik = pair.niks[0]!
  const people = [{ position: 0, card: 'same' }, { position: 1, card: 'typing-error', nik }]
  at('09:40')
  const found = await desks.magelang.lookUp(pair.code)
  const body = { booking: found.booking, people, nonce: 'one-card-twice' }
  const refused = await desks.magelang.post<{ errors: { pointer: string }[] }>('/check-ins', body)
  assert.deepEqual([refused.status, refused.body.errors.map(({ pointer }) => pointer)], [422, ['/people/1/nik']])
})

test('they check in at the other site, and are not called back where they were', async () => {
  const { number, people } = await desks.magelang.checkIn(pair.code, { nonce: 'there-then' })
  assert.deepEqual([number, people], ['A-001', 2])
  const [left] = (await desks.kantor.floor()).visits
  const back = await desks.kantor.post<{ detail: string }>(`/visits/${left!.id}/return`, {})
  assert.deepEqual([back.status, back.type], [409, 'not-now'])
  assert.match(back.body.detail, /A-001/)
  assert.deepEqual(await statesAt('kantor'), ['A-001 left'])
})

test('sent back, they are in the first hall with their first number, and no more in the other', async () => {
  await send('kantor', '14:00')
  assert.deepEqual(await statesAt('magelang'), ['A-001 left'])
  const { number } = await desks.kantor.checkIn(pair.code, { nonce: 'here-again' })
  assert.equal(number, 'A-001')
  assert.deepEqual(await statesAt('kantor'), ['A-001 waiting'])
  const { rows } = await database.pool.query<{ site: string; seen: number }>(
    `select v.site_id as site, count(p.nik_hash)::int as seen
     from visit v join visit_person p using (office_id, visit_id) group by 1 order by 1`,
  )
  assert.deepEqual(rows, [{ site: 'kantor', seen: 2 }, { site: 'magelang', seen: 0 }])
})

test('taken in at one site and called back at the other at once: they are in one hall', async () => {
  const inHall = async (site: Site): Promise<boolean> => (await statesAt(site)).includes('A-001 waiting')
  for (let round = 0; round < 8; round++) {
    const [from, to] = (round % 2 === 0 ? ['kantor', 'magelang'] : ['magelang', 'kantor']) as [Site, Site]
    await send(to, round % 2 === 0 ? '13:30' : '14:00')
    const [left] = (await desks[from].floor()).visits
    const { booking } = await desks[to].lookUp(pair.code)
    const people = [{ position: 0, card: 'same' }, { position: 1, card: 'same' }]
    const answers = await Promise.all([
      desks[from].post(`/visits/${left!.id}/return`, {}),
      desks[to].post('/check-ins', { booking, people, nonce: `at-once-${round}` }),
    ])
    const [back, taken] = answers.map(({ status }) => status)
    assert.deepEqual([back, taken], back === 200 ? [200, 409] : [409, 200])
    assert.deepEqual([await inHall(from), await inHall(to)], [back === 200, taken === 200])
    if (taken === 200) continue
    assert.equal((await desks[from].post(`/visits/${left!.id}/leave`, {})).status, 200)
    await desks[to].checkIn(pair.code, { nonce: `once-more-${round}` })
  }
})
