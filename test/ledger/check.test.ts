import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { engineFixture, makeParty, strangers } from '../../src/bookings/engine/testing.ts'
import { UsageError } from '../../src/cli/arguments.ts'
import { run } from '../../src/cli/check.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { makeKeyFile, openKeys } from '../../src/platform/crypto/index.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { createLog } from '../../src/platform/log.ts'
import { OperatorError } from '../../src/platform/operator-error.ts'
import { formatVkey } from '../../src/platform/tlog/vkey.ts'
import { openDemonstrationWitness, openLedger, openWitnessing } from '../../src/transparency/index.ts'
import { testWitness, witnessed } from '../../src/transparency/testing.ts'

// Goal: a booking that is taken out of the database together with its trace, its leaf and all that
// counts it is found, though whoever did it has the log's key and signs the log anew.
// How: three parties are booked, a witness keeps a checkpoint, the forgery leaves nothing to be seen
// from inside; then `giliran check` as the command line runs it, against what the witness has.
const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))

test('a booking lost with its trace is found by the checkpoint that a witness holds', async (t) => {
  const { database, slots, batcher } = await engineFixture(t, [10])
  const { pool } = database
  const log = createLog('silent')
  const needs = { database, clock: systemClock, log, keys: openKeys(makeKeyFile()), publicUrl: undefined }
  const open = () => openLedger({ ...needs, logOrigin: undefined })
  const ledger = await open()
  for (const size of [3, 1, 2]) await batcher.book(makeParty(slots[0]!, strangers(size)))
  await ledger.sequencer.drain()
  const [ours, other] = [testWitness(1), testWitness(2)]
  const note = await witnessed(ledger, ours, systemClock.now())
  const kept = join(folder, 'checkpoint')
  writeFileSync(kept, note)

  const known: string[] = []
  const config = loadConfig({ DATABASE_URL: database.url })
  const check = async (...args: string[]) => {
    const lines: string[] = []
    const code = await run(args, { config, log, say: (line) => void lines.push(line) })
    return { code, said: lines.filter((line) => !line.startsWith('ok  ')).join('\n') }
  }
  const witness = ['--witness', formatVkey(ours.vkey)]
  assert.deepEqual(await check(), { code: 0, said: '' })
  const trusted = await check('--checkpoint', kept, ...witness)
  assert.equal(trusted.code, 0, trusted.said)
  assert.match(trusted.said, /^The checkpoint given holds 3 leaves; a witness had seen it at \d{4}-[^\n]+$/)
  assert.match((await check('--checkpoint', kept)).said, /no witness that is known here has seen it/)
  const watched = { ...config, witnesses: [{ vkey: ours.vkey, url: 'http://127.0.0.1:1' }] }
  await run(['--checkpoint', kept], { config: watched, log, say: (line) => void known.push(line) })
  assert.match(known[0]!, /a witness had seen it at/)

  await t.test('what is no checkpoint of this log is refused by name', async () => {
    const fails = (args: string[], why: RegExp) =>
      assert.rejects(check(...args), (error: Error) => error instanceof OperatorError && why.test(error.message))
    await fails(['--checkpoint', kept, '--witness', formatVkey(other.vkey)], /none of the witnesses named/)
    await fails(['--checkpoint', kept, '--witness', 'x'], /refused: a key is name\+id\+base64/)
    await fails(['--checkpoint', join(folder, 'none')], /cannot be read/)
    const bent = join(folder, 'bent')
    writeFileSync(bent, note.replace('\n3\n', '\n2\n'))
    await fails(['--checkpoint', bent], /refused: the signature of localhost\/log does not belong/)
    writeFileSync(bent, note.replaceAll('localhost/log', 'elsewhere/log'))
    await fails(['--checkpoint', bent], /refused: it is the checkpoint of elsewhere\/log/)
    await assert.rejects(check(...witness), UsageError)
  })

  await t.test("a demonstration's own witness counts where nobody else is known, and is told apart", async () => {
    const own = await openDemonstrationWitness({ database, ledger, clock: systemClock, log })
    const witnesses = [own.address]
    const asked = await openWitnessing({ ledger, witnesses, clock: systemClock, log, post: own.post }).ask()
    assert.deepEqual(Object.values(asked), ['cosigned'])
    const file = join(folder, 'demonstration')
    writeFileSync(file, (await ledger.note('witnessed'))!)
    assert.match((await check('--checkpoint', file)).said, /; the demonstration's own witness, who is nobody else, had/)
    assert.match((await check('--checkpoint', file, ...witness)).said, /; a witness had seen it at/)
  })

  await pool.query(`
    ${['audit', 'ledger_leaf', 'ledger_tile', 'ledger_checkpoint', 'ledger_cosignature']
      .map((table) => `alter table ${table} disable trigger user;`)
      .join('')}
    create temporary table gone as select office_id, booking_id, slot_id, party_size from booking where party_size = 1;
    create temporary table gone_audit as select audit_id from audit_opening
      where opening::jsonb ->> 'booking' in (select booking_id::text from gone);
    update slot s set taken = taken - party_size from gone g where g.slot_id = s.slot_id;
    ${['booking', 'booking_person', 'live_claim', 'idempotency']
      .map((table) => `delete from ${table} where booking_id in (select booking_id from gone);`)
      .join('')}
    ${['audit', 'audit_opening', 'ledger_leaf']
      .map((table) => `delete from ${table} where audit_id in (select audit_id from gone_audit);`)
      .join('')}
    insert into leaf_pending select office_id, audit_id from ledger_leaf;
    delete from ledger_cosignature; delete from ledger_checkpoint; delete from ledger_tile; delete from ledger_leaf`)
  await (await open()).sequencer.drain()
  await pool.query(
    ['audit', 'ledger_leaf', 'ledger_tile', 'ledger_checkpoint', 'ledger_cosignature']
      .map((table) => `alter table ${table} enable trigger user;`)
      .join(''),
  )
  assert.deepEqual(await check(), { code: 0, said: '' }, 'the forgery shows from inside: it proves nothing')
  const found = await check('--checkpoint', kept, ...witness)
  assert.equal(found.code, 1)
  assert.match(found.said, /NOT  the ledger goes back to the checkpoint given: 1\n/)
  assert.match(found.said, /the checkpoint given: holds 3 leaves, the database has 2$/)

  await batcher.book(makeParty(slots[0]!, strangers(1)))
  await (await open()).sequencer.drain()
  const { promise: endless, resolve: letGo } = Promise.withResolvers<void>()
  const server = createServer((request, reply) => {
    if (request.url !== '/endless') return void reply.writeHead(request.url === '/log' ? 200 : 404).end(note)
    reply.on('close', letGo)
    Readable.from((function* () { for (;;) yield 'x'.repeat(100_000) })()).pipe(reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const refilled = await check('--checkpoint', `${address}/log`)
    assert.equal(refilled.code, 1)
    assert.match(refilled.said, /the first 3 leaves are not those it was made of: a row was lost, added or rewritten/)
    await assert.rejects(check('--checkpoint', `${address}/none`), OperatorError)
    await assert.rejects(check('--checkpoint', `${address}/endless`), /does not answer with a checkpoint/)
    await endless
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
