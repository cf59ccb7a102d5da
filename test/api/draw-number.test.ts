import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { formatCode } from '../../src/bookings/index.ts'
import { enter, entryNumber } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { patterns } from '../../src/web/index.ts'
import { closeAndDraw, drawParty, giveByDraw } from '../drawn-office.ts'
import { openClient } from '../pages/client.ts'
import { openHouse } from './app.ts'
import { page } from './draw-pages.ts'

// Goal: everybody may see a draw's result, and nobody learns a code from it, which with a leaked NIK
// would open and cancel a winner's ticket.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
await giveByDraw(house)
const { app } = house
const entries: Awaited<ReturnType<typeof enter>>[] = []
for (const nik of sampleNiks(14, 85_000)) entries.push(await enter(app.draws, drawParty([nik])))
await closeAndDraw(house)
const [first] = entries as [(typeof entries)[0]]
const numbers = entries.map(({ entryId }) => entryNumber(entryId))
const drawPath = '/draws/wonosobo.uji'
const ask = openClient(app)

const put = (path: string): string =>
  path
    .replaceAll(/:draw|\{draw\}/g, 'wonosobo.uji')
    .replaceAll(/:office|\{office\}/g, 'wonosobo')
    .replaceAll(/:site|\{site\}/g, 'kantor')

/** Every address that takes no key of anybody: pages in both languages, files, and what the API tells all. */
async function publicAddresses(): Promise<string[]> {
  const pages = Object.values(patterns).map(put).filter((path) => !path.includes(':') && !path.startsWith('/staff'))
  const { html } = await page(app.address, '/api/v1/openapi.json')
  const document = JSON.parse(html) as { paths: Record<string, object> }
  const api = Object.entries(document.paths)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => put(path))
    .filter((path) => !path.includes('{') && !path.endsWith('/events'))
  const looked = [`${drawPath}?number=${numbers[0]}`, `${drawPath}?from=2`]
  return [...pages, ...looked].flatMap((path) => [path, `/en${path}`]).concat(api)
}

test('no page, no file and no answer that anybody can have holds the code of an entry', async () => {
  const addresses = await publicAddresses()
  for (const path of [drawPath, `${drawPath}/print`, `${drawPath}/file`, '/api/v1/draws/wonosobo.uji']) {
    assert.ok(addresses.includes(path), path)
  }
  const withNumbers: string[] = []
  for (const path of addresses) {
    const response = await fetch(app.address + path, { redirect: 'manual' })
    const told = `${JSON.stringify([...response.headers])} ${await response.text()}`.toUpperCase()
    for (const { code, key } of entries) {
      for (const secret of [code, formatCode(code), key.toUpperCase()]) assert.ok(!told.includes(secret), path)
    }
    if (numbers.every((number) => told.includes(number))) withNumbers.push(path)
  }
  const shown = [drawPath, `${drawPath}/print`].flatMap((path) => [path, `/en${path}`])
  assert.deepEqual(shown.filter((path) => !withNumbers.includes(path)), [])
})

test('one finds the own line by the number, however it is typed', async () => {
  const [number] = numbers as [string]
  const found = await ask.post(drawPath, { number: ` ${number.toLowerCase().replace('-', ' ')}` })
  assert.deepEqual([found.status, found.location], [303, `${drawPath}?number=${number}`])
  const { html } = await ask.get(found.location)
  const said = new RegExp(`Nomor undian ${number}: nomor urut (\\d+), (daftar tunggu|Senin, 14 Desember, \\d)`)
  const [, place] = said.exec(html) ?? assert.fail(html)
  assert.match(html, new RegExp(`<tr class="own"><td>${place}</td><td class="nw">${number}</td>`))
})

test('a code typed there is not written back and gets into no address; nor does a part of one', async () => {
  const { code } = first
  const mistyped = `${code.slice(0, -1)}${code.endsWith('Z') ? 'Y' : 'Z'}`
  for (const typed of [formatCode(code), code.toLowerCase(), mistyped]) {
    const { status, location, html } = await ask.post(drawPath, { number: typed })
    assert.deepEqual([status, location], [422, ''])
    assert.match(html, /Itu kode, bukan nomor undian/)
    assert.ok(!html.toUpperCase().includes(typed.toUpperCase()))
  }
  // Eight signs of a code look like a number; they are none of this draw's.
  for (const typed of ['', code.slice(2), code.slice(3), 'ZZZZ-ZZZZ']) {
    const { status, location } = await ask.post(drawPath, { number: typed })
    assert.deepEqual([status, location], [422, ''], typed)
  }
})

test('a number opens nothing: not with a NIK of its party either', async () => {
  const nik = first.people[0]!.nik
  const { status, html } = await ask.post('/find', { code: numbers[0]!, nik })
  assert.equal(status, 422)
  assert.ok(!html.includes(first.key))
})
