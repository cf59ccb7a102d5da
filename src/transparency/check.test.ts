import assert from 'node:assert/strict'
import { test } from 'node:test'
import type pg from 'pg'
import { type CheckResult, recount } from '../platform/recount.ts'
import { ledgerChecks, type TrustedCheckpoint } from './check.ts'
import { happen, type LedgerGround, ledgerGround, testNow } from './testing.ts'

// Goal: a row lost, added or rewritten is found, whatever else was rewritten with it.
// How: each forgery is planted, guards taken away, and the checks that must see it are named;
// `kept` is the checkpoint that a witness has, of the first 300 leaves of 310.
const NUMBERED = 'leaves are numbered without a gap, and signed'
const OF_TRACES = 'every leaf is of a trace, and waits no more'
const SAYS = 'every checkpoint says what it signs'
const TREE = "the ledger's tree is made of the traces"
const KEPT = 'the ledger goes back to the checkpoint given'
const GUARDS = 'the guards of the ledger stand'

const unguarded = (...tables: string[]): string =>
  ['audit', ...tables].map((table) => `alter table ${table} disable trigger all;`).join('')

const lost = `${unguarded('ledger_leaf')}
  delete from audit where audit_id = (select audit_id from ledger_leaf where leaf_index = 40);
  delete from audit_opening where audit_id = (select audit_id from ledger_leaf where leaf_index = 40);
  delete from ledger_leaf where leaf_index = 40;`
/** As somebody would who knows how the log is made, and has its key. */
const forgedAnew = `delete from ledger_tile; delete from ledger_checkpoint; insert into leaf_pending
  select office_id, audit_id from ledger_leaf; delete from ledger_leaf;`

const planted: Record<string, { plant: string; seen: string[]; resequenced?: true }> = {
  'a leaf without its trace': {
    plant: `${unguarded()} delete from audit where audit_id = (select audit_id from ledger_leaf where leaf_index = 40)`,
    seen: [OF_TRACES, KEPT],
  },
  'a trace and its leaf lost': { plant: lost, seen: [NUMBERED, TREE, KEPT, GUARDS] },
  'a trace rewritten, with its opening': {
    plant: `${unguarded()} update audit_opening set opening = '{"v":1}' where audit_id =
        (select audit_id from ledger_leaf where leaf_index = 299);
      update audit a set commitment = sha256(o.salt || convert_to(o.opening, 'UTF8')) from audit_opening o
        where o.audit_id = a.audit_id and a.audit_id = (select audit_id from ledger_leaf where leaf_index = 299)`,
    seen: [TREE, KEPT],
  },
  'a trace of another office': {
    plant: `${unguarded('ledger_leaf')} update ledger_leaf set office_id = 'x' where leaf_index = 305;
      update audit set office_id = 'x' where audit_id = (select audit_id from ledger_leaf where leaf_index = 305)`,
    seen: [TREE, GUARDS],
  },
  'a leaf added behind the tree': {
    plant: `insert into audit values ('x', '00000000-0000-7000-8000-000000000000', now(), sha256(''));
      insert into ledger_leaf values ('x', '00000000-0000-7000-8000-000000000000', 310)`,
    seen: [NUMBERED, TREE],
  },
  'a trace that waits and is gone': {
    plant: `insert into leaf_pending values ('x', '00000000-0000-7000-8000-000000000000')`,
    seen: [OF_TRACES],
  },
  'a trace that waits again': {
    plant: 'insert into leaf_pending select office_id, audit_id from ledger_leaf where leaf_index = 7',
    seen: [OF_TRACES],
  },
  'a tile bent': {
    plant: `${unguarded('ledger_tile')} update ledger_tile set hashes = overlay(hashes placing sha256('') from 33)
      where level = 0 and tile_index = 1`,
    seen: [TREE, GUARDS],
  },
  'a tile above bent': {
    plant: `${unguarded('ledger_tile')} update ledger_tile set hashes = sha256('') where level = 1`,
    seen: [TREE, GUARDS],
  },
  'a root bent': {
    plant: `${unguarded('ledger_checkpoint')} update ledger_checkpoint set root = sha256('') where size = 300`,
    seen: [SAYS, TREE, GUARDS],
  },
  'all of it made anew without one trace': {
    plant: `${unguarded('ledger_leaf', 'ledger_tile', 'ledger_checkpoint')} ${lost} ${forgedAnew}`,
    seen: [KEPT, GUARDS],
    resequenced: true,
  },
  'all of it made anew with one trace more': {
    plant: `${unguarded('ledger_leaf', 'ledger_tile', 'ledger_checkpoint')} ${forgedAnew}
      insert into audit values ('x', '00000000-0000-7000-8000-000000000000', now(), sha256(''));
      insert into leaf_pending values ('x', '00000000-0000-7000-8000-000000000000')`,
    seen: [KEPT, GUARDS],
    resequenced: true,
  },
  'the log cut short': {
    plant: `${unguarded('ledger_leaf', 'ledger_tile', 'ledger_checkpoint')} ${forgedAnew}
      delete from leaf_pending where audit_id in (select audit_id from audit order by audit_id limit 20);
      delete from audit where not exists (select from leaf_pending p where p.audit_id = audit.audit_id)`,
    seen: [KEPT, GUARDS],
    resequenced: true,
  },
}

async function grown(ground: LedgerGround): Promise<TrustedCheckpoint> {
  await happen(ground, 300)
  await ground.ledger.sequencer.drain()
  const { size, root } = (await ground.ledger.checkpoint())!
  await happen(ground, 10)
  await ground.ledger.sequencer.drain()
  return { size, root }
}

/** The checks that find something; in the transaction that `client` is in. */
async function seenBy(client: pg.ClientBase, kept: TrustedCheckpoint): Promise<string[]> {
  const seen: string[] = []
  for (const [name, check] of Object.entries(ledgerChecks(kept))) {
    const found = typeof check === 'string' ? (await client.query(check)).rows : await check(client)
    if (found.length > 0) seen.push(name)
  }
  return seen.toSorted()
}

test('a sound ledger has no differences, each forgery is named', async (t) => {
  const ground = await ledgerGround(t)
  const { database, another } = ground
  const kept = await grown(ground)
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    assert.deepEqual(await seenBy(client, kept), [])
    await client.query('rollback')
    for (const [name, { plant, seen, resequenced }] of Object.entries(planted)) {
      await t.test(name, async () => {
        await client.query('begin')
        await client.query(plant)
        if (resequenced) {
          // These are left as they are: each of them is made of whatever the one before has left.
          await client.query('commit')
          await (await another()).sequencer.drain()
          await client.query('begin')
        }
        assert.deepEqual(await seenBy(client, kept), seen.toSorted())
        await client.query('rollback')
      })
    }
  } finally {
    client.release()
  }
})

test('differences name the leaf, the trace and what is wrong with it', async (t) => {
  const ground = await ledgerGround(t)
  const { database } = ground
  const kept = await grown(ground)
  const { rows: [row] } = await database.pool.query<{ audit_id: string }>(
    'select audit_id from ledger_leaf where leaf_index = 299',
  )
  const bend = `update audit set commitment = sha256('') where audit_id = '${row!.audit_id}'`
  await database.pool.query(`${unguarded()} ${bend}`)
  const { differences } = await differencesIn(ground, kept)
  const said = differences.map(({ office, where, what }) => `${office}, ${where}: ${what}`)
  assert.equal(said.length, 4, said.join('\n'))
  assert.match(said[0]!, /^\w+, leaf 299, trace [0-9a-f-]{36}: is not what was put into the ledger$/)
  assert.deepEqual(said.slice(1), [
    ', checkpoint of 300 leaves: its root is not that of the traces',
    ', checkpoint of 310 leaves: its root is not that of the traces',
    ', the checkpoint given: the first 300 leaves are not those it was made of: ' +
      'a row was lost, added or rewritten since',
  ])
})

test('a row that is added later and dated back is found by when the witness had seen the checkpoint', async (t) => {
  const ground = await ledgerGround(t)
  const kept = await grown(ground)
  // What came on time and was not sequenced yet when the witness looked.
  await happen(ground, 2, { at: testNow.add({ minutes: 29 }) })
  const sound = { ...kept, seenAt: testNow.add({ minutes: 1 }) }
  assert.deepEqual((await differencesIn(ground, sound)).differences, [])
  await happen(ground, 1, { at: testNow.subtract({ hours: 20 }), kind: 'booked' })
  const { differences } = await differencesIn(ground, sound)
  assert.equal(differences.length, 1)
  assert.match(differences[0]!.what, /^says 2026-11-23T07:00:00Z, and the checkpoint given/)
})

async function differencesIn({ database: { pool } }: LedgerGround, kept: TrustedCheckpoint): Promise<CheckResult> {
  const client = await pool.connect()
  try {
    return await recount(client, ledgerChecks(kept), testNow)
  } finally {
    client.release()
  }
}
