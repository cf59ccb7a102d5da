import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { serveLog } from './draws/log-server.ts'
import { drawBytes, filesOf, makeDraw, testLog, testWitness } from '../src/draws/testing-file.ts'
import { temporaryFolder } from '../src/platform/database/test-server.ts'
import { OperatorError } from '../src/platform/operator-error.ts'
import { formatVkey } from '../src/platform/tlog/vkey.ts'
import { UsageError } from '../src/cli/arguments.ts'
import { run } from '../src/cli/verify-draw.ts'

const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))

async function verify(...args: string[]) {
  const lines: string[] = []
  const code = await run(args, { say: (line) => void lines.push(line) })
  return { code, said: lines.join('\n') }
}

const made = makeDraw({ entries: 60 })
const text = Buffer.concat(await Array.fromAsync(drawBytes(made))).toString()
const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const right = file('right', text)
const keys = ['--log', formatVkey(testLog.vkey), '--witness', formatVkey(testWitness.vkey)]

test('a right draw: what was checked, step by step, with odds and p-values; exit code 0', async () => {
  const { code, said } = await verify(right, ...keys)
  assert.equal(code, 0)
  assert.match(said, /^ok +list +The fingerprint of the list is the same/m)
  assert.match(said, /^ok +witness +witness\.example saw it 300 seconds before/m)
  assert.match(said, /^partly +beacon +Round 3000000 was made by this office itself/m)
  assert.match(said, /^odds +1 people: \d+ of \d+ got seats/m)
  assert.match(said, /^even\? +By day of entry/m)
  assert.match((await verify(right)).said, /by the key that this file itself names/)
})

test("with the log's address all of it is read; a draw on the web tells it itself", async () => {
  await using log = await serveLog(filesOf(made))
  assert.match((await verify(right, '--log-at', log.address, ...keys)).said, /^ok +once +All 300 lines/m)
  assert.match((await verify(right, ...keys)).said, /^partly +once +The public log was not read/m)
  const astray = await verify(right, '--log-at', log.address.replace('/log', '/elsewhere'), ...keys)
  assert.match(astray.said, /^partly +once +The public log was not read.*\/elsewhere\/witnessed answers 404/m)
  const secret = makeDraw({ entries: 60, unnamed: [{ list: { size: 60, root: 'ab'.repeat(32) } }] })
  await using other = await serveLog(filesOf(secret))
  const { code, said } = await verify(right, '--log-at', other.address, ...keys)
  assert.equal(code, 1)
  assert.match(said, /^WRONG +once +Line 12 of the public log closes another list/m)
  await using web = await serveLog(async (path) => (path === 'file' ? Buffer.from(text) : filesOf(made)(path)))
  assert.match((await verify(`${web.address}/file`, ...keys)).said, /^ok +once /m)
  await assert.rejects(verify(`${web.address}/none`), OperatorError)
})

test("from the address of one of the draw's pages; any other page is told apart", async () => {
  const asked: string[] = []
  const server = createServer((request, reply) => {
    asked.push(request.url!)
    if (request.url === '/draws/wonosobo.uji/file') return void reply.end(text)
    if (request.url === '/draws/wonosobo.open/file') return void reply.writeHead(404).end()
    reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    for (const page of ['/en/draws/wonosobo.uji', '/draws/wonosobo.uji/verify?a=1#list', '/draws/wonosobo.uji/print']) {
      assert.equal((await verify(origin + page)).code, 0, page)
    }
    assert.deepEqual(asked.filter((url) => url.endsWith('/file')).length, 3)
    const fails = (path: string, why: RegExp) =>
      assert.rejects(verify(origin + path), (error: Error) => error instanceof OperatorError && why.test(error.message))
    await fails('/en/verify', new RegExp(`is a page, and of no draw: give ${origin}/draws/OFFICE.DRAW/file`))
    await fails('/draws/wonosobo.open', /wonosobo\.open\/file answers 404; a draw has a file once its list is closed/)
    await fails('/draws/wonosobo.else', /neither .* nor .*else\/file is the file of a draw/)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('an altered file is named, with exit code 1', async () => {
  const { code, said } = await verify(file('altered', text.replace('"home"', '"desk"')), ...keys)
  assert.equal(code, 1)
  assert.match(said, /^WRONG +list +An entry was altered/m)
  assert.match(said, /NOT/)
  const cut = await verify(file('cut', text.slice(0, -10)))
  assert.equal(cut.code, 1)
  assert.match(cut.said, /^WRONG +file .*line 61/m)
})

test('what is asked wrongly is told', async () => {
  await assert.rejects(verify(), UsageError)
  await assert.rejects(verify(right, '--log', 'x'), UsageError)
  await assert.rejects(verify(right, '--log-at', 'x'), UsageError)
  await assert.rejects(verify(join(folder, 'none')), OperatorError)
})
