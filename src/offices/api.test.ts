import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { Static } from 'typebox'
import { SetClock } from '../platform/clock.ts'
import { serve } from '../platform/http/testing.ts'
import type { officeAnswer, officesAnswer, servicesAnswer } from './api-shapes.ts'
import { officeRoutes } from './api.ts'
import type { OfficeBook } from './office-book.ts'
import { offices, officeNamed, reference } from './testing.ts'

const book: OfficeBook = {
  catalogue: reference.catalogue,
  all: () => offices,
  get: (officeId) => offices.find((office) => office.officeId === officeId),
  refresh: async () => {},
  close: () => {},
}
const served = await serve(officeRoutes({ offices: book, clock: new SetClock('2026-11-24T02:00:00Z') }))
after(() => served.close())

interface Problem {
  type: string
  detail: string
  errors: { pointer: string }[]
}

async function get<Body = Problem>(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${served.origin}/api/v1/offices${path}`, { headers })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body }
}

type Offices = Static<typeof officesAnswer>
type OneOffice = Static<typeof officeAnswer>
type Services = Static<typeof servicesAnswer>

async function listed(query: string): Promise<Offices['offices']> {
  const { status, body } = await get<Offices>(`?${query}`)
  assert.equal(status, 200)
  return body.offices
}

test('lists all offices, and those that fit', async () => {
  assert.equal((await listed('')).length, 143)
  assert.deepEqual(await listed('q=temanggung'), [
    {
      id: 'wonosobo',
      name: 'Kantor Imigrasi Wonosobo',
      class: 'II Non TPI',
      province: 'Jawa Tengah',
      timeZone: 'Asia/Jakarta',
      bookable: true,
    },
  ])
  assert.deepEqual(await listed('q=purworejo&province=jawa%20tengah'), [
    { ...(await listed('q=purworejo'))[0], class: null, bookable: false },
    ...(await listed('q=temanggung')),
  ])
  assert.deepEqual(await listed('province=Atlantis'), [])
})

test('near: nearest first, with distances to a tenth of a kilometre', async () => {
  const found = await listed('near=-7.36,109.90')
  assert.equal(found.length, 143)
  assert.deepEqual(found[0], { ...(await listed('q=temanggung'))[0], distanceKm: 0.4 })
  assert.deepEqual(found, found.toSorted((a, b) => a.distanceKm! - b.distanceKm!))
})

test('near that is no place is refused at its field', async () => {
  for (const near of ['', '1', '1,2,3', 'a,b', '91,0', '0,181', '1e2,0', 'NaN,NaN', '-7.36;109.9', '0x10,0']) {
    const { status, body } = await get(`?near=${encodeURIComponent(near)}`, { 'accept-language': 'en' })
    assert.equal(status, 422, near)
    assert.equal(body.type, '/problems/invalid')
    assert.deepEqual(body.errors, [
      {
        pointer: '/near',
        code: 'malformed',
        detail: 'Write the place as latitude,longitude, for example -7.36,109.90.',
      },
    ])
  }
})

test('one office, whole, in the language asked for', async () => {
  const { status, body } = await get<OneOffice>('/wonosobo?locale=en', { 'accept-language': 'id' })
  assert.equal(status, 200)
  assert.deepEqual(body.sites, officeNamed('wonosobo').definition!.sites)
  assert.deepEqual(body.hours[0], {
    site: 'kantor',
    weekdays: ['monday', 'tuesday', 'wednesday', 'thursday'],
    spans: ['08:00-12:00', '13:00-14:30'],
  })
  assert.equal(body.workingArea.length, 7)
  assert.match(body.workingAreaNote ?? '', /^Inferred/)
  assert.match(body.directVisit ?? '', /^People over 60/)
  assert.ok(!('instead' in body))
})

test('an office that is not on the system says what to do instead, and where it is known from', async () => {
  const cilacap = (await get<OneOffice>('/cilacap')).body
  assert.match(cilacap.instead ?? '', /M-Paspor/)
  assert.deepEqual([cilacap.sites, cilacap.hours, cilacap.workingArea], [[], [], []])
  const blora = (await get<OneOffice>('/blora?locale=en')).body
  assert.match(blora.instead ?? '', /could not confirm that it has opened/)
  assert.match(blora.source, /^approved 4 Nov 2025/)
  assert.equal(blora.class, null)
})

test('services: bookable first, with papers and fees', async () => {
  const { body } = await get<Services>('/wonosobo/services?purpose=umrah', { 'accept-language': 'en-GB,en' })
  const { services, purposes } = body
  assert.deepEqual(services.map(({ bookable }) => bookable), [...Array(8).fill(true), false, false])
  const [first] = services
  assert.deepEqual(
    first!.documents.map(({ id }) => id),
    ['e-ktp', 'family-card', 'origin', 'umrah-agency-letter'],
  )
  assert.deepEqual(first!.fees[0], {
    id: 'ordinary-5',
    kind: 'book',
    name: 'Ordinary passport for 5 years',
    book: 'ordinary',
    years: 5,
    amountIdr: 350_000,
    source: 'PP 45/2024',
    date: '2024-10-18',
  })
  assert.match(services.at(-1)!.reason ?? '', /direct examination/)
  assert.equal(purposes.length, 7)
})

test('services of an office that is not on the system cannot be booked, and say why', async () => {
  const services = (await get<Services>('/cilacap/services')).body.services
  assert.equal(services.length, 10)
  for (const { bookable, reason } of services) assert.ok(!bookable && reason)
})

test('what is not there is refused with its problem, in the language asked for', async () => {
  const unknown = await get('/atlantis?locale=en')
  assert.deepEqual([unknown.status, unknown.body.type], [404, '/problems/not-found'])
  assert.match(unknown.body.detail, /^No office of this name/)
  assert.match((await get('/atlantis')).body.detail, /^Kantor ini tidak ada/)
  for (const path of ['/__proto__', '/constructor/services', `/${'x'.repeat(150)}`, '/%2e%2e', '/wonosobo%00']) {
    const { status } = await get(path)
    assert.ok(status >= 400 && status < 500, path)
  }
  const purpose = await get('/wonosobo/services?purpose=fun')
  assert.deepEqual([purpose.status, purpose.body.errors[0]?.pointer], [422, '/purpose'])
})

test('unknown, repeated and oversized questions are refused', async () => {
  for (const query of ['x=1', 'q=a&q=b', `q=${'a'.repeat(101)}`, 'locale=fr', 'near=1,2&near=3,4']) {
    const { status, body } = await get(`?${query}`)
    assert.deepEqual([status, body.type], [422, '/problems/invalid'], query)
  }
})

test('who has the answer already gets none again', async () => {
  for (const path of ['', '/wonosobo', '/wonosobo/services']) {
    const { headers } = await get(path)
    const tag = headers.get('etag')!
    assert.match(tag, /^"[\w-]{22}"$/)
    assert.equal(headers.get('cache-control'), 'no-cache')
    assert.match(headers.get('vary')!, /accept-language/)
    for (const known of [tag, `W/${tag}`, `"x", ${tag}`]) {
      const again = await get(path, { 'if-none-match': known })
      assert.deepEqual([again.status, again.headers.get('etag'), again.body], [304, tag, {}])
    }
    assert.equal((await get(path, { 'if-none-match': '"x"' })).status, 200)
  }
  const [id, en] = [await get('/wonosobo'), await get('/wonosobo', { 'accept-language': 'en' })]
  assert.notEqual(id.headers.get('etag'), en.headers.get('etag'))
  assert.equal((await get('/atlantis')).headers.get('etag'), null)
})

test('a place that somebody asks about is not written down', async () => {
  await listed('near=-7.36123,109.90456')
  assert.ok(served.logged().includes('/api/v1/offices'))
  assert.ok(!served.logged().includes('7.36123'))
})
