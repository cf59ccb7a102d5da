import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { translator } from '../platform/i18n/index.ts'
import { signNote } from '../platform/tlog/note.ts'
import { signatureTypes, signerOf } from '../platform/tlog/vkey.ts'
import { QUICKNET, signRound } from './beacon.ts'
import type { DrawHeader } from './file.ts'
import { nodeSha256 } from './node-sha256.ts'
import { drawBytes, filesOf, type MadeDraw, makeDraw, testBeacon, testLog, testWitness } from './testing-file.ts'
import { drawSlots } from './testing.ts'
import { type Trust, type Verdict, verifyDraw } from './verify.ts'

const trust: Trust = { log: testLog.vkey, witnesses: [testWitness.vkey] }
const t = translator('id')

/** Every finding has a sentence: one without fails here. */
async function verify(made: MadeDraw, trusted: Trust = trust): Promise<Verdict> {
  const verdict = await verifyDraw(drawBytes(made), { sha256: nodeSha256, trust: trusted, files: filesOf(made) })
  for (const { code, values } of verdict.steps) t(`draws.verify.codes.${code}`, values)
  return verdict
}

/** The steps that are not right, as "step: code". */
const notRight = ({ steps }: Verdict): string[] =>
  steps.filter(({ state }) => state !== 'right').map(({ step, code }) => `${step}: ${code}`)

const drawn = makeDraw({ entries: 120 })
const { quicknet } = JSON.parse(readFileSync(new URL('../../test/vectors/drand.json', import.meta.url), 'utf8')) as {
  quicknet: { rounds: { round: number; signature: string; randomness: string }[] }
}
const real = quicknet.rounds[0]!

test('a right draw on a real round is right in every step, in node and in a browser', async () => {
  const made = makeDraw({ entries: 120, chain: QUICKNET, round: real.round, signature: real })
  const verdict = await verify(made)
  assert.deepEqual(notRight(verdict), [])
  assert.ok(verdict.isRight)
  assert.equal(verdict.tables?.[0]?.rows.reduce((sum, { entries }) => sum + entries, 0), 120)
  assert.deepEqual(await verifyDraw(drawBytes(made), { sha256: nobleSha256, trust, files: filesOf(made) }), verdict)
})

test('what proves less than it should is said, and is not called wrong', async () => {
  const byOwnKeys = await verify(drawn, {})
  assert.ok(byOwnKeys.isRight)
  const ownKeys = ['log: log-in-own-key', 'witness: witness-early-own-key', 'beacon: beacon-local']
  assert.deepEqual(notRight(byOwnKeys), ownKeys)
  const frozen = await verify(makeDraw({ entries: 20, isDrawn: false }))
  assert.ok(frozen.isRight)
  const later = ['beacon', 'seed', 'order', 'seats'].map((step) => `${step}: not-drawn`)
  assert.deepEqual(notRight(frozen), later)
})

test('a draw of nobody, and one of seats that nobody gets', async () => {
  assert.ok((await verify(makeDraw({ entries: 0 }))).isRight)
  const slots = drawSlots({ sites: ['kantor'], days: 1, hours: 2, seats: 0 })
  assert.ok((await verify(makeDraw({ entries: 5, slots }))).isRight)
})

/** The line of the n-th entry, changed in its text. */
const inLine = (n: number, change: (line: string) => string) => ({ lines, ...made }: MadeDraw): MadeDraw => ({
  ...made,
  lines: lines.map((line, i) => (i === n ? change(line) : line)),
})
const inHeader = (change: (header: DrawHeader) => Partial<DrawHeader>) => (made: MadeDraw): MadeDraw => ({
  ...made,
  header: { ...made.header, ...change(made.header) },
})
const inResult = (change: (result: NonNullable<DrawHeader['result']>) => object) =>
  inHeader(({ result }) => ({ result: { ...result!, ...change(result!) } }))
const inEvidence = (change: (evidence: NonNullable<DrawHeader['freeze']['evidence']>) => object) =>
  inHeader(({ freeze }) => ({ freeze: { ...freeze, evidence: { ...freeze.evidence!, ...change(freeze.evidence!) } } }))

/** Digits of a hash, the last one another. */
const bent = (hex: string): string => hex.slice(0, -1) + (hex.endsWith('0') ? '1' : '0')

const winner = drawn.lines.findIndex((line) => /,\d+,\d+\]$/.test(line))
const other = testLog.vkey.name
const liar = signerOf({ name: other, type: signatureTypes.log, seed: new Uint8Array(32).fill(9) })

const altered: [what: string, named: string, change: (made: MadeDraw) => MadeDraw][] = [
  ['an entry', 'list: list-root', inLine(3, (line) => line.replace(/"home"|"desk"/, '"partner"'))],
  ['a wish', 'list: list-root', inLine(3, (line) => line.replace(/ \d\d:00"| any"/, ' morning"'))],
  ['an entry left out', 'list: list-size', ({ lines, ...made }) => ({ ...made, lines: lines.toSpliced(5, 1) })],
  ['entries in another order', 'list: list-order', ({ lines, ...made }) => ({ ...made, lines: lines.toReversed() })],
  ['an entry twice', 'list: list-order', ({ lines, ...made }) => ({ ...made, lines: lines.with(1, lines[0]!) })],
  ['an entry too many', 'file: file-broken', ({ lines, ...made }) => ({ ...made, lines: [lines[0]!, ...lines] })],
  ['the order', 'order: order-other', inLine(winner, (line) => line.replace(/,\d+,(\d+)\]$/, ',1000,$1]'))],
  ['a seat given', 'seats: seats-other', inLine(winner, (line) => line.replace(/,\d+\]$/, ',null]'))],
  ['seats left', 'seats: left-other', inResult(({ left }) => ({ left: left.with(0, left[0]! + 1) }))],
  ['seats offered', 'leaf: leaf-other', inHeader(({ seats }) => ({
    seats: seats.with(0, { ...seats[0]!, seats: 9 }),
  }))],
  ['the round', 'leaf: leaf-other', inHeader(({ round }) => ({ round: round + 1 }))],
  ['another round, well signed', 'leaf: leaf-other', (made) => {
    const round = made.header.round + 1
    const result = { ...made.header.result!, ...signRound(testBeacon.secretKey, round) }
    const { signature, randomness, seed, left } = result
    return { ...made, header: { ...made.header, round, result: { signature, randomness, seed, left } } }
  }],
  ['the list root', 'list: list-root', inHeader(({ list }) => ({ list: { ...list, root: bent(list.root) } }))],
  ['the list root, so the leaf too', 'leaf: leaf-other', inHeader(({ list }) => ({
    list: { ...list, root: bent(list.root) },
  }))],
  ['when the list closed', 'leaf: leaf-other', inHeader(() => ({ closedAt: '2026-11-27T09:00:00Z' }))],
  ['the rules', 'rules: rules-unknown', inHeader(({ rules }) => ({ rules: { ...rules, hash: bent(rules.hash) } }))],
  ['the signature', 'beacon: beacon-signature', inResult(({ signature }) => ({ signature: bent(signature) }))],
  ['the randomness', 'beacon: beacon-randomness', inResult(({ randomness }) => ({ randomness: bent(randomness) }))],
  ['the beacon', 'beacon: beacon-chain', inHeader(({ beacon }) => ({ beacon: { ...beacon, genesis: 1 } }))],
  ['a beacon of our own that is not called so', 'beacon: beacon-unknown', inHeader(({ beacon }) => ({
    beacon: { ...beacon, isLocal: false },
  }))],
  ['the seed', 'seed: seed-other', inResult(({ seed }) => ({ seed: bent(seed) }))],
  ['the freeze leaf', 'log: log-not-in', inHeader(({ freeze }) => ({
    freeze: { ...freeze, opening: freeze.opening.replace('"by":"system"', '"by":"staff:x"') },
  }))],
  ['the leaf of another kind', 'leaf: leaf-other', inHeader(({ freeze }) => ({
    freeze: { ...freeze, opening: freeze.opening.replace('draw-frozen', 'draw-thawed') },
  }))],
  ['a leaf that is no JSON', 'leaf: leaf-unreadable', inHeader(({ freeze }) => ({
    freeze: { ...freeze, opening: '{' },
  }))],
  ['the inclusion proof', 'log: log-not-in', inEvidence(({ proof }) => ({ proof: proof.with(0, bent(proof[0]!)) }))],
  ["the leaf's position", 'log: log-not-in', inEvidence(({ index }) => ({ index: index + 1 }))],
  ['no proof', 'log: log-no-proof', inHeader(({ freeze: { salt, opening } }) => ({ freeze: { salt, opening } }))],
  ['a checkpoint of another log key', 'log: log-checkpoint', inEvidence(({ checkpoint }) => ({
    checkpoint: signNote(checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1), [liar]),
  }))],
  ['a checkpoint that nobody cosigned', 'witness: witness-none', inEvidence(({ checkpoint }) => ({
    checkpoint: checkpoint.replace(/— witness.*\n/, ''),
  }))],
]

for (const [what, named, change] of altered) {
  test(`altered: ${what}`, async () => {
    const verdict = await verify(change(drawn))
    assert.ok(!verdict.isRight)
    assert.ok(notRight(verdict).includes(named), notRight(verdict).join(', '))
  })
}

test("a checkpoint cosigned too late: the witness's word counts, to the second", async () => {
  const late = await verify(makeDraw({ entries: 10, cosignedBefore: 59 }))
  assert.ok(!late.isRight)
  assert.deepEqual(notRight(late), ['witness: witness-late', 'beacon: beacon-local'])
  assert.equal(late.steps.find(({ step }) => step === 'witness')?.values.seconds, 59)
  assert.ok((await verify(makeDraw({ entries: 10, cosignedBefore: 60 }))).isRight)
})

test("quicknet's time is quicknet's, whatever period the file tells", async () => {
  const late = { entries: 10, round: real.round, signature: real, cosignedBefore: -864_000 }
  // Its four bytes in the hash are those of 3.
  const huge = await verify(makeDraw({ ...late, chain: { ...QUICKNET, period: QUICKNET.period + 2 ** 32 } }))
  assert.deepEqual(notRight(huge), ['file: file-broken'])
  const longer = await verify(makeDraw({ ...late, chain: { ...QUICKNET, period: 3000 } }))
  assert.deepEqual(notRight(longer), ['witness: witness-late', 'beacon: beacon-chain'])
  const { header, log } = makeDraw({ entries: 0 })
  const refused = [{ period: 0 }, { period: 2.5 }, { period: 2 ** 32 }, { genesis: -1 }, { genesis: 2 ** 53 }]
  for (const change of refused) {
    const made = { log, header: { ...header, beacon: { ...header.beacon, ...change } }, lines: [] }
    assert.deepEqual(notRight(await verify(made)), ['file: file-broken'], JSON.stringify(change))
  }
})

test('keys that one knows oneself refuse a log or witness that is another', async () => {
  const strangers = await verify(drawn, { log: liar.vkey, witnesses: [] })
  assert.ok(!strangers.isRight)
  const named = notRight(strangers)
  assert.ok(named.includes('log: log-checkpoint'), named.join(', '))
  const noWitness = await verify(drawn, { log: testLog.vkey, witnesses: [] })
  assert.ok(notRight(noWitness).includes('witness: witness-none'))
})

test('what is no file of a draw is refused with its line', async () => {
  const text = async (bytes: string): Promise<string> => {
    const { steps } = await verifyDraw([new TextEncoder().encode(bytes)], { sha256: nodeSha256 })
    return `${steps[0]!.code} ${steps[0]!.values.line}`
  }
  const header = JSON.stringify(drawn.header)
  const [line] = drawn.lines
  for (const [bytes, at] of [
    ['', 1], ['{}\n', 1], ['<html>\n', 1], [`${header.replace('"office"', '"kantor"')}\n`, 1], [header, 1],
    [`${header}\n${line}`, 2], [`${header}\n${line}\n[]\n`, 3], [`${header}\n${line!.replace(/,\d+,/, ',')}\n`, 2],
    [`${header}\n${line}\n${line!.replace(/,\d+,\w+\]$/, ',1,9999]')}\n`, 3],
    [`${header}\n${line!.replace(/,\d+,(\w+)\]$/, `,${2 ** 32 + 1},$1]`)}\n`, 2], [`${header}\nnull\n`, 2],
    [`${header}\n${line!.replace('morning', 'tomorrow').replace('any', 'tomorrow')}\n${'x'.repeat(3000)}`, 2],
    [JSON.stringify({ ...drawn.header, seats: drawn.header.seats.toReversed() }), 1],
  ] as const) {
    assert.equal(await text(bytes), `file-broken ${at}`, bytes.slice(0, 60))
  }
  const { steps } = await verifyDraw([Uint8Array.of(0xff, 0xfe, 0x0a)], { sha256: nodeSha256 })
  assert.equal(steps[0]!.code, 'file-broken')
})

test('pieces of any length give the same', async () => {
  const chunks: Uint8Array[] = []
  for await (const chunk of drawBytes(makeDraw({ entries: 20 }))) {
    for (let at = 0; at < chunk.length; at += 7) chunks.push(chunk.subarray(at, at + 7))
  }
  assert.ok((await verifyDraw(chunks, { sha256: nodeSha256, trust })).isRight)
})

test('a list that goes on beyond its size is read no further', async () => {
  const made = makeDraw({ entries: 5 })
  let [sent, isEnded] = [0, false]
  const block = new TextEncoder().encode(`${made.lines[0]!}\n`.repeat(100))
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      yield new TextEncoder().encode(`${JSON.stringify(made.header)}\n`)
      for (; sent < 1000; sent++) yield block
    } finally {
      isEnded = true
    }
  }
  const { isRight, steps } = await verifyDraw(endless(), { sha256: nodeSha256, trust })
  assert.deepEqual([isRight, steps[0]!.code, steps[0]!.values.line], [false, 'file-broken', 7])
  assert.deepEqual([sent, isEnded], [0, true])
})

test('texts without end are judged like any other', async () => {
  const long = 'A'.repeat(400_000)
  const keyed = (name: string): string => `${name}+01020304+${Buffer.alloc(33, 4).toString('base64')}`
  const id = Buffer.from(testLog.vkey.id, 'hex')
  const endless = `— ${testLog.vkey.name} ${Buffer.concat([id, Buffer.alloc(500_000)]).toString('base64')}\n`
  const cases: [named: string, change: (made: MadeDraw) => MadeDraw][] = [
    ['leaf: leaf-other', inHeader(({ freeze }) => ({ freeze: { ...freeze, opening: JSON.stringify({ long }) } }))],
    ['once: once-chain', inHeader(({ freeze }) => ({
      freeze: { ...freeze, earlier: [{ salt: '00'.repeat(16), opening: long }] },
    }))],
    ['log: key-unreadable', inHeader(() => ({ log: keyed(long) }))],
    ['log: key-unreadable', inHeader(() => ({ log: `a+01020304+${'A'.repeat(7_000_000)}` }))],
    ['witness: key-unreadable', inHeader(() => ({ witnesses: [keyed(long)] }))],
    ['log: log-checkpoint', inEvidence(({ checkpoint }) => ({ checkpoint: checkpoint + endless }))],
  ]
  for (const [named, change] of cases) {
    const found = notRight(await verify(change(drawn), {}))
    assert.ok(found.includes(named), found.join(', '))
  }
})
