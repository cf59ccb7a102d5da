import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serveLog } from '../../test/draws/log-server.ts'
import { ensurePython } from '../../test/python.ts'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { formatCheckpoint } from '../platform/tlog/checkpoint.ts'
import { signNote } from '../platform/tlog/note.ts'
import { type LogFiles, logAt } from '../platform/tlog/read-log.ts'
import { encodeEntries, parseTilePath } from '../platform/tlog/tiles.ts'
import { formatVkey, signatureTypes, vkeyOf } from '../platform/tlog/vkey.ts'
import type { DrawHeader } from './file.ts'
import { utf8 } from './hashing.ts'
import { nodeSha256 } from './node-sha256.ts'
import { drawBytes, type DrawFileOptions, filesOf, type MadeDraw, makeDraw, testLog } from './testing-file.ts'
import { verifyDraw } from './verify.ts'

// Goal: both verifiers call the same files and logs wrong, and neither an honest draw for what it cannot read.
ensurePython()
const script = fileURLToPath(new URL('../../docs/verify-draw.py', import.meta.url))
const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))

/** Whether ours and the one in Python find nothing wrong, by the keys of the file. */
async function verdicts(made: MadeDraw, files: LogFiles): Promise<{ ours: boolean; python: boolean; said: string }> {
  await using log = await serveLog(files)
  const bytes = Buffer.concat(await Array.fromAsync(drawBytes(made)))
  const { isRight, steps } = await verifyDraw([bytes], { sha256: nodeSha256, files: logAt(`${log.address}/`) })
  const file = join(folder, 'file')
  writeFileSync(file, bytes)
  const [python, said] = await new Promise<[boolean, string]>((resolve) => {
    execFile('python3', [script, file, '--log-at', log.address], (error, out, failed) =>
      resolve([!error, out + failed]),
    )
  })
  return { ours: isRight, python, said: said + steps.map(({ step, code }) => `${step} ${code}`).join('\n') }
}

const draw = makeDraw({ entries: 9 })
const inHeader = ({ header, ...made }: MadeDraw, change: Partial<DrawHeader>): MadeDraw => ({
  ...made,
  header: { ...header, ...change },
})
const mlDsa = formatVkey(
  vkeyOf({ name: 'later.example', type: signatureTypes.witnessMlDsa, publicKey: new Uint8Array(1312) }),
)

const hidden = { draw: 'wonosobo.diam', days: { from: '2027-01-01', to: '2027-01-03' } }
const cases: [what: string, isRight: boolean, make: () => MadeDraw][] = [
  ['a void draw', true, () => inHeader(draw, { void: { reason: 'no-witness', again: 'wonosobo.desember.2' } })],
  ['a reason that is no text', false, () => inHeader(draw, { void: { reason: 1, again: 'x' } as never })],
  ['a witness who signs by ML-DSA-44', true, () => inHeader(draw, { witnesses: [...draw.header.witnesses, mlDsa] })],
  ['days that are not those of its seats', false, () => made({ change: hidden })],
  ['a draw of another office', false, () => made({ change: { office: 'loket' } })],
  ['an entry of the log that is nobody\'s', true, () => made({ lines: ['hello', 'giliran-leaf/1\nwonosobo'] })],
  ['an entry that is no text', true, () => made({ lines: [Uint8Array.of(0xff, 0xfe)] })],
  ['a line without its end', true, () => made({ lines: [`giliran-leaf/1\nwonosobo\n${'0'.repeat(64)}`] })],
  ['something unknown in the open', false, () => made({ lines: [`giliran-leaf/1\nwonosobo\n00\nhello\n`] })],
  ['a subject that nearly closes', false, () =>
    made({ lines: ['giliran-leaf/1\nwonosobo\n00\ndraw .a 2026-12-01 2026-12-01 ukk\n'] })],
  ['a closing that names none before it', false, () => made({ instead: null })],
]

const made = (options: Partial<DrawFileOptions>): MadeDraw => makeDraw({ entries: 9, ...options })

for (const [what, isRight, make] of cases) {
  test(`both: ${what}`, async () => {
    const one = make()
    const { ours, python, said } = await verdicts(one, filesOf(one))
    assert.deepEqual({ ours, python }, { ours: isRight, python: isRight }, said)
  })
}

test('both: a log that cannot be read says nothing against a draw; one that is not as it was signed does', async () => {
  const files = filesOf(draw)
  let furthest = 0
  const endless = formatCheckpoint({ origin: testLog.vkey.name, size: 2 ** 53 - 1, root: new Uint8Array(32) })
  const logs: [what: string, isRight: boolean, files: LogFiles][] = [
    ['away', true, () => Promise.reject(new Error('away'))],
    ['a page', true, async () => utf8('<!doctype html>\n\n<p>')],
    ['a note without end', true, async () => new Uint8Array(2 ** 25)],
    ['tiles without end', true, async (path) => (path === 'witnessed' ? files(path) : new Uint8Array(2 ** 25))],
    ['a tree without end that no witness has seen', true, async (path) => {
      if (path === 'witnessed') return utf8(signNote(endless, [testLog]))
      const { index, width } = parseTilePath(path)!
      if (index > 100) throw new Error('enough')
      furthest = Math.max(furthest, index)
      if (index === 0) return files('tile/entries/000')
      return encodeEntries(Array.from({ length: width }, () => new Uint8Array(3)))
    }],
    ['a tile too long', false, async (path) => {
      const bytes = await files(path)
      return path.startsWith('tile') ? Buffer.concat([bytes, Uint8Array.of(0, 1, 7)]) : bytes
    }],
  ]
  for (const [what, isRight, log] of logs) {
    const { ours, python, said } = await verdicts(draw, log)
    assert.deepEqual({ ours, python }, { ours: isRight, python: isRight }, `${what}: ${said}`)
  }
  assert.equal(furthest, 0, 'what no witness has seen is not read')
})
