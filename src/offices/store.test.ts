import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import pg from 'pg'
import type { Actor } from '../platform/audit.ts'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { translator } from '../platform/i18n/index.ts'
import { readDefinition } from './definition-file.ts'
import type { OfficeDefinition } from './definition.ts'
import { FileRefusal } from './errors.ts'
import { type AppliedOffice, applyOfficeIn, loadReferenceData, type OfficeChange } from './service.ts'
import { readOffices } from './store.ts'
import { reference, wonosobo } from './testing.ts'

const clock = new SetClock('2026-11-24T02:00:00Z')
const officer: Actor = { kind: 'staff', name: 'sri' }
const t = translator('en')

function moves(movesMax: number): OfficeDefinition {
  return { ...wonosobo, booking: { ...wonosobo.booking, movesMax } }
}

test('the first start', async (scope) => {
  const database = await testDatabase({ after })
  const { kysely, pool } = database

  const apply = ({ text, ...change }: OfficeChange): Promise<AppliedOffice> => {
    const definition = readDefinition(text, reference.catalogue)
    return kysely.transaction().execute((tx) => applyOfficeIn(tx, { clock, t }, { definition, ...change }))
  }

  async function inForce(): Promise<{ revision: number; movesMax: number | undefined }> {
    const office = (await readOffices(kysely)).find(({ officeId }) => officeId === 'wonosobo')!
    return { revision: office.revision, movesMax: office.definition?.booking.movesMax }
  }

  async function audited(): Promise<number> {
    const { rows } = await pool.query<{ count: string }>(`select count(*) from audit where office_id = 'wonosobo'`)
    return Number(rows[0]!.count)
  }

  await scope.test('eight starts at once load everything once', async () => {
    const loads = await Promise.all(Array.from({ length: 8 }, () => loadReferenceData({ database, clock })))
    assert.deepEqual(loads.map((one) => one.officesChanged).toSorted((a, b) => b - a), [143, 0, 0, 0, 0, 0, 0, 0])
    assert.equal(loads.reduce((sum, one) => sum + one.holidaysChanged, 0), reference.holidays.length)
    assert.deepEqual(loads.flatMap((one) => one.defined), ['wonosobo'])
    assert.deepEqual(await inForce(), { revision: 1, movesMax: 2 })
    assert.equal(await audited(), 1)
  })

  await scope.test('what is read back is what was shipped', async () => {
    const stored = await readOffices(kysely)
    const names = ({ officeId }: { officeId: string }) => officeId
    assert.deepEqual(stored.map(names).toSorted(), reference.offices.map(names).toSorted())
    for (const listed of reference.offices) {
      const { bookable, definition, revision, ...rest } = stored.find(({ officeId }) => officeId === listed.officeId)!
      assert.deepEqual(rest, listed)
      assert.equal(bookable, listed.officeId === 'wonosobo')
      assert.deepEqual(definition, bookable ? wonosobo : null)
      assert.equal(revision, bookable ? 1 : 0)
    }
    const { rows } = await pool.query(`select status, count(*)::int from holiday group by 1 order by 1`)
    assert.deepEqual(rows, [{ status: 'decreed', count: 25 }, { status: 'provisional', count: 17 }])
  })

  await scope.test('a start with nothing new changes nothing', async () => {
    assert.deepEqual(await loadReferenceData({ database, clock }), {
      catalogue: reference.catalogue,
      officesChanged: 0,
      holidaysChanged: 0,
      defined: [],
    })
  })

  await scope.test('a computed holiday that was decreed on another day moves there', async () => {
    const holidays = reference.holidays.map((one) =>
      one.name === 'Idul Adha 1448 H'
        ? { ...one, date: one.date.add({ days: 1 }), status: 'decreed' as const }
        : one,
    )
    const decreed = { ...reference, holidays }
    assert.equal((await loadReferenceData({ database, clock, reference: decreed })).holidaysChanged, 2)
    const { rows } = await pool.query<{ date: Temporal.PlainDate }>(
      `select date from holiday where name = 'Idul Adha 1448 H'`,
    )
    assert.deepEqual(rows.map(({ date }) => date.toString()), ['2027-05-17'])
    assert.equal((await loadReferenceData({ database, clock })).holidaysChanged, 2)
  })

  await scope.test('letters stay, since tickets begin with them; other facts follow the list', async () => {
    const offices = reference.offices.map((one) =>
      one.officeId === 'cilacap' ? { ...one, letters: 'XXX', class: 'I Khusus' } : one,
    )
    await loadReferenceData({ database, clock, reference: { ...reference, offices } })
    const cilacap = (await readOffices(kysely)).find(({ officeId }) => officeId === 'cilacap')!
    assert.deepEqual([cilacap.letters, cilacap.class], ['CCP', 'I Khusus'])
  })

  await scope.test('a newer shipped definition replaces a shipped one; the older never comes back', async () => {
    const newer = { ...reference, definitions: [moves(3)] }
    assert.deepEqual((await loadReferenceData({ database, clock, reference: newer })).defined, ['wonosobo'])
    assert.deepEqual((await loadReferenceData({ database, clock })).defined, [])
    assert.deepEqual(await inForce(), { revision: 2, movesMax: 3 })
  })

  await scope.test('a dry run only tells', async () => {
    const file = { text: JSON.stringify(moves(4)), by: officer, dryRun: true }
    assert.deepEqual((await apply(file)).changes, ['booking.movesMax: 3 becomes 4'])
    assert.deepEqual(await inForce(), { revision: 2, movesMax: 3 })
  })

  await scope.test('an applied file is in force, kept as a revision, traced and told', async () => {
    const listener = new pg.Client({ connectionString: database.url })
    await listener.connect()
    try {
      await listener.query('listen giliran')
      const heard = new Promise((resolve) => listener.once('notification', ({ payload }) => resolve(payload)))
      const before = await audited()
      const applied = await apply({ text: JSON.stringify(moves(4)), by: officer })
      assert.equal(applied.revision, 3)
      assert.equal(await heard, 'offices wonosobo')
      assert.equal(await audited(), before + 1)
    } finally {
      await listener.end()
    }
    const { rows } = await pool.query(`select revision, changed_by from office_revision order by revision`)
    assert.deepEqual(rows, [
      { revision: 1, changed_by: 'system' },
      { revision: 2, changed_by: 'system' },
      { revision: 3, changed_by: 'staff:sri' },
    ])
  })

  await scope.test('the same file again changes nothing', async () => {
    const again = await apply({ text: JSON.stringify(moves(4)), by: officer })
    assert.deepEqual([again.changes, again.revision], [[], 3])
    assert.equal(await audited(), 3)
  })

  await scope.test('what somebody applied is never replaced by what is shipped', async () => {
    const newer = { ...reference, definitions: [moves(5)] }
    assert.deepEqual((await loadReferenceData({ database, clock, reference: newer })).defined, [])
    assert.deepEqual(await inForce(), { revision: 3, movesMax: 4 })
  })

  await scope.test('twenty who apply at once come one after the other, none is lost', async () => {
    const texts = Array.from({ length: 20 }, (_, index) =>
      JSON.stringify({ ...wonosobo, phone: `(0286) ${index}` }),
    )
    const applied = await Promise.all(texts.map((text) => apply({ text, by: officer })))
    const revisions = applied.map(({ revision }) => revision)
    assert.deepEqual(revisions.toSorted((a, b) => a - b), Array.from({ length: 20 }, (_, index) => 4 + index))
    assert.equal((await inForce()).revision, 23)
  })

  await scope.test('a file for an office that is not listed is refused by its name', async () => {
    const text = JSON.stringify({ ...wonosobo, office: 'atlantis' })
    await assert.rejects(async () => apply({ text, by: officer }), (error) => {
      assert.ok(error instanceof FileRefusal)
      assert.deepEqual(error.lines(t), ['office: no office of this name is listed'])
      return true
    })
  })

  await scope.test('an office can be switched off, and is then no longer bookable', async () => {
    await apply({ text: JSON.stringify({ ...wonosobo, bookable: false }), by: officer })
    const office = (await readOffices(kysely)).find(({ officeId }) => officeId === 'wonosobo')!
    assert.equal(office.bookable, false)
    assert.equal(office.definition?.office, 'wonosobo')
  })

  await scope.test('a stored definition of an unknown shape is named, not served', async () => {
    await pool.query(`update office set definition = '{"old": true}' where office_id = 'cilacap'`)
    await assert.rejects(readOffices(kysely), /stored definition of cilacap/)
  })
})
