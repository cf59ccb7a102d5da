import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { createLog } from '../platform/log.ts'
import { openCheckpoint } from '../platform/tlog/checkpoint.ts'
import { signatureLine } from '../platform/tlog/cosignature.ts'
import { cosignedMessage, mlDsa44 } from '../platform/tlog/node-ml-dsa.ts'
import { splitNote } from '../platform/tlog/note.ts'
import { signatureTypes, vkeyOf } from '../platform/tlog/vkey.ts'
import { openState, openWitness, type ServedWitness, serveWitness, type Witness } from '../witness/index.ts'
import { openDemonstrationWitness } from './demonstration-witness.ts'
import { happen, ledgerGround, testWitness } from './testing.ts'
import { openWitnessing, type PostCheckpoint, type WitnessAddress } from './witnesses.ts'

const root = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(root, { recursive: true }))
const log = createLog('silent')
const ground = await ledgerGround({ after })
const { ledger, clock } = ground

/** A witness of its own folder; `serve` puts it at a port. */
function witnessOf(seed: number): { witness: Witness; serve: (port?: number) => Promise<ServedWitness> } {
  const state = openState(join(root, String(seed)))
  after(() => state.close())
  const witness = openWitness({ signer: testWitness(seed), logs: [ledger.vkey], state, clock, log })
  return { witness, serve: (port = 0) => serveWitness(witness, { host: '127.0.0.1', port, log }) }
}

const addressOf = ({ vkey }: Witness, { address }: ServedWitness): WitnessAddress => ({ vkey, url: address })

async function grow(count: number): Promise<void> {
  await happen(ground, count)
  await ledger.sequencer.drain()
}

async function cosigners(...vkeys: WitnessAddress['vkey'][]): Promise<string[]> {
  const note = await ledger.note()
  return openCheckpoint(note!, { log: ledger.vkey, witnesses: vkeys }).cosignatures.map(({ name }) => name)
}

test('two witnesses cosign; one goes down, the other goes on, and the first catches up', async () => {
  const [one, two] = [witnessOf(1), witnessOf(2)]
  const [first, second] = [await one.serve(), await two.serve()]
  const witnesses = [addressOf(one.witness, first), addressOf(two.witness, second)]
  const needs = { ledger, witnesses, clock, log }
  const witnessing = openWitnessing(needs)
  const keys = [one.witness.vkey, two.witness.vkey]
  const [oneName, twoName] = keys.map(({ name }) => name) as [string, string]

  await grow(3)
  assert.deepEqual(await witnessing.ask(), { [oneName]: 'cosigned', [twoName]: 'cosigned' })
  assert.deepEqual(await witnessing.ask(), { [oneName]: 'known', [twoName]: 'known' })
  assert.deepEqual(await cosigners(...keys), [oneName, twoName])

  await first.close()
  await grow(4)
  const before = clock.now()
  clock.set(before.add({ minutes: 5 }))
  assert.deepEqual(await witnessing.ask(), { [oneName]: 'away', [twoName]: 'cosigned' })
  assert.equal(witnessing.silentSeconds(), 300)
  clock.set(before)
  assert.deepEqual(await cosigners(...keys), [twoName])

  await grow(300)
  const again = await one.serve(Number(new URL(first.address).port))
  // Another process knows no sizes yet: it is told, and asks again.
  const other = openWitnessing(needs)
  assert.deepEqual(await other.ask(), { [oneName]: 'cosigned', [twoName]: 'cosigned' })
  assert.deepEqual(await witnessing.ask(), { [oneName]: 'known', [twoName]: 'known' })
  assert.deepEqual(await cosigners(...keys), [oneName, twoName])
  await again.close()
  await second.close()
})

/** What the log kept of each lie: nothing. */
async function lied(seed: number, lie: (honest: PostCheckpoint) => PostCheckpoint): Promise<string> {
  const { witness } = witnessOf(seed)
  const honest: PostCheckpoint = (_, body) => Promise.resolve(witness.addCheckpoint(body))
  const witnesses = [{ vkey: witness.vkey, url: 'http://witness.invalid' }]
  await grow(1)
  const asked = await openWitnessing({ ledger, witnesses, clock, log, post: lie(honest) }).ask()
  assert.deepEqual(await cosigners(witness.vkey).catch(() => []), [])
  return asked[witness.vkey.name]!
}

const answer = (status: number, body: string): PostCheckpoint => () => Promise.resolve({ status, body })

test('a witness that lies is not believed', async () => {
  const other = testWitness(99).vkey
  const lies: ((honest: PostCheckpoint) => PostCheckpoint)[] = [
    // Its own name and id, over nothing.
    (honest) => async (...asked) => {
      const { status, body } = await honest(...asked)
      return { status, body: body.replace(/(\S{12})\S{4}(\S+)\n/, '$1AAAA$2\n') }
    },
    (honest) => async (...asked) => {
      const { body } = await honest(...asked)
      return { status: 200, body: body.replace('witness-', 'another-') }
    },
    () => answer(200, ''),
    () => answer(200, `other\n1\nAAAA\n\n— ${other.name} AAAAAAAAAAAA\n`),
    () => answer(409, 'many\n'),
    () => answer(409, '0\n'),
    () => answer(409, '999999999\n'),
    () => answer(422, 'no\n'),
    () => answer(404, '<html>'),
  ]
  for (const [at, lie] of lies.entries()) assert.equal(await lied(10 + at, lie), 'refused', String(lie))
})

test('a witness whose clock is wrong is no use: its word is a word of when', async (t) => {
  const { witness } = witnessOf(50)
  const witnesses = [{ vkey: witness.vkey, url: 'http://witness.invalid' }]
  await grow(1)
  const now = clock.now()
  t.after(() => clock.set(now))
  for (const [minutes, asked] of [[-2, 'refused'], [2, 'refused'], [0.5, 'cosigned']] as const) {
    const post: PostCheckpoint = (_, body) => {
      clock.set(now.add({ seconds: minutes * 60 }))
      const answered = witness.addCheckpoint(body)
      clock.set(now)
      return Promise.resolve(answered)
    }
    const witnessing = openWitnessing({ ledger, witnesses, clock, log, post })
    assert.deepEqual(await witnessing.ask(), { [witness.vkey.name]: asked })
  }
})

test('one that signs by ML-DSA-44 is believed, and proves no draw: browsers cannot verify it', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ml-dsa-44')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-1312)
  const vkey = vkeyOf({ name: 'pq.example', type: signatureTypes.witnessMlDsa, publicKey: raw })
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(clock.now().epochMilliseconds) / 1000n)
  const post: PostCheckpoint = async () => {
    const { text } = splitNote((await ledger.checkpoint())!.note)
    const signature = sign(null, cosignedMessage(text, { name: vkey.name, time })!, privateKey)
    return { status: 200, body: signatureLine(vkey, Buffer.concat([time, signature])) }
  }
  const { witness } = witnessOf(71)
  const of = (address: WitnessAddress, posted: PostCheckpoint) =>
    openWitnessing({ ledger, witnesses: [address], clock, log, post: posted })
  await grow(1)
  const { rows: [trace] } = await ground.database.pool.query<{ office_id: string; audit_id: string }>(
    'select office_id, audit_id from ledger_leaf order by leaf_index desc limit 1',
  )
  assert.deepEqual(await of({ vkey, url: '' }, post).ask(), { [vkey.name]: 'cosigned' })
  assert.deepEqual(await of({ vkey, url: '' }, post).ask(), { [vkey.name]: 'known' })
  const note = (await ledger.note('witnessed'))!
  assert.equal(openCheckpoint(note, { log: ledger.vkey, witnesses: [vkey], mlDsa44 }).cosignatures.length, 1)
  assert.equal(await ledger.evidenceOf(trace!.office_id, trace!.audit_id), undefined)
  await of({ vkey: witness.vkey, url: '' }, (_, body) => Promise.resolve(witness.addCheckpoint(body))).ask()
  assert.ok(await ledger.evidenceOf(trace!.office_id, trace!.audit_id))
})

test('the evidence of a leaf is the earliest checkpoint that anybody has seen', async () => {
  const { witness } = witnessOf(60)
  const post: PostCheckpoint = (_, body) => Promise.resolve(witness.addCheckpoint(body))
  const witnesses = [{ vkey: witness.vkey, url: 'http://witness.invalid' }]
  const witnessing = openWitnessing({ ledger, witnesses, clock, log, post })
  await grow(1)
  const { size } = (await ledger.checkpoint())!
  const { rows } = await ground.database.pool.query<{ office_id: string; audit_id: string }>(
    'select office_id, audit_id from ledger_leaf order by leaf_index desc limit 1',
  )
  const trace = rows[0]!
  assert.equal(await ledger.evidenceOf(trace.office_id, trace.audit_id), undefined)
  await witnessing.ask()
  await grow(2)
  await witnessing.ask()
  const evidence = (await ledger.evidenceOf(trace.office_id, trace.audit_id))!
  const opened = openCheckpoint(evidence.checkpoint, { log: ledger.vkey, witnesses: [witness.vkey] })
  assert.equal(opened.size, size)
  assert.equal(opened.cosignatures.length, 1)
})

test("a demonstration's own witness is the same in every process, and cosigns", async () => {
  const { database } = ground
  const own = () => openDemonstrationWitness({ database, ledger, clock, log })
  const [one, two] = [await own(), await own()]
  assert.deepEqual(one.address, two.address)
  assert.match(one.address.vkey.name, /^demonstration\.invalid/)
  for (const { address, post } of [one, two]) {
    await grow(1)
    await openWitnessing({ ledger, witnesses: [address], clock, log, post }).ask()
    assert.deepEqual(await cosigners(address.vkey), [address.vkey.name])
  }
})

test('once started it asks by itself, until it is stopped', async () => {
  const { witness } = witnessOf(70)
  const { promise: seen, resolve } = Promise.withResolvers<void>()
  const post: PostCheckpoint = (_, body) => {
    resolve()
    return Promise.resolve(witness.addCheckpoint(body))
  }
  const witnesses = [{ vkey: witness.vkey, url: 'http://witness.invalid' }]
  const witnessing = openWitnessing({ ledger, witnesses, clock, log, post })
  await grow(1)
  witnessing.start()
  await seen
  await witnessing.stop()
  assert.deepEqual(await cosigners(witness.vkey), [witness.vkey.name])
})
