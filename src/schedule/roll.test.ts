import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { rollSlots } from './roll.ts'
import { exampleHolidays, exampleNow, exampleOffice } from './testing.ts'

const database = await testDatabase({ after })
const clock = new SetClock(exampleNow)

test('each day rolls every office one day further', async () => {
  const offices = ['one', 'two'].map((officeId) => ({ ...exampleOffice(), officeId }))
  const first = await rollSlots({ database, clock, offices, holidays: exampleHolidays })
  assert.ok(first.every((result) => result.created.length > 0))
  clock.advance({ hours: 24 })
  const next = await rollSlots({ database, clock, offices, holidays: exampleHolidays })
  assert.deepEqual(next.map((result) => [result.officeId, result.created.length]), [['one', 22], ['two', 22]])
})

test('an older definition does not undo a newer one that came in force meanwhile', async () => {
  const office = { ...exampleOffice(), officeId: 'changed' }
  const newer = JSON.stringify({ ...office.definition, phone: '1' })
  await database.pool.query(
    `insert into office (office_id, letters, name, class, province, time_zone, town_lat, town_lon, source, definition)
     values ('changed', 'TST', 'Uji', '', 'Uji', 'Asia/Jakarta', 0, 0, 'test', $1)`,
    [newer],
  )
  assert.deepEqual(await rollSlots({ database, clock, offices: [office], holidays: exampleHolidays }), [])
  const inForce = { ...office, definition: { ...office.definition, phone: '1' } }
  const [result] = await rollSlots({ database, clock, offices: [inForce], holidays: exampleHolidays })
  assert.ok(result && result.created.length > 0)
})

test('an office that cannot be generated does not keep the others from it', async () => {
  const offices = [
    { ...exampleOffice(), officeId: 'broken', timeZone: 'Asia/Atlantis' },
    { ...exampleOffice(), officeId: 'whole' },
  ]
  await assert.rejects(rollSlots({ database, clock, offices, holidays: exampleHolidays }), (error) => {
    assert.ok(error instanceof AggregateError)
    assert.match(String(error.errors[0]), /broken/)
    return true
  })
  const { rowCount } = await database.pool.query(`select from slot where office_id = 'whole' limit 1`)
  assert.equal(rowCount, 1)
})
