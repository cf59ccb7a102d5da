import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadFiles, cyclesOf, wrongDirection } from '../test/tidy/imports.ts'
import { importsOf, readSources } from '../test/tidy/source.ts'
import type { Import } from '../test/tidy/source.ts'
import { styleRules } from '../test/tidy/style.ts'
import { testDatabase } from './platform/database/testing.ts'

// Goal: our habits hold without anybody having to remember them.
// How: read our own files. Beside each check stands something that it must flag, since a
// check that finds nothing may have stopped looking.
const code = readSources(['{src,test,bench}/**/*.{ts,tsx}'])
const written = [...code, ...readSources(['src/**/*.{css,sql}'])]
const imports = code.flatMap(importsOf)

test('there are files to look at', () => {
  assert.ok(code.length > 50)
  assert.ok(imports.length > 100)
})

for (const { name, check, breach } of styleRules) {
  test(name, () => {
    assert.notDeepEqual(check(breach), [], 'the check does not see what it is for')
    assert.deepEqual(written.flatMap(check), [])
  })
}

const link = (from: string, to: string, typeOnly = false): Import => ({ from, to, typeOnly })

test('imports run from main to the features to platform and web', () => {
  const wrong = [
    link('src/platform/jobs.ts', 'src/bookings/index.ts'),
    link('src/platform/jobs.ts', 'src/web/index.ts'),
    link('src/web/render.ts', 'src/offices/index.ts'),
    link('src/schedule/plan.ts', 'src/bookings/index.ts'),
    link('src/bookings/book.ts', 'src/schedule/store.ts'),
    link('src/bookings/book.ts', 'src/notify/messages.id.ts'),
    link('src/bookings/book.ts', 'src/main.ts'),
    link('src/main.ts', 'src/bookings/store.ts'),
    link('src/offices/office.ts', 'test/run.ts'),
  ]
  for (const one of wrong) assert.ok(wrongDirection(one), `${one.from} -> ${one.to}`)
  const right = [
    link('src/main.ts', 'src/bookings/index.ts'),
    link('src/bookings/book.ts', 'src/schedule/index.ts'),
    link('src/bookings/pages/day.tsx', 'src/bookings/rules.ts'),
    link('src/bookings/store.ts', 'src/platform/database/connect.ts'),
    link('src/platform/i18n/catalogue.ts', 'src/bookings/messages.id.ts'),
    link('src/web/render.ts', 'src/platform/i18n/index.ts'),
    link('bench/run.ts', 'src/bookings/engine/batcher.ts'),
  ]
  for (const one of right) assert.equal(wrongDirection(one), undefined, `${one.from} -> ${one.to}`)

  // What tests need of the house around the product lies in test/.
  const ofProduct = imports.filter(({ from, to }) => !(from.endsWith('.test.ts') && to.startsWith('test/')))
  const found = ofProduct.flatMap((one) => {
    const why = wrongDirection(one)
    return why ? [`${one.from} -> ${one.to}: ${why}`] : []
  })
  assert.deepEqual(found, [])
})

test('no files import each other in a circle', () => {
  assert.deepEqual(cyclesOf([link('a', 'b'), link('b', 'c'), link('c', 'a'), link('d', 'a')]), ['a -> b -> c -> a'])
  assert.deepEqual(cyclesOf([link('a', 'b'), link('b', 'a', true)]), [])
  assert.deepEqual(cyclesOf(imports), [])
})

test('no file is dead', () => {
  // Islands are found by their name and built for the browser; the loader is named by commands.
  const isRoot = (path: string): boolean =>
    /^src\/(cli|main|platform\/loader)\.ts$|\.(test|island)\.tsx?$|^(test|bench)\//.test(path)
  const dead = { path: 'src/bookings/forgotten.ts', text: "import './rules.ts'" }
  assert.deepEqual(deadFiles([...code, dead], isRoot), ['src/bookings/forgotten.ts'])
})

test('every file is imported under its own name', () => {
  const names = new Set(code.map(({ path }) => path))
  const broken = (all: readonly Import[]) => all.filter(({ to }) => /\.tsx?$/.test(to) && !names.has(to))
  assert.equal(broken([link('src/main.ts', 'src/nowhere.ts')]).length, 1)
  assert.deepEqual(broken(imports), [])
})

/** Tables whose keys do not begin with office_id, and why that is right. */
const SPANNING: Record<string, string> = {
  live_claim: 'one live booking of a person in the whole country',
  limit_counter: 'counts networks and contacts, whatever the office',
  holiday: 'reference: the same for every office',
  setting: 'of the installation',
  staff_account: 'an account may be limited to several offices, and headquarters to none',
  staff_password: 'of an account',
  staff_two_factor: 'of an account',
  staff_session: 'of an account',
  staff_challenge: 'of an account',
  message_event: 'told by a channel, which knows no office',
  message_stop: 'a contact has said it to all offices',
  contact_code: 'a contact belongs to no office',
  work_spent: 'an answer is spent once, wherever it was asked for',
  cooling: 'a person waits in the whole country',
  ledger_leaf: 'one log for the installation; numbered through all offices',
  ledger_tile: 'of the one log',
  ledger_checkpoint: 'of the one log',
  ledger_cosignature: 'of the one log',
  migration: 'of the installation',
}

test('keys of tables begin with office_id, so that the data can be spread by office', async (t) => {
  const database = await testDatabase(t)
  const KEYS = `
    select c.relname as "table", i.relname as key
    from pg_index x
    join pg_class c on c.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
    where x.indisunique and c.relnamespace = 'public'::regnamespace and a.attname <> 'office_id'
    order by 1, 2`
  await database.pool.query('create table planted (booking_id int primary key, office_id text)')
  const { rows } = await database.pool.query<{ table: string; key: string }>(KEYS)
  assert.ok(rows.some(({ table }) => table === 'planted'), 'the check does not see what it is for')
  // The letters of an office are its second name, unique in a table of 143 rows.
  const allowed = (key: string, table: string): boolean =>
    table in SPANNING || table === 'planted' || (table === 'office' && key === 'office_letters_key')
  assert.deepEqual(
    rows.filter(({ table, key }) => !allowed(key, table)),
    [],
  )
})
