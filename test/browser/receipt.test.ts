import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { run as verifyReceiptVerb } from '../../src/cli/verify-receipt.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { createLog } from '../../src/platform/log.ts'
import { formatVkey, signatureTypes, signerOf } from '../../src/platform/tlog/vkey.ts'
import { verifyReceipt } from '../../src/transparency/index.ts'
import { openState, openWitness, serveWitness, type Witness } from '../../src/witness/index.ts'
import { openHouse, testNow } from '../api/app.ts'
import { Client, makePeople } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'
import { violationsIn } from '../axe.ts'
import { launchBrowser } from '../chromium.ts'

// Goal: whoever holds a ticket takes a proof home that names nobody and that anybody verifies,
// in a browser, at the command line, by the witness's word; what is forged is called so.
// How: a whole app and a real witness that it asks over HTTP. The witness must know the log's
// key, which the app makes at its start: it stands behind a door that is served before.
const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))
const signer = signerOf({ name: 'kampus.example', type: signatureTypes.witness, seed: new Uint8Array(32).fill(8) })
const door: { witness?: Witness } = {}
const served = await serveWitness(
  {
    vkey: signer.vkey,
    addCheckpoint: (body) => door.witness!.addCheckpoint(body),
    latest: (id) => door.witness!.latest(id),
    held: () => [],
  },
  { host: '127.0.0.1', port: 0, log: createLog('silent') },
)
const settings = { GILIRAN_WITNESSES: `${formatVkey(signer.vkey)} ${served.address}` }
const house = await openHouse({ after }, { settings })
const { app, clock } = house
const state = openState(join(folder, 'state'))
after(async () => {
  state.close()
  await served.close()
})
door.witness = openWitness({ signer, logs: [app.ledger.vkey], state, clock, log: createLog('silent') })
const keys = { log: app.ledger.vkey, witnesses: [signer.vkey] }
const keyOptions = ['--log', formatVkey(keys.log), '--witness', formatVkey(signer.vkey)]

const client = new Client(app.address)
const people = makePeople(2)
const contact = { email: 'siti@example.id' }
const held = await client.held({ slot: await makeSlot(house), people, contact })
const receipt = (key = held.key) => fetch(`${app.address}/t/${key}/receipt`)

async function settled(): Promise<string> {
  await app.ledger.sequencer.drain()
  await app.witnessing.ask()
  const answer = await receipt()
  assert.equal(answer.status, 200)
  return answer.text()
}

/** Verifies as the command line does: its exit code and what it said. */
async function verb(text: string, options = keyOptions): Promise<{ code: number; said: string }> {
  const file = join(folder, 'receipt.txt')
  writeFileSync(file, text)
  const lines: string[] = []
  const code = await verifyReceiptVerb([file, ...options], { say: (line) => void lines.push(line) })
  return { code, said: lines.join('\n') }
}

test('before the log and a witness have come to it, it says to wait; after that it is a file', async () => {
  const early = await receipt()
  assert.equal(early.status, 202)
  assert.equal(early.headers.get('retry-after'), '5')
  assert.match(await early.text(), /Bukti Anda sedang dibuat/)
  // In the log, but no witness has seen it: what the log says alone can still be waited for.
  await app.ledger.sequencer.drain()
  assert.equal((await receipt()).status, 202)

  const text = await settled()
  const [booked] = verifyReceipt(text, keys)
  assert.deepEqual([booked!.what.kind, booked!.what.party], ['booked', 2])
  const timestamp = Math.floor(testNow.epochMilliseconds / 1000)
  assert.deepEqual(booked!.cosignatures, [{ name: 'kampus.example', timestamp }])
  const personal = [...people.flatMap(({ name, nik }) => [name, nik]), contact.email, held.code, held.key]
  for (const one of personal) assert.ok(!text.includes(one), one)
  const page = await (await fetch(`${app.address}/t/${held.key}`)).text()
  assert.ok(page.includes(`/t/${held.key}/receipt`))
})

test('a change is proven beside the booking; a key that nobody holds has no receipt', async () => {
  clock.advance({ minutes: 5 })
  const to = await makeSlot(house)
  assert.equal((await client.move(held, to)).status, 200)
  const proven = verifyReceipt(await settled(), keys)
  assert.deepEqual(proven.map(({ what }) => what.kind), ['booked', 'moved'])
  assert.equal((await receipt(`WSB${'b'.repeat(22)}`)).status, 404)
})

test('when no witness comes, the word of the log alone is handed out after a minute', async () => {
  const late = await client.held({ slot: await makeSlot(house), people: makePeople() })
  await app.ledger.sequencer.drain()
  assert.equal((await receipt(late.key)).status, 202)
  const now = clock.now()
  clock.advance({ seconds: 61 })
  const answer = await receipt(late.key)
  clock.set(now)
  const text = await answer.text()
  assert.deepEqual(verifyReceipt(text, keys)[0]!.cosignatures, [])
  const { code, said } = await verb(text)
  assert.equal(code, 1)
  assert.match(said, /NOT WITNESSED: 1 of 1/)
  assert.equal((await verb(text, keyOptions.slice(0, 2))).code, 0)
})

test('the command line says what holds, and what does not by its name', async () => {
  const text = await settled()
  const right = await verb(text)
  assert.equal(right.code, 0)
  assert.match(right.said, /ok {2}event 2: \{"v":1,"kind":"moved"/)
  assert.match(right.said, /kampus\.example has seen it by 2026-/)
  const forged = await verb(text.replace('"party":2', '"party":5'))
  assert.deepEqual([forged.code, /FORGED/.test(forged.said)], [1, true])
  assert.match((await verb(text.slice(0, -9))).said, /NOT TRUE, event 2: the checkpoint is damaged or cut off/)
  const other = signerOf({ name: 'lain.example/log', type: signatureTypes.log, seed: new Uint8Array(32).fill(1) })
  assert.match((await verb(text, ['--log', formatVkey(other.vkey)])).said, /another log's/)
  await assert.rejects(verb(text, []), /--log is missing/)
  await assert.rejects(verb(text, ['--log', 'x']), /--log: a key is name\+id\+base64/)
  const missing = verifyReceiptVerb([join(folder, 'none'), ...keyOptions], { say: () => undefined })
  await assert.rejects(missing, /none cannot be read/)
})

test('a page verifies in the visitor\'s own browser, and tells without script how else', async (t) => {
  const text = await settled()
  const browser = await launchBrowser()
  t.after(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, reducedMotion: 'reduce' })
  const page: Page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  const sent: string[] = []
  await page.goto(`${app.address}/verify`)
  page.on('request', (request) => sent.push(request.url()))
  const says = async (state: string): Promise<string> => {
    await page.locator(`[data-verified="${state}"]`).waitFor()
    return page.locator('[data-verified]').innerText()
  }
  await page.setInputFiles('#receipt-file', { name: 'bukti.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  const right = await says('true')
  assert.match(right, /Bukti ini benar, dan saksi sudah melihatnya/)
  assert.match(right, /Giliran dipindah pada .*2026.* WIB/)
  assert.match(right, /kampus\.example sudah melihatnya/)
  assert.deepEqual(await violationsIn(page), [])

  const check = async (changed: string): Promise<string> => {
    await page.fill('#receipt-text', changed)
    await page.click('button.btn')
    return says('false')
  }
  assert.match(await check(text.replace('"party":2', '"party":5')), /Palsu atau rusak: buku catatan tidak memuat/)
  assert.match(await check(text.replace(/(?<=index \d+\n).*\n/, '')), /terpotong: ada baris yang hilang/)
  const others = text.replaceAll(`\n${app.ledger.vkey.name}\n`, '\nlain.example\n')
  assert.match(await check(others), /dari buku catatan lain/)
  const nonsense = await check('halo')
  assert.match(nonsense, /bukan bukti giliran/)
  assert.doesNotMatch(nonsense, /receipt|line|the /, 'an Indonesian page speaks Indonesian')
  assert.deepEqual(sent, [], 'what is verified goes nowhere')
  assert.deepEqual(errors, [])

  const plain = await (await fetch(`${app.address}/en/verify`)).text()
  assert.match(plain, /Scripts do not run in this browser/)
  assert.ok(plain.includes(`--log ${formatVkey(keys.log)}`) && plain.includes(`--witness ${formatVkey(signer.vkey)}`))
})
