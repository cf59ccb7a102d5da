import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { openMachine } from '../../test/lifecycle/processes.ts'
import { SetClock } from '../platform/clock.ts'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { createLog } from '../platform/log.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { openCheckpoint } from '../platform/tlog/checkpoint.ts'
import { cosign } from '../platform/tlog/cosignature.ts'
import { formatVkey, signatureTypes, signerOf, type Vkey } from '../platform/tlog/vkey.ts'
import { makeWitnessKey, readLogs, readWitnessKey } from './files.ts'
import { serveWitness } from './serve.ts'
import { logId, openState } from './state.ts'
import { smallLog } from './testing.ts'
import { openWitness, type Witness } from './witness.ts'

const root = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(root, { recursive: true }))
const folder = (): string => mkdtempSync(join(root, 'state-'))

const clock = new SetClock('2026-11-26T10:00:00Z')
const NOW_S = 1_795_687_200
const log = createLog('silent')
const signer = signerOf({ name: 'witness.example', type: signatureTypes.witness, seed: new Uint8Array(32).fill(5) })
const honest = smallLog()
const other = smallLog(undefined, 'another')

const operator = (part: RegExp) => (error: unknown) => error instanceof OperatorError && part.test(error.message)

/** A witness on a folder of its own, or on one that another has left. */
function witnessOn(path = folder(), logs: Vkey[] = [honest.signer.vkey]): { witness: Witness; stop: () => void } {
  const state = openState(path)
  return { witness: openWitness({ signer, logs, state, clock, log }), stop: () => state.close() }
}

function statuses(witness: Witness, ...bodies: string[]): number[] {
  return bodies.map((body) => witness.addCheckpoint(body).status)
}

describe('add-checkpoint', () => {
  const { witness } = witnessOn()

  test('cosigns what continues what it has seen, with its own time', () => {
    for (const [old, size] of [[0, 3], [3, 3], [3, 8], [8, 33]] as const) {
      const { status, body } = witness.addCheckpoint(honest.request(old, size))
      assert.equal(status, 200)
      const opened = openCheckpoint(honest.checkpoint(size) + body, {
        log: honest.signer.vkey,
        witnesses: [signer.vkey],
      })
      assert.deepEqual(opened.cosignatures, [{ name: 'witness.example', timestamp: NOW_S }])
    }
  })

  test('tells the size it knows, in the type of the format', () => {
    const answer = witness.addCheckpoint(honest.request(8, 35))
    assert.deepEqual(answer, { status: 409, contentType: 'text/x.tlog.size', body: '33\n' })
    assert.equal(witness.addCheckpoint(honest.request(0, 40)).body, '33\n')
  })

  const right = honest.request(33, 35)
  const [head, tail] = [right.slice(0, right.indexOf('\n\n')), right.slice(right.indexOf('\n\n'))]
  const [proofLine] = head.split('\n').slice(1)
  const unknown = smallLog('log.example/unknown').request(0, 3)
  const forged = other.request(33, 35).replace(/— .*\n$/, honest.checkpoint(35).split('\n\n')[1]!)
  const wrong: [status: number, what: string, body: string][] = [
    [404, 'a log that it does not know', unknown],
    [403, "another's signature", forged],
    [400, 'an old size beyond the checkpoint', right.replace('old 33', 'old 36')],
    [400, 'an old size with a zero before it', right.replace('old 33', 'old 033')],
    [400, 'no old size', right.replace('old 33\n', '')],
    [400, 'a hash that is not 32 bytes', right.replace(proofLine!, 'AAAA')],
    [400, 'sixty-four hashes', `old 33\n${`${proofLine}\n`.repeat(64)}${tail.slice(1)}`],
    [400, 'no checkpoint', `${head}\n\n`],
    [400, 'a checkpoint without signatures', right.slice(0, right.lastIndexOf('\n\n') + 2)],
    [400, 'nothing', ''],
    [422, 'a proof cut short', `${head.slice(0, head.lastIndexOf('\n'))}${tail}`],
    [422, 'a proof too long', `${head}\n${proofLine}${tail}`],
    [422, 'another history', other.request(33, 35)],
    [409, 'another tree of the same size', other.request(33, 33)],
  ]
  for (const [status, what, body] of wrong) {
    test(`${status}: ${what}`, () => assert.equal(witness.addCheckpoint(body).status, status))
  }

  test('after all that, the honest log goes on', () => assert.deepEqual(statuses(witness, right), [200]))
})

test('a first checkpoint needs no proof and takes none; the empty tree has one root', () => {
  const { witness } = witnessOn()
  const line = honest.request(33, 35).split('\n')[1]!
  assert.deepEqual(statuses(witness, honest.request(0, 5).replace('old 0\n', `old 0\n${line}\n`)), [422])
  assert.deepEqual(statuses(witness, honest.request(0, 0), honest.request(0, 5)), [200, 200])
})

test('what it remembers outlives it; two trees of one size are kept as proof', () => {
  const path = folder()
  const first = witnessOn(path)
  assert.deepEqual(statuses(first.witness, honest.request(0, 9), other.request(9, 9)), [200, 409])
  assert.throws(() => openState(path), operator(/another witness/))
  first.stop()
  const second = witnessOn(path)
  assert.deepEqual(statuses(second.witness, other.request(0, 9), honest.request(9, 10)), [409, 200])
  const id = logId(honest.signer.vkey.name)
  assert.ok(readdirSync(path).includes(`${id}.fork-9`))
  assert.ok(second.witness.latest(id)!.startsWith('log.example/small\n10\n'))
  second.stop()

  writeFileSync(join(path, `${id}.checkpoint`), honest.checkpoint(8))
  assert.throws(() => witnessOn(path), operator(/must not go on/))
})

test('lines that a stranger adds to a checkpoint are not remembered', () => {
  const path = folder()
  const { witness, stop } = witnessOn(path)
  const text = honest.checkpoint(4).split('\n\n')[0]! + '\n'
  const stale = cosign({ text: `${text}else\n`, signer, time: 1 })
  assert.deepEqual(statuses(witness, honest.request(0, 4) + stale), [200])
  stop()
  assert.deepEqual(statuses(witnessOn(path).witness, honest.request(4, 5)), [200])
})

test('whatever it is asked, in any order, it cosigns one history', () => {
  const request = fc.record({ log: fc.constantFrom(honest, other), old: fc.nat(12), size: fc.nat(12) })
  fc.assert(
    fc.property(fc.array(request, { minLength: 5, maxLength: 25 }), (requests) => {
      const path = folder()
      const { witness, stop } = witnessOn(path)
      const cosigned = requests.flatMap(({ log, old, size }) => {
        const { status } = witness.addCheckpoint(log.request(old, size))
        return status === 200 && size > 0 ? [{ log, size }] : []
      })
      stop()
      assert.ok(new Set(cosigned.map(({ log }) => log)).size <= 1)
      const sizes = cosigned.map(({ size }) => size)
      assert.deepEqual(sizes, sizes.toSorted((a, b) => a - b))
    }),
    { numRuns: 15 },
  )
})

test('keys and logs are read from files, and what is wrong is named', async () => {
  const at = (name: string): string => join(root, name)
  const made = await makeWitnessKey(at('w.key'), 'w.example')
  assert.deepEqual((await readWitnessKey(at('w.key'))).vkey, made.vkey)
  const logKey = formatVkey(honest.signer.vkey)
  writeFileSync(at('logs'), `# the queue\n\n${logKey}   # since 2026\r\n`)
  assert.deepEqual(await readLogs(at('logs')), [honest.signer.vkey])
  writeFileSync(at('none'), '# nothing yet\n')
  writeFileSync(at('wrong'), formatVkey(made.vkey))
  writeFileSync(at('garbled'), logKey.slice(0, -1))
  await assert.rejects(makeWitnessKey(at('w.key'), 'w.example'), operator(/EEXIST/))
  await assert.rejects(makeWitnessKey(at('x.key'), 'w example'), operator(/name/))
  await assert.rejects(readWitnessKey(at('nowhere')), operator(/ENOENT/))
  await assert.rejects(readLogs(at('none')), operator(/names no log/))
  await assert.rejects(readLogs(at('wrong')), operator(/witness's/))
  await assert.rejects(readLogs(at('garbled')), operator(/base64/))
})

test('over HTTP: the protocol, a page about itself, and nothing else', async (t) => {
  const { witness } = witnessOn()
  const served = await serveWitness(witness, { host: '127.0.0.1', port: 0, log })
  t.after(() => served.close())
  const get = (path: string, init?: RequestInit) => fetch(served.address + path, init)
  const post = (body: BodyInit) => get('/add-checkpoint', { method: 'POST', body })
  const id = logId(honest.signer.vkey.name)
  assert.equal((await get(`/${id}/checkpoint`)).status, 404)
  // Two at once, of which each is the next step of the same tree: one is too late, neither is wrong.
  const both = await Promise.all([post(honest.request(0, 3)), post(honest.request(0, 4))])
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 409]))
  const late = both.find(({ status }) => status === 409)!
  assert.equal(late.headers.get('content-type'), 'text/x.tlog.size')
  assert.match(await (await get(`/${id}/checkpoint`)).text(), /— witness\.example \S+\n$/)
  assert.ok((await (await get('/')).text()).includes(formatVkey(signer.vkey)))
  assert.equal((await get('/add-checkpoint')).status, 405)
  assert.equal((await get('/', { method: 'DELETE' })).status, 405)
  assert.equal((await get('/etc')).status, 404)
  assert.equal((await post(Uint8Array.of(0xff, 0xfe))).status, 400)
  assert.equal((await post('x'.repeat(300_000))).status, 413)
})

// A process that dies is not a machine that loses power: that the bytes were brought to the disk is fsync's word.
test('kill -9 right after an answer: what was cosigned is remembered, and another history refused', async (t) => {
  const { giliran, dataDir } = await openMachine(t)
  const [key, logs, state] = ['w.key', 'logs', 'state'].map((name) => join(dataDir, name)) as [string, string, string]
  await makeWitnessKey(key, 'w.example')
  writeFileSync(logs, formatVkey(honest.signer.vkey))
  const args = ['witness', '--key', key, '--logs', logs, '--state', state, '--listen', '127.0.0.1:0']
  const start = async () => {
    const running = giliran(args)
    const [, address] = await running.says(/Listening at (http:\S+);/)
    const post = (body: string) => fetch(`${address}/add-checkpoint`, { method: 'POST', body })
    return { running, post }
  }
  const first = await start()
  for (const size of [1, 2, 3, 4, 5]) assert.equal((await first.post(honest.request(size - 1, size))).status, 200)
  process.kill(first.running.child.pid!, 'SIGKILL')
  await first.running.ended
  const second = await start()
  const refused = await second.post(other.request(0, 5))
  assert.deepEqual([refused.status, await refused.text()], [409, '5\n'])
  assert.equal((await second.post(honest.request(5, 6))).status, 200)
})
