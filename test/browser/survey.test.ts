import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { contextOf } from '../../src/surveys/store.ts'
import { bookAt } from '../api/hall.ts'
import { findPlain } from '../api/rows.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { Visitor } from './visitor.ts'

// Goal: somebody who was there says how it was, once, without script and without a name; what
// they say replaces what they said, and nobody else can read it behind the same link.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())
const { pool } = app.database
const DAY = '2026-12-15'

async function visit(name: string, width: number, use: (visitor: Visitor) => Promise<void>): Promise<void> {
  const visitor = await Visitor.arrive(browser, { address: app.address, width, name })
  try {
    await use(visitor)
  } finally {
    await visitor.leave()
  }
}

const rows = async () => (await pool.query<{
  office_id: string
  booking_hash: Buffer
  day: Temporal.PlainDate
  rating: number
  asked_money: boolean
  sealed: Buffer | null
}>('select * from survey')).rows

const ticket = await bookAt(app.address, { day: DAY, hour: '09:00' })
const path = `/t/${ticket.key}/survey`
const post = (address: string, form: Record<string, string>, headers = {}) =>
  fetch(app.address + address, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual', headers })

test('before the visit is over there is nothing to answer', () =>
  visit('survey-early', 360, async (visitor) => {
    await visitor.open(path)
    await visitor.look('Belum bisa dijawab', 'early')
    assert.equal((await post(path, { rating: 'good', asked: 'no' })).status, 409)
    assert.deepEqual(await rows(), [])
  }))

test('two questions and a word, at fault first; the next answer replaces it', async () => {
  await pool.query(
    `insert into visit (office_id, visit_id, site_id, day, booking_id, kind, letter, number, people, services, journey,
       stage, state, arrived_at, queued_at, due_at, changed_at)
     select 'wonosobo', gen_random_uuid(), 'kantor', $1, booking_id, 'appointment', 'A', 1, 1, '{new-adult}',
       '{interview}', 'interview', 'finished', now(), now(), now(), now() from booking where code = $2`,
    [DAY, ticket.code.replaceAll('-', '')],
  )
  app.clock.set(`${DAY}T13:00:00+07:00`)
  await visit('survey', 360, async (visitor) => {
    await visitor.open(path)
    await visitor.look('Bagaimana layanannya?', 'asked')
    await visitor.page.fill('#words', `${'Antre lama. '.repeat(50)}\nSekian.`)
    await visitor.page.check('text=Tidak ada')
    assert.equal(await visitor.press('button:has-text("Kirim jawaban")'), 422)
    await visitor.look('Bagaimana layanannya?', 'faults')
    assert.deepEqual(await visitor.page.locator('.errors a').allInnerTexts(), [
      'Pilih satu nilai untuk layanannya.',
      'Paling banyak 500 huruf. Sekarang 608: persingkat sedikit.',
    ])
    assert.match(await visitor.page.inputValue('#words'), /Sekian\.$/, 'what was typed stays')
    await visitor.page.check('text=Sangat baik')
    await visitor.page.fill('#words', 'Petugas ramah,\nruang tunggu sejuk.')
    assert.equal(await visitor.press('button:has-text("Kirim jawaban")'), 200)
    await visitor.look('Terima kasih', 'thanks')
  })
  const [first, ...more] = await rows()
  assert.deepEqual(more, [])
  const { rating, asked_money: asked, day, sealed, booking_hash: hash } = first!
  assert.deepEqual([rating, asked, day.toString()], [5, false, DAY])
  assert.equal(app.keys.sealer.open(sealed!, contextOf('wonosobo', hash)), 'Petugas ramah,\nruang tunggu sejuk.')
  assert.deepEqual(await findPlain(app.database, ['ruang tunggu sejuk']), [])
  const { rows: named } = await pool.query(
    `select from survey s, booking b where s::text like '%' || replace(b.booking_id::text, '-', '') || '%'
       or s::text like '%' || b.booking_id || '%'`)
  assert.deepEqual(named, [], 'no row says whose it is')

  await visit('survey-en', 1280, async (visitor) => {
    await visitor.open(`/en${path}`)
    await visitor.look('How was it?', 'asked')
    assert.equal(await visitor.page.locator('input:checked').count(), 0, 'a forwarded link shows no answer')
    assert.equal(await visitor.page.inputValue('#words'), '')
    await visitor.page.check('text=Bad')
    await visitor.page.check('text=Yes')
    assert.equal(await visitor.press('button:has-text("Send")'), 200)
    await visitor.look('Thank you', 'thanks')
  })
  const after = await rows()
  assert.deepEqual(after.map((row) => [row.rating, row.asked_money, row.sealed]), [[1, true, null]])
})

test('no other site answers for anybody, opening the link changes nothing, a month later it is over', async () => {
  const before = await rows()
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }
  assert.equal((await post(path, { rating: 'good', asked: 'no' }, elsewhere)).status, 403)
  for (const query of ['', '?rating=good&asked=no', '?news=thanks']) {
    assert.equal((await fetch(app.address + path + query)).status, 200)
  }
  app.clock.set('2027-01-20T09:00:00+07:00')
  assert.equal((await post(path, { rating: 'good', asked: 'no' })).status, 409)
  assert.match(await (await fetch(app.address + path)).text(), /Sudah ditutup/)
  assert.equal((await fetch(`${app.address}/t/WSB${'x'.repeat(22)}/survey`)).status, 404)
  assert.deepEqual(await rows(), before)
})
