import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serveLog } from '../../test/draws/log-server.ts'
import { ensurePython } from '../../test/python.ts'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { cosign } from '../platform/tlog/cosignature.ts'
import { splitNote } from '../platform/tlog/note.ts'
import { formatVkey } from '../platform/tlog/vkey.ts'
import { QUICKNET } from './beacon.ts'
import { nodeSha256 } from './node-sha256.ts'
import {
  drawBytes,
  type DrawFileOptions,
  filesOf,
  type MadeDraw,
  makeDraw,
  testLog,
  testWitness,
} from './testing-file.ts'
import { verifyDraw } from './verify.ts'

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

/** Beside a server of this process, which spawnSync would keep from answering. */
async function verifyAt(made: MadeDraw, args: string[]) {
  const file = join(folder, 'file')
  writeFileSync(file, Buffer.concat(await Array.fromAsync(drawBytes(made))))
  return new Promise<{ status: number; said: string; wrong: string | undefined }>((resolve) => {
    execFile('python3', [script, file, ...args], (error, said) => {
      resolve({ status: error ? Number(error.code) : 0, said, wrong: /^WRONG +(\w+)/m.exec(said)?.[1] })
    })
  })
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
  ['the seed', 'seed', /"seed":"../, '"seed":"00'],
  ['the leaf', 'log', /\\"by\\":\\"system\\"/, '\\"by\\":\\"nobody\\"'],
  ['the proof', 'log', /"proof":\["../, '"proof":["ff'],
  ["the log's signature", 'log', /(— log\.example\/giliran \S{20})../, '$1AA'],
  ['the end', 'file', /\]\n$/, ''],
]

test('with the address of the log all of it is read, and another list closed for the draw is named', async () => {
  const cases: [what: string, options: Partial<DrawFileOptions>, wrong: string | undefined, says: RegExp][] = [
    ['one list', {}, undefined, /^ok +once +all 300 lines/m],
    ['another list', { unnamed: [{ list: { size: 5, root: 'ab'.repeat(32) } }] }, 'once', /line 12 .* another list/],
    ['another attempt', { unnamed: [{ draw: 'wonosobo.desember.2' }] }, 'once', /another list: wonosobo\.desember\.2/],
    ['another draw', { unnamed: [{ draw: 'wonosobo.diam' }] }, undefined, /NOTE +line 12 .* wonosobo\.diam/],
    ['seen too early', { seenAfter: -1 }, undefined, /NOTE +no witness has seen the log from after/],
    ['done again', { earlier: { round: 2_990_000 } }, undefined, /NOTE +round 2990000 was known/],
  ]
  for (const [what, options, wrong, says] of cases) {
    const made = makeDraw({ entries: 9, ...options })
    await using log = await serveLog(filesOf(made))
    const found = await verifyAt(made, ['--log-at', log.address, ...keys])
    assert.deepEqual([found.status, found.wrong], [wrong ? 1 : 0, wrong], `${what}: ${found.said}`)
    assert.match(found.said, says, what)
  }
  // Not the file is wrong: the log was looked for in the wrong place.
  const astray = await verifyAt(makeDraw({ entries: 9 }), ['--log-at', 'http://127.0.0.1:1', ...keys])
  assert.deepEqual([astray.status, astray.wrong], [0, undefined])
  assert.match(astray.said, /NOTE +the log was not read: http:\/\/127\.0\.0\.1:1\/witnessed/)
  const bent = makeDraw({ entries: 9 })
  bent.log.entries[200] = bent.log.entries[201]!
  await using log = await serveLog(filesOf(bent))
  assert.equal((await verifyAt(bent, ['--log-at', log.address, ...keys])).wrong, 'once')
})

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

test('what is no file of a draw is named with its line, as the other verifier does', async () => {
  const [head, line, ...more] = text.split('\n') as [string, string]
  const seats = drawn.header.seats.length
  const header = (change: object): string => `${JSON.stringify({ ...drawn.header, ...change })}\n${line}\n`
  const beacon = (change: object): string => header({ beacon: { ...drawn.header.beacon, ...change } })
  const entry = (from: RegExp, to: string): string => [head, line.replace(from, to), ...more].join('\n')
  const cases: [what: string, line: number, text: string][] = [
    ['a people of -3', 2, entry(/",\d,\[/, '",-3,[')],
    ['six in a party', 2, entry(/",\d,\[/, '",6,[')],
    ['true for one', 2, entry(/",\d,\[/, '",true,[')],
    ['seven wishes', 2, entry(/\["[^\]]*\]/, `[${Array(7).fill('"ukk 2026-12-01 any"').join()}]`)],
    ['a wish that is none', 2, entry(/\["[^\]]*\]/, '["a b c"]')],
    ['a friend', 2, entry(/"(home|desk|partner)"/, '"friend"')],
    ['an id of its own', 2, entry(/"[0-9a-f-]{36}"/, '"x0-vip"')],
    ['an id and a newline', 2, entry(/([0-9a-f-]{36})"/, '$1\\n"')],
    ['digits of another script', 2, entry(/"2026-/, '"\u0662026-')],
    ['a verified of 7', 2, entry(/,1,"([0-9a-f]{64})"/, ',7,"$1"')],
    ['no commitment', 2, entry(/"[0-9a-f]{64}"/, '"none"')],
    ['a slot that is none', 2, entry(/,\w+\]$/, `,${seats}]`)],
    ['a place too many', 2, entry(/\]$/, ',1]')],
    ['no entry', 2, `${head}\nnull\n`],
    ['a line beyond the list', 3, header({ list: { ...drawn.header.list, size: 1 } }) + `${line}\n`],
    ['a line without end', 2, `${head}\n${'['.repeat(100_000)}`],
    ['half a line', 2, `${head}\n[`],
    ['a period that the hash would cut', 1, beacon({ period: 2 ** 32 + 3 })],
    ['a period of nothing', 1, beacon({ period: 0 })],
    ['a genesis before 1970', 1, beacon({ genesis: -1 })],
    ['a genesis beyond counting', 1, beacon({ genesis: 2 ** 64 })],
    ['a scheme that is another', 1, beacon({ scheme: 'pedersen-bls-chained' })],
    ['no list', 1, header({ list: null })],
    ['a member of its own', 1, header({ mine: 1 })],
    ['slots out of order', 1, header({ seats: drawn.header.seats.toReversed() })],
    ['a list for a header', 1, '[]\n'],
    ['a header nested without end', 1, `${'['.repeat(100_000)}\n`],
    ['nothing', 1, ''],
  ]
  for (const [what, at, changed] of cases) {
    const { status, wrong, said } = verifyText(changed, ...keys)
    assert.deepEqual([status, wrong], [1, 'file'], `${what}: ${said}`)
    assert.match(said, new RegExp(`line ${at}: `), what)
    const { steps } = await verifyDraw([Buffer.from(changed)], { sha256: nodeSha256 })
    assert.deepEqual([steps[0]!.code, steps[0]!.values.line], ['file-broken', at], what)
  }
})

test('a leaf that is no object, and a chain whose hash is not its own, before a time is told by it', async () => {
  const opening = text.replace(/"opening":"(\\.|[^"\\])*"/, '"opening":"[]"')
  const bent = { ...QUICKNET, period: 3000 }
  const late = makeDraw({ entries: 2, chain: bent, cosignedBefore: -864_000 })
  assert.equal(verifyText(opening, ...keys).wrong, 'leaf')
  assert.equal((await verify(late, ...keys)).wrong, 'beacon')
})

test('a line of a known key counts once, and a witness has no more of them than ours verifies', async () => {
  const evidence = drawn.header.freeze.evidence!
  const { text: signed } = splitNote(evidence.checkpoint)
  const cosignedAt = (time: number): string => cosign({ text: signed, signer: testWitness, time })
  const cosigned = (count: number): string =>
    Array.from({ length: count }, (_, n) => cosignedAt(1_700_000_000 + n)).join('')
  const withLines = (more: string): MadeDraw => {
    const freeze = { ...drawn.header.freeze, evidence: { ...evidence, checkpoint: evidence.checkpoint + more } }
    return { ...drawn, header: { ...drawn.header, freeze } }
  }
  for (const [more, wrong] of [[cosigned(1).repeat(90), undefined], [cosigned(31), 'log']] as const) {
    const made = withLines(more)
    assert.equal((await verify(made, ...keys)).wrong, wrong)
    const trust = { log: testLog.vkey, witnesses: [testWitness.vkey] }
    const { steps } = await verifyDraw(drawBytes(made), { sha256: nodeSha256, trust })
    const witnessed = steps.find(({ step }) => step === 'witness')!
    assert.equal(witnessed.code, wrong ? 'log-checkpoint' : 'witness-early')
  }
})
