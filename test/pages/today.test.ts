import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { OfficeDefinition } from '../../src/offices/index.ts'
import { drawDoor, enterDoor, walkInAtDesk } from '../../src/visits/door.ts'
import { hallOf } from '../../src/visits/index.ts'
import { heardAll, openHouse, openOffice } from '../api/app.ts'
import { Client } from '../api/client.ts'
import { bookAt, Desk, strangersOf } from '../api/hall.ts'
import { makeSlot } from '../api/slots.ts'

// Goal: whoever looks at an office's page from home knows whether it is worth the way without a
// booking, by what is so now.
// How: two apps on one PostgreSQL and a driven clock; one changes the day, the other is asked.
const DAY = '2026-11-26'
const house = await openHouse({ after }, { count: 2, settings: { GILIRAN_DEMO: 'on' } })
const [app, other] = house.apps as [(typeof house.apps)[0], (typeof house.apps)[0]]
await app.staff.seedDemonstration()
const by = { account: 'rina', name: 'Rina' }
const at = (hour: string, day = DAY): void => house.clock.set(`${day}T${hour}:00+07:00`)

const KANTOR = 'Kantor Imigrasi Wonosobo'
const MAGELANG = 'UKK Magelang'

/** As the other app answers when it has heard everything. */
async function pageOf(office: string, prefix = '') {
  await heardAll(other)
  const { headers, text } = await new Client(other.address).ask(`${prefix}/offices/${office}`)
  const section = /<section[^>]* aria-labelledby="today">([^]*?)<\/section>/.exec(text)?.[1]
  return { headers, text, section }
}

/** What the page says of each place, tags left out; undefined: nothing about today. */
async function today(office: string, prefix = ''): Promise<Record<string, string> | undefined> {
  const { section } = await pageOf(office, prefix)
  if (section === undefined) return undefined
  return Object.fromEntries(
    [...section.matchAll(/<dt>([^<]*)<\/dt>([^]*?)<\/div>/g)].map(([, name, said = '']) => [
      name,
      said.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim(),
    ]),
  )
}

/** No hours that are booked from home. Ten seats without a booking are left at each site; people come until 12. */
function withoutOnline(definition: OfficeDefinition): void {
  definition.templates = definition.templates.filter(({ channel }) => channel !== 'online')
}

test('where seats are drawn: the hour of the draw, then what is left of it, then that the day is over', async () => {
  await openOffice(house, 'semarang', withoutOnline)
  const { deps } = app.visits
  const hall = () => hallOf(deps, 'semarang', 'kantor')
  const enter = (size: number) => enterDoor(deps, { hall: hall(), party: { people: strangersOf(size) }, by })
  const atDesk = (size: number) =>
    walkInAtDesk(deps, { hall: hall(), body: { people: strangersOf(size), nonce: crypto.randomUUID() }, by })
  const said = async () => (await today('semarang'))![KANTOR]!

  at('06:30')
  assert.equal(
    await said(),
    '10 tempat, diundi pukul 07.45 Daftar di pintu pukul 07.00 sampai 07.45 WIB. Datang lebih pagi tidak menambah ' +
      `peluang. Cara undian pintu ${KANTOR} Antrean kosong. Layar antrean ${KANTOR}`,
  )
  const { section } = await pageOf('semarang')
  for (const path of ['door', 'display']) {
    assert.ok(section!.includes(`href="/offices/semarang/sites/kantor/${path}"`), path)
    assert.equal((await new Client(other.address).ask(`/offices/semarang/sites/kantor/${path}`)).status, 200)
  }
  at('07:05')
  await enter(1)
  await enter(2)
  assert.match(await said(), /^10 tempat, diundi .* Nomor undian terakhir: U-02\./)

  at('07:45')
  assert.match(await said(), /^undian belum selesai Daftar ditutup pukul 07\.45 WIB\. .* Cara undian pintu/)
  await drawDoor(deps, { hall: hall(), said: '4821', by })
  assert.match(await said(), /^sisa 7 tempat Menurut kedatangan, sampai pukul 12\.00 WIB\. .*2 nomor menunggu/)
  assert.match(await said(), /Diundi pukul 07\.45 WIB\. Hasil undian/)
  assert.match((await today('semarang'))![MAGELANG]!, /^sisa 10 tempat .*Antrean kosong\./)

  await atDesk(2)
  assert.match(await said(), /^sisa 5 tempat .*3 nomor menunggu/)
  await atDesk(5)
  assert.match(await said(), /^habis untuk saat ini Tempat yang tidak jadi dipakai dapat muncul lagi/)
  at('12:00')
  assert.match(await said(), /^selesai untuk hari ini .*Pada hari buka, tempat diundi di pintu pukul 07\.45 WIB\./)
})

test('where the first to come has the first seat: no draw, and hours that are too near to be booked', async () => {
  await openOffice(house, 'surakarta', ({ day }) => delete day!.door)
  const left = async () => /^sisa (\d+) tempat/.exec((await today('surakarta'))![KANTOR]!)?.[1]
  at('05:59')
  assert.equal(await left(), '10')
  // Two hours before 08:00 and 08:30 begin: ten seats each, of which somebody has two.
  await bookAt(app.address, { day: DAY, hour: '08:30', size: 2, office: 'surakarta' })
  at('06:30')
  assert.equal(await left(), '28')
  const startsAt = Temporal.Instant.from(`${DAY}T10:10:00+07:00`)
  await makeSlot(house, { office: 'surakarta', channel: 'walk-in', seats: 3, startsAt })
  assert.equal(await left(), '31')
  assert.ok(!(await pageOf('surakarta')).section!.includes('ndian'))
})

test('it says when it was counted, in both languages, by the clock of the office, and no cache keeps it', async () => {
  at('06:40')
  await openOffice(house, 'makassar')
  const { headers, section } = await pageOf('makassar')
  assert.match(section!, /Dihitung pukul 07\.40 WITA\. <a href="\/offices\/makassar">Hitung lagi<\/a>/)
  assert.equal(headers.get('cache-control'), 'no-cache')
  for (const name of ['etag', 'last-modified', 'set-cookie']) assert.equal(headers.get(name), null, name)
  at('06:45')
  const english = await pageOf('makassar', '/en')
  assert.match(english.section!, /Counted at 07:45 WITA\. <a href="\/en\/offices\/makassar">Count again<\/a>/)
  const said = (await today('makassar', '/en'))![MAGELANG]!
  assert.match(said, /^\d+ seats left First come, first served, until 14:30 WITA\./)
  assert.ok(!english.text.includes('<script'))
})

test('calls that are stopped are told first', async () => {
  at('09:12')
  await new Desk(app.address, 'pengawas').post('/hall', { pause: 'system-down' })
  const said = (await today('wonosobo'))!
  assert.match(said[KANTOR]!, /^sisa \d+ tempat Semua panggilan berhenti sejak pukul 09\.12 WIB: sistem nasional/)
  assert.doesNotMatch(said[MAGELANG]!, /berhenti/)
})

test('a closed day says why, once for all places; the closed rest of a day from when', async () => {
  at('08:00')
  await openOffice(house, 'tegal', (definition) => {
    const [rest, whole] = [{ fromHour: '10:00', sites: ['kantor'] }, { sites: ['magelang'] }]
    definition.exceptions = [rest, whole].map((one) => ({ ...one, date: DAY, kind: 'closed', reason: 'listrik padam' }))
  })
  const said = (await today('tegal'))!
  assert.match(said[KANTOR]!, /^sisa \d+ tempat .*sampai pukul 10\.00 WIB.*Tutup mulai pukul 10\.00/)
  assert.match(said[MAGELANG]!, /^tutup hari ini: listrik padam /)
  at('10:00')
  const both = `${KANTOR}, ${MAGELANG}`
  const nextDraw = 'Pada hari buka, tempat diundi di pintu pukul 07.45 WIB.'
  assert.deepEqual(await today('tegal'), { [both]: `tutup hari ini: listrik padam ${nextDraw}` })

  at('08:00', '2026-11-29')
  assert.deepEqual(await today('tegal'), { [both]: `tutup hari ini: akhir pekan ${nextDraw}` })
  assert.ok(!(await pageOf('tegal')).section!.includes('/display'), 'there is no queue to look at')
  at('08:00', '2026-12-25')
  assert.match((await today('tegal', '/en'))![both]!, /^closed today: public holiday \(Hari Raya Natal\)/)
})

test('nothing where the office does not run its day with Giliran, or takes no bookings yet', async () => {
  await openOffice(house, 'cilacap', (definition) => delete definition.day)
  await openOffice(house, 'pati', (definition) => (definition.bookable = false))
  await openOffice(house, 'kediri', ({ day }) => {
    day!.counters = day!.counters.filter(({ site }) => site === 'kantor')
  })
  for (const office of ['cilacap', 'pati', 'soekarno-hatta']) assert.equal(await today(office), undefined, office)
  assert.deepEqual(Object.keys((await today('kediri'))!), [KANTOR], 'no counters, no hall')
})
