import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { HandEvents } from '../../test/hand-events.ts'
import { listedOffice } from '../../test/listed-office.ts'
import { officeErrors, type OfficeBook } from '../offices/index.ts'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { serve } from '../platform/http/testing.ts'
import { scheduleRoutes } from './api.ts'
import { openAvailability } from './availability.ts'
import { generateSlots } from './generate.ts'
import { openSlotBook } from './slot-book.ts'
import { exampleDefinition, exampleHolidays, exampleNow, exampleOffice } from './testing.ts'

const database = await testDatabase({ after })
await database.kysely
  .insertInto('holiday')
  .values(exampleHolidays.map((holiday) => ({ ...holiday, source: 'test' })))
  .execute()
const clock = new SetClock(exampleNow)
await generateSlots({ database, clock, office: exampleOffice(), holidays: exampleHolidays })

const listed = new Map([
  ['uji', listedOffice(exampleDefinition())],
  ['langsa', listedOffice(null, { officeId: 'langsa' })],
])
const offices = { get: (officeId) => listed.get(officeId) } as OfficeBook
const slots = openSlotBook({ database, clock, events: new HandEvents() })
const served = await serve(scheduleRoutes({ offices, availability: openAvailability({ slots, clock }) }))
after(async () => {
  await served.close()
  slots.close()
})

interface ApiDay {
  date: string
  state: string
  reason?: string
  opensAt?: string
  slots: { id: string; site: string; start: string; end: string; free: number }[]
}
interface Body {
  type?: string
  errors?: { pointer: string; code: string; detail: string }[]
  days: ApiDay[]
}

const usual = 'service=new-adult&from=2026-11-27&to=2027-01-01'

async function ask(query = usual, { office = 'uji', headers = {} }: { office?: string; headers?: HeadersInit } = {}) {
  const response = await fetch(`${served.origin}/api/v1/offices/${office}/availability?${query}`, { headers })
  const text = await response.text()
  const body = text === '' ? { days: [] } : (JSON.parse(text) as Body)
  return { status: response.status, headers: response.headers, text, body }
}

test('the answer has the shape of the public API', async () => {
  const { status, body, headers } = await ask(`${usual}&party=3&site=kantor`)
  assert.equal(status, 200)
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8')
  assert.deepEqual(Object.keys(body), ['office', 'timeZone', 'party', 'days'])
  const [friday, saturday] = body.days
  assert.deepEqual({ ...friday, slots: friday?.slots.length }, { date: '2026-11-27', state: 'free', slots: 10 })
  const [first] = friday?.slots ?? []
  assert.deepEqual(
    { ...first, id: typeof first?.id },
    { id: 'string', site: 'kantor', start: '2026-11-27T08:00:00+07:00', end: '2026-11-27T08:30:00+07:00', free: 10 },
  )
  assert.deepEqual(saturday, { date: '2026-11-28', state: 'closed', reason: 'Akhir pekan', slots: [] })
  const late = body.days.find((one) => one.date === '2026-12-28')
  assert.equal(late?.opensAt, '2026-11-30T09:00:00+07:00')
  assert.equal(late?.reason, 'Dibuka Senin, 30 November 2026 pukul 09.00 WIB')
  assert.equal(body.days.length, 36)
})

test('reasons are said in the language asked for', async () => {
  const english = await ask(usual, { headers: { 'accept-language': 'en' } })
  const reasonOn = (body: Body, date: string) => body.days.find((one) => one.date === date)?.reason
  assert.equal(reasonOn(english.body, '2026-12-24'), 'Collective leave (Natal)')
  assert.equal(english.headers.get('vary'), 'accept-language')
  const indonesian = await ask(`${usual}&locale=id`, { headers: { 'accept-language': 'en' } })
  assert.equal(reasonOn(indonesian.body, '2026-12-24'), 'Cuti bersama Natal')
  const again = await ask(`${usual}&locale=id`, { headers: { 'accept-language': 'en' } })
  assert.equal(again.text, indonesian.text)
  assert.equal((await ask(usual, { headers: { 'accept-language': 'en' } })).text, english.text)
})

test('who has it already is sent nothing, until a commit changes it', async () => {
  const first = await ask()
  const etag = first.headers.get('etag') ?? ''
  assert.match(etag, /^"[\w-]{22}"$/)
  const unchanged = await ask(usual, { headers: { 'if-none-match': `"other", W/${etag}` } })
  assert.deepEqual([unchanged.status, unchanged.text, unchanged.headers.get('etag')], [304, '', etag])
  const slotId = first.body.days[0]?.slots[0]?.id ?? ''
  slots.apply('uji', [{ slotId, capacity: 10, taken: 9, withheld: 0 }])
  const changed = await ask(usual, { headers: { 'if-none-match': etag } })
  assert.equal(changed.status, 200)
  assert.equal(changed.body.days[0]?.slots[0]?.free, 1)
  slots.apply('uji', [{ slotId, capacity: 10, taken: 0, withheld: 0 }])
  assert.equal((await ask()).headers.get('etag'), etag, 'the same content has the same tag')
})

test('hours that would be refused are not listed: too small, closed by time, changed by the office', async () => {
  const first = await ask(`${usual}&party=2`)
  const slotId = first.body.days[0]?.slots[0]?.id ?? ''
  slots.apply('uji', [{ slotId, capacity: 10, taken: 9, withheld: 0 }])
  const listedIn = (body: Body) => body.days.some((one) => one.slots.some((slot) => slot.id === slotId))
  assert.equal(listedIn((await ask(`${usual}&party=2`)).body), false)
  assert.equal(listedIn((await ask(`${usual}&party=1`)).body), true)
  slots.apply('uji', [{ slotId, capacity: 10, taken: 0, withheld: 0 }])
  clock.set('2026-11-26T23:00:00Z')
  assert.equal(listedIn((await ask(`${usual}&party=2`)).body), false, 'two hours before its start')
  clock.set('2026-11-26T22:59:59Z')
  assert.equal(listedIn((await ask(`${usual}&party=2`)).body), true)
  clock.set(exampleNow)
  assert.equal(listedIn((await ask(`${usual}&party=2`)).body), true)
  const before = listed.get('uji')!
  listed.set('uji', listedOffice(null))
  assert.equal(listedIn((await ask(`${usual}&party=2`)).body), false)
  listed.set('uji', before)
})

test('faulty questions are told field by field', async () => {
  const cases: [query: string, pointer: string, code: string][] = [
    ['service=new-adult&from=2026-11-30&to=2026-11-29', '/to', 'before-from'],
    ['service=new-adult&from=2026-11-30&to=3026-11-30', '/to', 'too-long'],
    ['service=new-adult&from=2026-01-01&to=2026-04-03', '/to', 'too-long'],
    ['service=new-adult&from=2026-02-30&to=2026-03-01', '/from', 'malformed'],
    ['service=new-adult&from=2026-11-30&to=soon', '/to', 'malformed'],
    ['service=new-adult&from=2026-11-30', '/to', 'missing'],
    ['service=new-adult&from=2026-11-30&from=2026-12-01&to=2026-12-01', '/from', 'wrong-type'],
    ['from=2026-11-30&to=2026-11-30', '/service', 'missing'],
    [`${usual}&service=visa`, '/service', 'service-unknown'],
    [`${usual}&service=lost`, '/service', 'service-not-bookable'],
    [`${usual}&party=0`, '/party', 'too-small'],
    [`${usual}&party=6`, '/party', 'too-big'],
    [`${usual}&party=two`, '/party', 'wrong-type'],
    [`${usual}&party=1.5`, '/party', 'wrong-type'],
    [`${usual}&site=jakarta`, '/site', 'site-unknown'],
    [`${usual}&sort=up`, '/sort', 'unknown'],
  ]
  for (const [query, pointer, code] of cases) {
    const { status, body } = await ask(query)
    assert.equal(status, 422, query)
    assert.equal(body.type, '/problems/invalid')
    assert.deepEqual(body.errors?.map((error) => [error.pointer, error.code]), [[pointer, code]], query)
  }
  const longest = await ask('service=new-adult&from=2026-01-01&to=2026-04-02')
  assert.equal(longest.body.days.length, 92)
})

test('an office that nobody knows is not found; one that is only listed says what to do', async () => {
  for (const office of ['atlantis', '%20', 'uji%00', '__proto__']) {
    const { status } = await ask(usual, { office })
    assert.ok(status === 404 || status === 400, `${office}: ${status}`)
  }
  const { body } = await ask(usual, { office: 'langsa' })
  assert.ok(body.days.every((one) => one.state === 'closed' && one.reason !== undefined && one.slots.length === 0))
  assert.equal((await ask(`${usual}&service=visa`, { office: 'langsa' })).status, 422)
  assert.equal(officeErrors.OFFICE_NOT_FOUND().status, 404)
})

test('HEAD is answered like GET, without the body', async () => {
  const address = `${served.origin}/api/v1/offices/uji/availability?${usual}`
  const { headers } = await ask()
  const head = await fetch(address, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('etag'), await head.text()], [200, headers.get('etag'), ''])
})
