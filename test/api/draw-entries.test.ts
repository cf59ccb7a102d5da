import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  enter,
  type EnterRequest,
  readEntry,
  runDraws,
} from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { giveByDraw, seenByWitness } from '../drawn-office.ts'
import { openHouse } from './app.ts'

// Goal: an entry's id tells nobody when it was made, and nobody rewrites, replaces or drops an entry unseen.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
await giveByDraw(house)
const deps = app.draws
const applicant = { kind: 'applicant' } as const

let used = 0
const someNiks = (count: number): string[] => {
  used += count
  return sampleNiks(count, 70_000 + used - count)
}

const wish = (date: string) => ({ site: 'kantor', date, part: 'any' })

function party(niks: string[], change: Partial<EnterRequest> = {}): EnterRequest {
  return {
    draw: 'wonosobo.uji',
    people: niks.map((nik) => ({ name: 'Siti', nik, service: 'new-adult', purpose: 'umrah' })),
    wishes: [wish('2026-12-14')],
    locale: 'id',
    actor: applicant,
    channel: 'home',
    ...change,
  }
}

test('ids of entries made one after the other tell no time and no order', async () => {
  const ids: string[] = []
  const begun = clock.now()
  for (let i = 0; i < 12; i++) {
    clock.set(begun.add({ milliseconds: i }))
    ids.push((await enter(deps, party(someNiks(1)))).entryId)
  }
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/)
  assert.notDeepEqual(ids.toSorted(), ids)
})

test('the receipt of a winner says when they entered and when they won', async () => {
  const enteredAt = clock.now()
  const later = enteredAt.add({ minutes: 7, milliseconds: 3 })
  clock.set(later)
  for (let i = 0; i < 12; i++) await enter(deps, party(someNiks(1)))
  clock.set('2026-12-01T09:00:00Z')
  await runDraws(deps)
  await seenByWitness(app)
  clock.set('2026-12-02T05:00:03Z')
  await runDraws(deps)
  await seenByWitness(app)
  const { rows } = await database.pool.query<{ entry_id: string; entered_at: Temporal.Instant }>(
    `select entry_id, entered_at from draw_entry where state = 'won'`,
  )
  assert.ok(rows.length > 0)
  for (const { entry_id: entryId, entered_at: entered } of rows) {
    const { key } = (await readEntry(database.kysely, app.keys, 'wonosobo', { entryId }))!
    const receipt = await (await fetch(`${app.address}/t/${key}/receipt`)).text()
    const said = [...receipt.matchAll(/^opening (.*)$/gm)].map(([, opening]) => JSON.parse(opening!))
    assert.deepEqual(said.map(({ kind, at }) => [kind, at]), [
      ['entered', entered.toString()],
      ['booked', '2026-12-02T05:00:03Z'],
    ])
  }
})
