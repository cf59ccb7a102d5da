import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { distanceKm, nearest, searchOffices } from './finding.ts'
import { officeNamed, offices } from './testing.ts'

function found(q: string): string[] {
  return searchOffices(offices, q).map(({ officeId }) => officeId)
}

test('finds by name, whatever the case, accents and the words before it', () => {
  const typed = ['Wonosobo', 'wonosobo', 'WÓNOSOBO', 'kantor imigrasi wonosobo', 'Kanim  Wono', 'wono', 'wono sobo']
  for (const q of typed) {
    assert.equal(found(q)[0], 'wonosobo', q)
  }
  assert.equal(found('pangkalpinang')[0], 'pangkal-pinang')
  assert.equal(found('Palangkaraya')[0], 'palangka-raya')
})

test('finds by working area and by a site', () => {
  for (const q of ['Temanggung', 'kota magelang', 'UKK Magelang', 'kabupaten banjarnegara', 'magelang jawa tengah']) {
    assert.equal(found(q)[0], 'wonosobo', q)
  }
})

test('an office of that name comes before one whose area has the place', () => {
  assert.deepEqual(found('purworejo').slice(0, 2), ['purworejo', 'wonosobo'])
  assert.equal(found('bengkulu')[0], 'bengkulu')
})

test('finds by city, other names and province', () => {
  assert.deepEqual(found('solo'), ['surakarta'])
  assert.equal(found('jogja')[0], 'yogyakarta')
  assert.equal(found('bukittinggi')[0], 'agam')
  assert.ok(found('jawa tengah').includes('wonosobo'))
  assert.equal(found('jawa tengah').length, offices.filter(({ province }) => province === 'Jawa Tengah').length)
})

test('nothing typed, or only the words all have: all offices; nonsense: none', () => {
  for (const q of ['', '  ', 'kantor imigrasi', 'Kanim', '!!', '.*']) assert.equal(found(q).length, offices.length, q)
  for (const q of ['zzzz', 'wonosobo zzzz', '%00']) assert.deepEqual(found(q), [], q)
})

// Goal: no way of typing a name loses its office.
// How: change case, spaces and marks of any office's own name.
test('every office is found by its name however it is typed', () => {
  const typed = fc.record({
    office: fc.constantFrom(...offices),
    upper: fc.boolean(),
    prefix: fc.constantFrom('', 'Kantor Imigrasi ', 'kanim ', 'KANTOR '),
    between: fc.constantFrom(' ', '  ', '-', '\t'),
    mark: fc.constantFrom('', '\u0301', '\u0300'),
  })
  fc.assert(
    fc.property(typed, ({ office, upper, prefix, between, mark }) => {
      const name = office.name.replace('Kantor Imigrasi ', '').replaceAll(' ', between)
      const q = prefix + (upper ? name.toUpperCase() : name) + mark
      assert.equal(searchOffices(offices, q)[0]?.officeId, office.officeId)
    }),
  )
})

test('no text makes the search fail or find an office twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (q) => {
      const ids = found(q)
      assert.equal(new Set(ids).size, ids.length)
    }),
  )
})

const point = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('distance is symmetric, none to itself, at most half round the earth, and never longer by a detour', () => {
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      const direct = distanceKm(a, b)
      assert.ok(direct >= 0 && direct <= 20_016)
      assert.ok(Math.abs(direct - distanceKm(b, a)) < 1e-6)
      assert.ok(distanceKm(a, a) < 1e-6)
      assert.ok(direct <= distanceKm(a, c) + distanceKm(c, b) + 1e-3)
    }),
  )
})

test('a degree of latitude is 111 km; Jakarta to Surabaya about 663', () => {
  assert.ok(Math.abs(distanceKm({ lat: 0, lon: 0 }, { lat: 1, lon: 0 }) - 111.195) < 0.001)
  const jakarta = { lat: -6.2088, lon: 106.8456 }
  const surabaya = { lat: -7.2575, lon: 112.7521 }
  assert.ok(Math.abs(distanceKm(jakarta, surabaya) - 663) < 3)
})

test('nearest counts from the nearest site, and sorts all offices', () => {
  const mungkid = nearest(offices, -7.59, 110.22)
  assert.equal(mungkid.length, offices.length)
  assert.equal(mungkid[0]!.office.officeId, 'wonosobo')
  assert.ok(mungkid[0]!.distanceKm < 0.001)
  const { town } = officeNamed('jayapura')
  const there = nearest(offices, town.lat, town.lon)
  assert.equal(there[0]!.office.officeId, 'jayapura')
  assert.deepEqual(there, there.toSorted((a, b) => a.distanceKm - b.distanceKm))
})
