import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { DEMO_KEYS, KEY_CHECK as SETTING } from '../crypto/key-store.ts'
import { backup } from './backup.ts'
import { decodeFrames, encodeFrames, type Frame } from './backup-format.ts'
import { JOBS, storedTables } from './backup-tables.ts'
import { migrate } from './migrate.ts'
import { restore } from './restore.ts'
import { asAdmin, emptyDatabase, testDatabase, testServers } from './testing.ts'
import type { TestServer } from './testing.ts'

const now = Temporal.Instant.from('2026-05-04T02:00:00Z')
const KEY_CHECK = 'c0ffee'

// Every kind of value that COPY text must carry: NULL, quotes, tabs, line ends, bytes, JSON, lists, times before 1970.
const SAMPLE_SQL = `
  insert into setting values
    ('${SETTING}', '{"checkValue": "${KEY_CHECK}"}'), ('odd', '{"a": "\\\\ \\t\\n\\""}');
  insert into office values
    ('wonosobo', 'WSB', E'a\\tb\\nc\\\\d\\r''e', 'II', 'Jawa Tengah', 'Asia/Jakarta', -7.36, 109.9, '', false, null, 0);
  insert into office_revision values ('wonosobo', 1, '{"x": [1, null, "Ÿ"]}', '1969-12-31 23:59:59.999999+00', 'desk');
  insert into holiday values ('2026-05-01', 'Hari Buruh', 'national', 'decreed', 'SKB');
  insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity, taken)
    select 'wonosobo', 'kanim', 'online', t, t + '1 hour', t - '7 days'::interval, 10, 10, 2
    from generate_series('2026-05-04 01:00Z'::timestamptz, '2027-05-04', '1 hour') t;
  delete from slot where slot_id = (select max(slot_id) from slot);
  insert into booking
    select 'wonosobo', gen_random_uuid(), 'WSB' || n, sha256(n::text::bytea), n, 'booked', 1, 0, 0, 'id', n % 2 = 0,
      case when n % 3 = 0 then '\\x00ff'::bytea end, '\\x0102'::bytea, now(), now()
    from generate_series(1, 3000) n;
  insert into audit select office_id, booking_id, now(), sha256('x') from booking;
  insert into live_claim select sha256(code::bytea), office_id, booking_id, 'infinity' from booking;
  insert into staff_account
    (id, account_name, display_name, role, offices, email, password_given, created_at, updated_at)
    values (gen_random_uuid(), 'rina', 'Rina', 'counter', '{wonosobo,"a,\\"b"}', 'x@staff.invalid', true, now(), now());
  insert into staff_password (id, account_id, provider_account_id, password, created_at, updated_at)
    select gen_random_uuid(), id, id, 'salt:hash', now(), now() from staff_account;
  insert into limit_counter values ('network', '\\x01', now(), 7);
  select graphile_worker.add_job(
    'mail', '{"n": 1}', queue_name := 'q', run_at := '2030-01-01', job_key := 'k', priority := 3);
  select graphile_worker.add_job('sweep', '{}');
  update graphile_worker._private_jobs
    set attempts = 2, last_error = E'a\\nb', locked_at = now(), locked_by = 'w' where key = 'k';
`

const STEP_SQL = `
  with person as (
    insert into booking_person values ('wonosobo', gen_random_uuid(), 0, 's', 'p', '\\x00') returning 1
  )
  update setting set value = to_jsonb((select count(*) from booking_person) + (select count(*) from person))
  where name = 'odd'`

/** All data of a database as text, apart from what a backup leaves out on purpose. */
async function contentOf(url: string): Promise<Record<string, unknown>> {
  return asAdmin(url, async (admin) => {
    const content: Record<string, unknown> = {}
    for (const { name, source } of await storedTables(admin)) {
      const rowsOf = name === JOBS ? source : `public.${name}`
      const { rows } = await admin.query<{ line: string }>(`select t::text as line from ${rowsOf} as t order by 1`)
      content[name] = rows.map(({ line }) => line)
    }
    const { rows } = await admin.query(`select sequencename, last_value from pg_sequences where schemaname = 'public'`)
    return { ...content, sequences: rows }
  })
}

async function sampleDatabase(t: TestContext, server?: TestServer): Promise<string> {
  const { url } = await testDatabase(t, server ? { server } : {})
  await asAdmin(url, (admin) => admin.query(SAMPLE_SQL))
  return url
}

async function newFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'giliran-backup-'))
  t.after(() => rm(folder, { recursive: true }))
  return join(folder, 'backup')
}

const servers = testServers()
// Each to each; by hand, without test/run.ts, only the embedded one to itself.
const ways = servers.length > 0 ? servers.flatMap((from) => servers.map((to) => ({ from, to }))) : [{}]

for (const { from, to } of ways as { from?: TestServer; to?: TestServer }[]) {
  const way = from && to ? `${from.label} to ${to.label}` : 'the embedded database'
  test(`equal data comes back: ${way}`, async (t) => {
    const source = await sampleDatabase(t, from)
    const file = await newFile(t)
    const written = await backup({ url: source, file, now })
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const { url } = await emptyDatabase(t, to)
    const read = await restore({ url, file, keyCheck: KEY_CHECK })
    assert.deepEqual(read, written)
    const [before, after] = [await contentOf(source), await contentOf(url)]
    assert.deepEqual(after, before)
    assert.equal((after.booking as string[]).length, 3000)
    assert.equal((after.job as string[]).length, 2)
    // A job that ran when the backup was made waits again, and numbers go on where they were.
    await asAdmin(url, async (admin) => {
      assert.equal((await admin.query('select from graphile_worker._private_jobs where is_available')).rowCount, 2)
      const { rows } = await admin.query(
        `select nextval('slot_slot_id_seq') > (select max(slot_id) + 1 from slot) as further`,
      )
      assert.deepEqual(rows, [{ further: true }])
    })
  })
}

test('a backup is of one moment, whatever is written meanwhile', async (t) => {
  const source = await sampleDatabase(t)
  const file = await newFile(t)
  const writer = new pg.Client({ connectionString: source })
  await writer.connect()
  let written = 0
  const stop = new AbortController()
  // Each statement keeps two tables in step; copies of two moments would not be.
  const write = async (): Promise<void> => {
    await writer.query(STEP_SQL)
    written += 1
  }
  await write()
  const writes = (async () => {
    while (!stop.signal.aborted) await write()
  })()
  const before = written
  await backup({ url: source, file, now })
  assert.ok(written > before, 'nothing was written meanwhile')
  stop.abort()
  await writes
  await writer.end()
  const { url } = await emptyDatabase(t)
  await restore({ url, file, keyCheck: KEY_CHECK })
  await asAdmin(url, async (admin) => {
    const { rows } = await admin.query(
      `select (select count(*)::int from booking_person) as counted,
         (select value from setting where name = 'odd') as said`,
    )
    assert.equal(rows[0].counted, rows[0].said)
  })
})

test('a file that is cut off or changed anywhere is refused, and nothing is restored', async (t) => {
  const source = await sampleDatabase(t)
  const file = await newFile(t)
  await backup({ url: source, file, now })
  const whole = await readFile(file)
  const plain = gunzipSync(whole)
  const changed = Buffer.from(plain)
  changed.writeUInt8(changed.readUInt8(plain.length >> 1) ^ 1, plain.length >> 1)
  const spoilt: Record<string, Buffer> = {
    'cut in the middle': whole.subarray(0, whole.length >> 1),
    'cut by one byte': whole.subarray(0, -1),
    'without its sum': gzipSync(plain.subarray(0, -37)),
    'with its last frame twice': gzipSync(Buffer.concat([plain, plain.subarray(-37)])),
    'with one bit changed': gzipSync(changed),
    'not a backup': Buffer.from('something else'),
    empty: Buffer.alloc(0),
  }
  const { url } = await emptyDatabase(t)
  for (const [how, bytes] of Object.entries(spoilt)) {
    await writeFile(file, bytes)
    const refusal = { name: 'OperatorError', message: /damaged/ }
    await assert.rejects(restore({ url, file, keyCheck: KEY_CHECK }), refusal, how)
  }
  await migrate({ url })
  await asAdmin(url, async (admin) => assert.equal((await admin.query('select from setting')).rowCount, 0))
  await writeFile(file, whole)
  await restore({ url, file, keyCheck: KEY_CHECK })
})

test('a file that somebody changed and summed anew is refused in one line, and nothing is restored', async (t) => {
  const file = await newFile(t)
  await backup({ url: await sampleDatabase(t), file, now })
  const [header, ...rest] = await Array.fromAsync(decodeFrames(oneChunk(gunzipSync(await readFile(file)))))
  const said = JSON.parse(header!.body.toString()) as object
  const { url } = await emptyDatabase(t)
  for (const body of [
    'null',
    '{',
    JSON.stringify({ ...said, sequences: undefined }),
    JSON.stringify({ ...said, sequences: { 'x"; drop table slot; --': '1' } }),
    JSON.stringify({ ...said, sequences: { slot_slot_id_seq: 'many' } }),
  ]) {
    const frames: Frame[] = [{ kind: 'H', body: Buffer.from(body) }, ...rest]
    const bytes = await Array.fromAsync(encodeFrames(Readable.from(frames) as AsyncIterable<Frame>))
    await writeFile(file, gzipSync(Buffer.concat(bytes)))
    const refusal = { name: 'OperatorError', message: /damaged/ }
    await assert.rejects(restore({ url, file, keyCheck: KEY_CHECK }), refusal, body)
  }
  await migrate({ url })
  await asAdmin(url, async (admin) => assert.equal((await admin.query('select from setting')).rowCount, 0))
})

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

test('a database that holds data is refused, and so are other keys', async (t) => {
  const source = await sampleDatabase(t)
  const file = await newFile(t)
  await backup({ url: source, file, now })
  await assert.rejects(restore({ url: source, file, keyCheck: KEY_CHECK }), /holds data already \(audit, /)
  const { url } = await emptyDatabase(t)
  await assert.rejects(restore({ url, file, keyCheck: null }), /set GILIRAN_KEYS to the key file/)
  await assert.rejects(restore({ url, file, keyCheck: 'other' }), /GILIRAN_KEYS is not the key file/)
  await assert.rejects(backup({ url: source, file, now }), /exists already/)
})

test('a demonstration brings its keys with it', async (t) => {
  const source = await sampleDatabase(t)
  await asAdmin(source, (admin) => admin.query('insert into setting values ($1, $2)', [DEMO_KEYS, '{}']))
  const file = await newFile(t)
  await backup({ url: source, file, now })
  const { url } = await emptyDatabase(t)
  await restore({ url, file, keyCheck: null })
})
