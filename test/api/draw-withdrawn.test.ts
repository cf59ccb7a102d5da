import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { enter, readDraw, syncDraws } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { translator } from '../../src/platform/i18n/index.ts'
import { applyOfficeWithSlots } from '../../src/schedule/index.ts'
import { drawParty, giveByDraw, testPolicy } from '../drawn-office.ts'
import { heardAll, openHouse } from './app.ts'

// Goal: nobody enters a draw that is none any more, however late it was taken back.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
const { offices } = app
const opens = Temporal.Instant.from('2026-11-24T08:00:00+07:00')

async function takeBack(): Promise<void> {
  const { definition } = offices.get('wonosobo')!
  const text = JSON.stringify({ ...definition, draws: [] })
  const needs = { database, clock, catalogue: offices.catalogue, t: translator('en') }
  await applyOfficeWithSlots(needs, { text, by: { kind: 'staff', name: 'test' } })
}

test('a draw taken back within the last minute before it opens is gone, whoever has not heard of it', async () => {
  clock.set(opens.subtract({ seconds: 1 }))
  await giveByDraw(house, { draws: [testPolicy] })
  const before = [...offices.all()]
  const unheard = Object.assign(Object.create(offices) as typeof offices, { all: () => before })
  await takeBack()
  await syncDraws({ bookings: { ...app.draws.bookings, offices: unheard } })
  await heardAll(app)
  clock.set(opens.add({ seconds: 1 }))
  await syncDraws(app.draws)
  assert.equal(await readDraw(database.kysely, 'wonosobo.uji'), undefined)
  await assert.rejects(enter(app.draws, drawParty(sampleNiks(1, 95_000))), { message: /not-found|unknown/i })
})
