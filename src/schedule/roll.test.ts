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
