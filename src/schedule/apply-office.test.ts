import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { loadReferenceData, type OfficeDefinition, readReferenceData, withClosing } from '../offices/index.ts'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { translator } from '../platform/i18n/index.ts'
import { applyOfficeWithSlots, editOfficeWithSlots } from './apply-office.ts'
import { exampleNow } from './testing.ts'

// Goal: a definition and its slots change together or not at all.
const database = await testDatabase({ after })
const clock = new SetClock(exampleNow)
const reference = await readReferenceData()
const { catalogue } = await loadReferenceData({ database, clock, reference })
const wonosobo = reference.definitions.find(({ office }) => office === 'wonosobo')!

function apply(definition: OfficeDefinition, dryRun = false) {
  const by = { kind: 'staff', name: 'sri' } as const
  const needs = { database, clock, catalogue, t: translator('en') }
  return applyOfficeWithSlots(needs, { text: JSON.stringify(definition), by, dryRun })
}

/** What stands: revision, traces and slots with their seats. */
async function standing() {
  const { rows } = await database.pool.query(
    `select revision, definition #>> '{templates,0,counters}' as counters,
       (select count(*)::int from office_revision r where r.office_id = o.office_id) as revisions,
       (select count(*)::int from audit a where a.office_id = o.office_id) as traces,
       (select count(*)::int from slot s where s.office_id = o.office_id) as slots,
       (select coalesce(sum(planned), 0)::int from slot s where s.office_id = o.office_id) as seats
     from office o where office_id = 'wonosobo'`,
  )
  return rows[0]
}

function withCounters(counters: number): OfficeDefinition {
  return { ...wonosobo, templates: wonosobo.templates.map((one, index) => (index === 0 ? { ...one, counters } : one)) }
}

test('a file brings its slots', async () => {
  const { slots, revision } = await apply(withCounters(5))
  assert.equal(revision, 2)
  assert.ok(slots && slots.created.length > 0)
  const { slots: count, counters } = await standing()
  assert.deepEqual([count, counters], [slots.created.length, '5'])
})

test('a dry run says what it would do, and does nothing', async () => {
  const before = await standing()
  const { slots, changes } = await apply(withCounters(6), true)
  assert.ok(slots && slots.changed.length > 0)
  assert.deepEqual(changes, ['templates[kantor online].counters: 5 becomes 6'])
  assert.deepEqual(await standing(), before)
})

test('where the slots cannot be made, the old definition and its slots stay in force', async () => {
  const before = await standing()
  await database.pool.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'no room for slots'; end $$;
     create trigger refuse before update on slot for each row execute function refuse()`,
  )
  await assert.rejects(apply(withCounters(6)), /no room for slots/)
  assert.deepEqual(await standing(), before)
  await database.pool.query('drop trigger refuse on slot')
  const { slots } = await apply(withCounters(6))
  assert.ok(slots && slots.changed.length > 0)
  assert.equal((await standing()).revisions, before.revisions + 1)
})

test('an office that is switched off keeps the slots it has', async () => {
  const before = await standing()
  assert.equal((await apply({ ...withCounters(6), bookable: false })).slots, undefined)
  assert.deepEqual(await standing(), { ...before, revision: before.revision + 1, revisions: before.revisions + 1,
    traces: before.traces + 1 })
})

test('two who change the definition in force at once lose nothing of each other', async () => {
  const needs = { database, clock, catalogue, t: translator('en') }
  await apply(wonosobo)
  const dates = ['2026-12-07', '2026-12-08', '2026-12-09']
  const close = (date: string) =>
    editOfficeWithSlots(needs, {
      officeId: 'wonosobo',
      by: { kind: 'staff', name: 'sri' },
      edit: (definition) => withClosing(definition, { siteId: 'kantor', date, reason: 'Banjir' }),
    })
  await Promise.all(dates.map(close))
  const { rows } = await database.pool.query<{ definition: OfficeDefinition }>(
    `select definition from office where office_id = 'wonosobo'`,
  )
  assert.deepEqual(rows[0]?.definition.exceptions?.map((one) => one.date).sort(), dates)
  const { rows: left } = await database.pool.query(
    `select from slot where office_id = 'wonosobo' and site_id = 'kantor'
       and (starts_at at time zone 'Asia/Jakarta')::date = any($1::date[])`,
    [dates],
  )
  assert.equal(left.length, 0)
})
