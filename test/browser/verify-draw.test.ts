import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { drawBytes, filesOf, makeDraw } from '../../src/draws/testing-file.ts'
import { violationsIn } from '../axe.ts'
import { launchBrowser } from '../chromium.ts'
import { keepPicture } from '../pictures.ts'
import { startTestApp } from './app.ts'

// Goal: anybody with a telephone computes a draw again, from the office's own file or from one
// that was kept, and is told in words what is not the same; without script, how else to do it.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())

const drawn = makeDraw({ entries: 400 })
const { draw } = drawn.header
const text = Buffer.concat(await Array.fromAsync(drawBytes(drawn))).toString()
await app.database.pool.query(
  `insert into draw (office_id, draw_id, policy_id, state, policy, opens_at, closes_at, draws_at, instant_at, ends_at)
   values ('wonosobo', $1, 'desember', 'void', '{}', now(), now(), now(), now(), now())`,
  [draw],
)
const path = `/draws/${draw}/verify`

test('the page, the verifier in Python and the rules, all without script', async () => {
  const page = await (await fetch(app.address + path)).text()
  assert.match(page, /Peramban ini tidak menjalankan skrip/)
  assert.match(page, /giliran verify-draw giliran-wonosobo\.desember\.txt --log-at http:\S+\/log --log /)
  const files = { 'verify-draw.py': '#!/usr/bin/env python3', 'draw-rules-1.txt': 'giliran-draw-rules/1' }
  for (const [file, beginning] of Object.entries(files)) {
    const answer = await fetch(`${app.address}/draws/${file}`)
    assert.ok((await answer.text()).startsWith(beginning), file)
  }
  assert.equal((await fetch(`${app.address}/draws/wonosobo.never/verify`)).status, 404)
})

test('computed again on a telephone: right, then an altered file is named, then one is away', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.route(`**/draws/${draw}/file`, (route) => route.fulfill({ body: text }))
    await page.goto(app.address + path)
    // This draw is another log's: without keys of ours the file's own are used, and the result says so.
    await page.getByText('Pakai kunci lain').click()
    for (const keys of ['#draw-log', '#draw-witnesses']) await page.fill(keys, '')
    await page.getByRole('button', { name: 'Hitung ulang sekarang' }).click()
    await page.waitForSelector('[data-verified=right]')
    const said = page.locator('[data-verified]')
    assert.match(await said.innerText(), /Hasil hitung ulang sama/)
    assert.match(await said.innerText(), /Sidik jari daftar sama/)
    assert.match(await said.innerText(), /1 orang: \d+ dari \d+ mendapat tempat/)
    assert.doesNotMatch(await said.innerText(), /[{}]/)
    assert.deepEqual(await violationsIn(page), [])
    await page.route('**/log/**', async (route) =>
      route.fulfill({ body: Buffer.from(await filesOf(drawn)(new URL(route.request().url()).pathname.slice(5))) }))
    await page.getByRole('button', { name: 'Baca juga seluruh buku terbuka: 12 baris' }).click()
    await page.getByText('Semua 300 baris buku terbuka dibaca').waitFor()
    await page.unroute('**/log/**')
    await keepPicture(page, 'verify-draw-right', { fullPage: true })

    const altered = text.replace('"home"', '"desk"')
    await page.setInputFiles('#draw-file', { name: 'draw.txt', mimeType: 'text/plain', buffer: Buffer.from(altered) })
    await page.waitForSelector('[data-verified=wrong]')
    assert.match(await said.innerText(), /TIDAK cocok/)
    assert.match(await said.innerText(), /Ada peserta yang diubah/)
    await keepPicture(page, 'verify-draw-wrong', { fullPage: true })

    await page.unroute(`**/draws/${draw}/file`)
    await page.route(`**/draws/${draw}/file`, (route) => route.fulfill({ status: 503 }))
    await page.getByRole('button', { name: 'Hitung ulang sekarang' }).click()
    await page.getByText('Berkas undian tidak dapat diambil').waitFor()
    assert.deepEqual(faults, [])
  } finally {
    await context.close()
  }
})
