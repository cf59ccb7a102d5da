import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serveStream } from '../../test/draws/log-server.ts'
import { logAt, LogAway, type LogFiles } from '../platform/tlog/read-log.ts'
import { signatureTypes, signerOf } from '../platform/tlog/vkey.ts'
import { timeOf } from './beacon.ts'
import type { Finding } from './finding.ts'
import { nodeSha256 } from './node-sha256.ts'
import { drawBytes, filesOf, type MadeDraw, makeDraw, testBeacon, testLog, testWitness } from './testing-file.ts'
import { type Trust, verifyDraw } from './verify.ts'

// Goal: who closes several lists for one draw, and shows the one that comes out best, is seen by
// everybody who reads the log; who had to close one again is told apart, and it is said what that proves.

async function once(made: MadeDraw, files: LogFiles | undefined = filesOf(made), trust?: Trust): Promise<Finding> {
  const known = trust ?? { log: testLog.vkey, witnesses: [testWitness.vkey] }
  const { steps } = await verifyDraw(drawBytes(made), { sha256: nodeSha256, trust: known, files })
  return steps.find(({ step }) => step === 'once')!
}

const said = ({ state, code }: Finding): string => `${state} ${code}`
const draw = makeDraw({ entries: 5 })
const otherList = { list: { size: 5, root: 'ab'.repeat(32) } }

test('one list, and a log read to its end after the random number existed', async () => {
  const { values, ...found } = await once(draw)
  assert.equal(said({ ...found, values }), 'right once-only')
  assert.equal(values.lines, 300)
})

test('a log that is not read, cannot be reached, or was seen too early, proves less', async () => {
  const { steps } = await verifyDraw(drawBytes(draw), { sha256: nodeSha256 })
  assert.equal(said(steps.find(({ step }) => step === 'once')!), 'limited once-unread')
  const away: LogFiles = () => Promise.reject(new LogAway('away'))
  assert.equal(said(await once(draw, away)), 'limited once-unread')
  const page: LogFiles = async () => new TextEncoder().encode('<!doctype html>')
  assert.equal(said(await once(draw, page)), 'limited once-unread')
  const early = makeDraw({ entries: 5, seenAfter: -1 })
  assert.equal(said(await once(early)), 'limited once-early')
})

test('another list closed for the same draw, or for another attempt at it, is found', async () => {
  const rerolled = makeDraw({ entries: 5, unnamed: [otherList] })
  const { state, values } = await once(rerolled)
  assert.deepEqual([state, values.index], ['wrong', 12])
  const attempt = makeDraw({ entries: 5, unnamed: [{ draw: 'wonosobo.desember.2' }] })
  assert.equal(said(await once(attempt)), 'wrong once-other')
  // Seen by nobody before the round: it counts all the same, for nobody may choose afterwards either.
  assert.equal(said(await once(makeDraw({ entries: 5, unnamed: [{}, otherList] }))), 'wrong once-other')
})

test('a draw of another name for the same seats is named; one of other days or sites is its own business', async () => {
  const named = (change: object): Promise<Finding> => once(makeDraw({ entries: 5, unnamed: [change] }))
  const beside = await named({ draw: 'wonosobo.diam' })
  assert.deepEqual([said(beside), beside.values.draw], ['limited once-beside', 'wonosobo.diam'])
  const later = { from: '2026-12-04', to: '2026-12-09' }
  assert.equal(said(await named({ draw: 'wonosobo.diam', days: later })), 'right once-only')
  const elsewhere = draw.header.seats.filter(({ site }) => site === 'ukk').map((slot) => ({ ...slot, site: 'mpp' }))
  assert.equal(said(await named({ draw: 'wonosobo.diam', seats: elsewhere })), 'right once-only')
  assert.equal(said(await named({ draw: 'temanggung.desember', office: 'temanggung' })), 'right once-only')
})

test('a list that calls itself another office\'s or of other days, so as not to be found, is no file', async () => {
  const days = { from: '2027-01-01', to: '2027-01-03' }
  const hidden = (change: object) => makeDraw({ entries: 5, change, unnamed: [otherList] })
  for (const change of [{ draw: 'wonosobo.diam', days }, { office: 'loket' }]) {
    const { steps } = await verifyDraw(drawBytes(hidden(change)), { sha256: nodeSha256 })
    assert.equal(steps[0]!.code, 'file-broken')
  }
})

test('a log whose files have no end is not read', async () => {
  let sent = 0
  await using server = await serveStream((response) => {
    const more = (): void => {
      while (sent++ < 1000 && response.write(Buffer.alloc(2 ** 20))) continue
    }
    response.on('drain', more)
    more()
  })
  assert.equal(said(await once(draw, logAt(`${server.address}/`))), 'limited once-unread')
  assert.ok(sent < 100, `${sent} MB`)
})

test('a later round, named while the first was still to come, is as good as one list', async () => {
  const later = makeDraw({ entries: 5, earlier: { round: 3_000_000 }, round: 3_000_300 })
  assert.equal(said(await once(later)), 'limited once-again')
  const inTime = makeDraw({ entries: 5, earlier: { round: 3_000_000 }, round: 3_000_300, cosignedBefore: 1000 })
  const before = timeOf(testBeacon.chain, 3_000_000).epochMilliseconds / 1000
  const made = timeOf(testBeacon.chain, 3_000_300).epochMilliseconds / 1000
  assert.ok(made - 1000 < before, 'a witness saw the second before the first was known')
  assert.equal(said(await once(inTime)), 'right once-only')
})

test('a draw done again, after its first number was known, says what that proves', async () => {
  const again = makeDraw({
    entries: 5,
    change: { draw: 'wonosobo.desember.2' },
    earlier: { draw: 'wonosobo.desember', round: 2_990_000 },
  })
  const { values, ...found } = await once(again)
  assert.deepEqual([said({ ...found, values }), values.round], ['limited once-again', 2_990_000])
  const hidden = { ...again, header: { ...again.header, freeze: { ...again.header.freeze, earlier: [] } } }
  assert.equal(said(await once(hidden)), 'wrong once-chain')
  const { salt, opening } = again.header.freeze.earlier![0]!
  const forged = { salt, opening: opening.replace('2990000', '2990001') }
  const other = { ...again, header: { ...again.header, freeze: { ...again.header.freeze, earlier: [forged] } } }
  assert.equal(said(await once(other)), 'wrong once-chain')
})

test('a log that is not the one that was signed', async () => {
  const otherDraw = makeDraw({ entries: 0 })
  const cases: [what: string, change: (log: MadeDraw['log']) => MadeDraw['log']][] = [
    ['a line bent', ({ entries, ...log }) => ({ ...log, entries: entries.with(200, entries[201]!) })],
    ['the closing itself left out', ({ entries, ...log }) => ({ ...log, entries: entries.with(7, entries[8]!) })],
    ['a tile cut off', ({ entries, ...log }) => ({ ...log, entries: entries.slice(0, 290) })],
    ['an older checkpoint', (log) => ({ ...log, witnessed: otherDraw.header.freeze.evidence!.checkpoint })],
  ]
  for (const [what, change] of cases) {
    assert.equal(said(await once(draw, filesOf({ log: change(draw.log) }))), 'wrong once-log', what)
  }
  const stranger = signerOf({ name: testLog.vkey.name, type: signatureTypes.log, seed: new Uint8Array(32).fill(9) })
  const shown = await once(draw, filesOf(draw), { log: stranger.vkey, witnesses: [testWitness.vkey] })
  assert.equal(shown.state, 'limited')
})
