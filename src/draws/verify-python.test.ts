import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ensurePython } from '../../test/python.ts'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { formatVkey } from '../platform/tlog/vkey.ts'
import { drawBytes, type MadeDraw, makeDraw, testLog, testWitness } from './testing-file.ts'

// Goal: the verifier that shares no line with ours, of Python's standard library and openssl,
// comes to the same on the same files, good and altered.
ensurePython()
const script = fileURLToPath(new URL('../../docs/verify-draw.py', import.meta.url))
const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))
const keys = [formatVkey(testLog.vkey), formatVkey(testWitness.vkey)]

async function verify(made: MadeDraw, ...withKeys: string[]) {
  return verifyText(Buffer.concat(await Array.fromAsync(drawBytes(made))).toString(), ...withKeys)
}

function verifyText(text: string, ...withKeys: string[]) {
  const file = join(folder, 'file')
  writeFileSync(file, text)
  const { status, stdout, stderr } = spawnSync('python3', [script, file, ...withKeys], { encoding: 'utf8' })
  assert.equal(stderr, '')
  return { status, said: stdout, wrong: /^WRONG +(\w+)/m.exec(stdout)?.[1] }
}

const drawn = makeDraw({ entries: 80 })
const text = Buffer.concat(await Array.fromAsync(drawBytes(drawn))).toString()

test("a right draw, drawn or not yet, with keys of one's own or those of the file", async () => {
  const { status, said } = await verify(drawn, ...keys)
  assert.equal(status, 0, said)
  for (const step of ['file', 'leaf', 'log', 'witness', 'list', 'beacon', 'seed', 'order', 'seats']) {
    assert.match(said, new RegExp(`^ok +${step}`, 'm'))
  }
  assert.match((await verify(drawn)).said, /by the key that the file names/)
  assert.equal((await verify(makeDraw({ entries: 7, isDrawn: false }), ...keys)).status, 0)
})

const altered: [what: string, step: string, from: RegExp, to: string][] = [
  ['an entry', 'list', /"home"/, '"desk"'],
  ['an order', 'order', /,\d+,(\d+|null)\]\n$/, ',9999,$1]\n'],
  ['a seat given', 'seats', /,\d+\]\n/, ',null]\n'],
  ['seats left', 'seats', /"left":\[\d+/, '"left":[77'],
  ['the round', 'leaf', /"round":3000000/, '"round":3000001'],
  ['seats offered', 'leaf', /"seats":3\}/, '"seats":4}'],
  ['the signature', 'beacon', /"signature":"../, '"signature":"00'],
  ['the seed', 'seed', /"seed":"../, '"seed":"zz'],
  ['the leaf', 'log', /\\"by\\":\\"system\\"/, '\\"by\\":\\"nobody\\"'],
  ['the proof', 'log', /"proof":\["../, '"proof":["ff'],
  ["the log's signature", 'log', /(— log\.example\/giliran \S{20})../, '$1AA'],
  ['the end', 'file', /\]\n$/, ''],
]

test('what is altered is caught and named', () => {
  for (const [what, step, from, to] of altered) {
    const changed = text.replace(from, to)
    assert.ok(changed !== text, what)
    const { status, wrong, said } = verifyText(changed, ...keys)
    assert.deepEqual([status, wrong], [1, step], `${what}: ${said}`)
  }
})

test('a checkpoint cosigned too late', async () => {
  const { status, wrong, said } = await verify(makeDraw({ entries: 5, cosignedBefore: 59 }), ...keys)
  assert.deepEqual([status, wrong], [1, 'witness'])
  assert.match(said, /59 seconds/)
})
