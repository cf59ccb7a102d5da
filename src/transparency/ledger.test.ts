import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeKeyFile, openKeys } from '../platform/crypto/index.ts'
import { serve } from '../platform/http/testing.ts'
import { createLog } from '../platform/log.ts'
import { fromHex } from '../platform/tlog/bytes.ts'
import { openCheckpoint } from '../platform/tlog/checkpoint.ts'
import { leafEntry } from '../platform/tlog/leaf.ts'
import { leafHash, rootOf, verifyConsistency, verifyInclusion } from '../platform/tlog/merkle.ts'
import { decodeEntries } from '../platform/tlog/tiles.ts'
import { formatVkey } from '../platform/tlog/vkey.ts'
import { openLedger } from './ledger.ts'
import { ledgerRoutes } from './routes.ts'
import { happen, ledgerGround, testNow, testWitness, tracesInOrder, witnessed } from './testing.ts'

// Goal: every trace becomes one leaf, and what the log says of itself can be checked from outside
// with nothing but its public files. How: traces in uneven batches, then the readers of platform/tlog.

test('traces become leaves in batches, and the files say so to whoever recomputes them', async (t) => {
  const ground = await ledgerGround(t, { batchMax: 100 })
  const { ledger, database } = ground
  const served = await serve(ledgerRoutes({ database, ledger }))
  const get = (path: string) => fetch(`${served.origin}/log/${path}`)
  try {
    assert.equal((await get('checkpoint')).status, 404)
    assert.equal(await (await get('vkey')).text(), `${formatVkey(ledger.vkey)}\n`)
    await ledger.sequencer.drain()
    assert.equal(openCheckpoint(await (await get('checkpoint')).text(), { log: ledger.vkey }).size, 0)
    await happen(ground, 300)
    await ledger.sequencer.drain()
    const checkpoint = await get('checkpoint')
    assert.equal(checkpoint.headers.get('content-type'), 'text/plain; charset=utf-8')
    const { size, root } = openCheckpoint(await checkpoint.text(), { log: ledger.vkey })
    assert.equal(size, 300)

    const entries = await Promise.all(
      ['tile/entries/000', 'tile/entries/001.p/44'].map(async (path) => {
        const answer = await get(path)
        assert.equal(answer.headers.get('content-type'), 'application/octet-stream')
        assert.match(answer.headers.get('cache-control')!, /immutable/)
        return decodeEntries(new Uint8Array(await answer.arrayBuffer()))!
      }),
    )
    const hashes = entries.flat().map(leafHash)
    assert.equal(hashes.length, 300)
    assert.deepEqual(rootOf(hashes), root)
    const tile = Buffer.from(await (await get('tile/0/000')).arrayBuffer())
    assert.deepEqual(tile, Buffer.concat(hashes.slice(0, 256)))
    const above = Buffer.from(await (await get('tile/1/000.p/1')).arrayBuffer())
    assert.deepEqual(above, Buffer.from(rootOf(hashes.slice(0, 256))))
    // Of a size that was published before.
    const partial = Buffer.from(await (await get('tile/0/001.p/7')).arrayBuffer())
    assert.deepEqual(partial, Buffer.concat(hashes.slice(256, 263)))

    const none = ['tile/0/001', 'tile/0/001.p/45', 'tile/1/000', 'tile/2/000.p/1', 'tile/0/1', 'tile/0/x000/001']
    for (const path of [...none, 'tile/entries/002', 'tile/0/000/', 'tile/%2e%2e/x', 'tile/', 'witnessed', 'x']) {
      assert.equal((await get(path)).status, path === 'tile/0/000/' ? 200 : 404, path)
    }
  } finally {
    await served.close()
  }
})

test('evidence is of the earliest checkpoint that a witness has cosigned', async (t) => {
  const ground = await ledgerGround(t)
  const { ledger, database } = ground
  const [first, second] = [testWitness(1), testWitness(2)]
  await happen(ground, 5)
  await ledger.sequencer.drain()
  const traces = await tracesInOrder(database.kysely)
  const { officeId, auditId } = traces[3]!
  assert.equal(await ledger.evidenceOf(officeId, auditId), undefined)
  assert.equal((await ledger.placeOf({ officeId, auditId }))?.index, 3)
  const roots = [(await ledger.checkpoint())!.root]
  await happen(ground, 2)
  assert.equal(await ledger.evidenceOf('wonosobo', crypto.randomUUID()), undefined)
  await ledger.sequencer.drain()
  roots.push((await ledger.checkpoint())!.root)
  await witnessed(ledger, first, testNow)
  await happen(ground, 300)
  await ledger.sequencer.drain()
  await witnessed(ledger, second, testNow.add({ seconds: 30 }))

  const { index, proof, checkpoint } = (await ledger.evidenceOf(officeId, auditId))!
  const witnesses = [first.vkey, second.vkey]
  const opened = openCheckpoint(checkpoint, { log: ledger.vkey, witnesses })
  assert.equal(opened.size, 7)
  assert.deepEqual(opened.cosignatures, [{ name: first.vkey.name, timestamp: testNow.epochMilliseconds / 1000 }])
  const { commitment } = await database.kysely
    .selectFrom('audit')
    .select('commitment')
    .where('audit_id', '=', auditId)
    .executeTakeFirstOrThrow()
  const leaf = leafHash(leafEntry(officeId, commitment))
  const hashes = proof.map((hash) => fromHex(hash)!)
  assert.ok(verifyInclusion({ index, size: 7, leafHash: leaf, proof: hashes, root: opened.root }))
  assert.equal(openCheckpoint((await ledger.note('witnessed'))!, { log: ledger.vkey, witnesses }).size, 307)

  const growth = { size1: 5, size2: 7, root1: roots[0]!, root2: roots[1]!, proof: await ledger.consistency(5, 7) }
  assert.ok(verifyConsistency(growth))
  await assert.rejects(ledger.consistency(7, 400), RangeError)
})

test('processes take turns, and each goes on from where the other has left the tree', async (t) => {
  const ground = await ledgerGround(t)
  const { ledger, database, another } = ground
  const other = await another()
  for (const [count, one] of [[3, ledger], [260, other], [1, ledger], [9, ledger], [4, other]] as const) {
    await happen(ground, count)
    await one.sequencer.drain()
  }
  assert.equal((await ledger.checkpoint())?.size, 277)
  // Both at once: one appends, the other has nothing to do or steps back.
  await happen(ground, 20)
  await Promise.all([ledger.sequencer.drain(), other.sequencer.drain()])
  assert.equal((await tracesInOrder(database.kysely)).length, 297)
  assert.equal((await other.checkpoint())?.size, 297)
})

test('a trace handed over twice stays one leaf, and the rest goes on', async (t) => {
  const ground = await ledgerGround(t)
  const { ledger, database } = ground
  await happen(ground, 3)
  await ledger.sequencer.drain()
  await happen(ground, 2)
  await database.pool.query('insert into leaf_pending select office_id, audit_id from ledger_leaf limit 1')
  await database.pool.query('insert into leaf_pending select * from leaf_pending')
  await ledger.sequencer.drain()
  await ledger.sequencer.drain()
  assert.equal((await ledger.checkpoint())?.size, 5)
  assert.equal((await database.pool.query('select from leaf_pending')).rowCount, 0)
})

test('checkpoints that nobody cosigned go after a day; the others and the newest stay', async (t) => {
  const ground = await ledgerGround(t)
  const { ledger, clock } = ground
  for (const size of [1, 2, 3]) {
    await happen(ground, 1)
    await ledger.sequencer.drain()
    if (size === 2) await witnessed(ledger, testWitness(1), testNow)
  }
  const kept = async () => {
    const all = await Promise.all([0, 1, 2, 3].map((size) => ledger.checkpoint(size)))
    return all.flatMap((one) => one?.size ?? [])
  }
  await ledger.sweep()
  assert.deepEqual(await kept(), [0, 1, 2, 3])
  clock.set(testNow.add({ hours: 25 }))
  await ledger.sweep()
  assert.deepEqual(await kept(), [2, 3])
})

test('nothing is signed on top of tiles that are not those that were signed', async (t) => {
  const ground = await ledgerGround(t)
  const { ledger, database, another } = ground
  await happen(ground, 5)
  await ledger.sequencer.drain()
  await database.pool.query(`alter table ledger_tile disable trigger user;
    update ledger_tile set hashes = overlay(hashes placing sha256('') from 33)`)
  await happen(ground, 1)
  const other = await another()
  await assert.rejects(other.sequencer.drain(), /the tiles are not those signed at 5 leaves/)
  await database.pool.query('update ledger_tile set hashes = substring(hashes for 128)')
  await assert.rejects(other.sequencer.drain(), /do not end where the checkpoint of 5 leaves does/)
  assert.equal((await ledger.checkpoint())?.size, 5)
  assert.equal((await database.pool.query('select from leaf_pending')).rowCount, 1)
})

test('a log keeps its name and its key', async (t) => {
  const { database, clock } = await ledgerGround(t)
  const needs = { database, clock, log: createLog('silent'), publicUrl: 'https://antre.example:8443' }
  const keys = openKeys(makeKeyFile())
  await assert.rejects(openLedger({ ...needs, keys, logOrigin: undefined }), /signed with another key/)
  await assert.rejects(openLedger({ ...needs, keys, logOrigin: 'other.example/log' }), /giliran\.example\/log for ever/)
  await database.pool.query('delete from setting')
  const { vkey } = await openLedger({ ...needs, keys, logOrigin: undefined })
  assert.equal(vkey.name, 'antre.example:8443/log')
  // A key file from before there was a ledger signs with a key of its own, always the same.
  const { logKey: _, ...old } = makeKeyFile()
  const [one, two] = [openKeys(old), openKeys(old)].map((some) => some.logSigner('a').vkey.id)
  assert.equal(one, two)
  assert.notEqual(one, openKeys({ ...old, logKey: old.lookupKey }).logSigner('a').vkey.id)
})

test('what stands in the ledger is not changed, by nobody', async (t) => {
  const ground = await ledgerGround(t)
  await happen(ground, 3)
  await ground.ledger.sequencer.drain()
  await witnessed(ground.ledger, testWitness(1), testNow)
  const changes = [
    'update ledger_leaf set leaf_index = leaf_index + 1', 'delete from ledger_leaf', 'truncate ledger_leaf',
    `update ledger_tile set hashes = substring(hashes for 32)`, 'delete from ledger_tile', 'truncate ledger_tile',
    `update ledger_tile set hashes = sha256('') || substring(hashes from 33)`,
    `update ledger_checkpoint set root = sha256('')`, 'delete from ledger_cosignature',
  ]
  for (const sql of changes) await assert.rejects(ground.database.pool.query(sql), /only ever added to/, sql)
})
