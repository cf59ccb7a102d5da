import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, bookingChecks } from '../../src/bookings/index.ts'
import {
  changeWishes,
  drawChecks,
  enter,
  leave,
  readEntry,
  runDraws,
  verifyEntry,
} from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { byContact, drawParty, drawWish, giveByDraw, seenByWitness } from '../drawn-office.ts'
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

test('ids of entries made one after the other tell no time and no order', async () => {
  const ids: string[] = []
  const begun = clock.now()
  for (let i = 0; i < 12; i++) {
    clock.set(begun.add({ milliseconds: i }))
    ids.push((await enter(deps, drawParty(someNiks(1)))).entryId)
  }
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/)
  assert.notDeepEqual(ids.toSorted(), ids)
})

/** The promises that do not hold once that is done, which is then undone. */
async function seenOf(plant: string, values: readonly unknown[] = []): Promise<string[]> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query('set local enable_nestloop = off; set local enable_mergejoin = off')
    for (const one of plant.split(';')) await client.query(one, values.slice(0, new Set(one.match(/\$\d/g)).size))
    const seen = []
    for (const [name, check] of Object.entries({ ...bookingChecks, ...drawChecks })) {
      assert.ok(typeof check === 'string')
      const { rows } = await client.query(check, check.includes('$1') ? [clock.now().toString()] : [])
      if (rows.length > 0) seen.push(name)
    }
    return seen
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const STANDS = 'an entry stands as its traces leave it'
const VERIFIED = 'a verified entry was verified, as its traces say'

test('whatever of an entry is rewritten before the close is seen, after any changes of its own', async () => {
  const niks = someNiks(3)
  const plain = await enter(deps, drawParty(someNiks(1)))
  const cards = await enter(deps, drawParty(someNiks(1), { cardSeen: true, channel: 'desk' }))
  const proved = await enter(deps, drawParty(someNiks(1)))
  await verifyEntry(deps, { ...proved, proof: byContact(app, '+62812345678'), actor: applicant })
  const changed = await enter(deps, drawParty(niks))
  // All in one moment, to and fro: of what is the newest nothing but its trace tells.
  const change = { entry: changed, nik: niks[0]!, actor: applicant }
  for (const day of ['2026-12-15', '2026-12-14', '2026-12-15']) {
    await changeWishes(deps, { ...change, wishes: [drawWish(day)] })
  }
  await leave(deps, { entry: changed, nik: niks[1]!, whole: false, actor: applicant })
  const days = ['2026-12-14', '2026-12-15']
  await Promise.all(days.map((day) => changeWishes(deps, { ...change, wishes: [drawWish(day)] })))
  assert.deepEqual(await seenOf('select'), [])

  const ids = [plain, cards, proved, changed].map(({ entryId }) => entryId)
  const rewritten = {
    [`wishes = '["kantor 2026-12-15 08:00"]'`]: STANDS,
    [`channel = 'partner'`]: STANDS,
    [`entered_on = entered_on - 1`]: STANDS,
    [`commitment = sha256('x')`]: STANDS,
    [`verified_at = entered_at, verified_by = case verified_by when 'card' then 'contact' else 'card' end`]: VERIFIED,
  }
  for (const [set, seen] of Object.entries(rewritten)) {
    const plant = `update draw_entry set ${set} where entry_id = $1`
    for (const id of ids) assert.deepEqual(await seenOf(plant, [id]), [seen])
  }
  for (const id of [cards.entryId, proved.entryId]) {
    const unproved = 'update draw_entry set verified_at = null, verified_by = null where entry_id = $1'
    assert.deepEqual(await seenOf(unproved, [id]), [VERIFIED])
  }
  const swapped = `update live_claim set nik_hash = $2 where booking_id = $1;
    update draw_person set nik_hash = $2 where entry_id = $1`
  for (const { entryId } of [plain, cards, proved]) {
    assert.deepEqual(await seenOf(swapped, [entryId, app.keys.lookup('nik', someNiks(1)[0]!)]), [STANDS])
  }
})

test('an entry or a turn that is taken away whole, with all its openings, leaves traces without one', async () => {
  const { entryId } = await enter(deps, drawParty(someNiks(1)))
  const { slots } = await app.slots.office('wonosobo')
  const soon = Temporal.Instant.from('2026-12-01T00:00:00Z')
  const slot = slots.find(({ siteId, channel, startsAt }) =>
    siteId === 'magelang' && channel === 'online' && Temporal.Instant.compare(startsAt, soon) > 0)!
  const { people } = drawParty(someNiks(1))
  const asked = { ...drawParty([]), office: 'wonosobo', slot: slot.slotId, people }
  const { bookingId } = await book(app.bookings.deps, asked)
  const openings = `delete from audit_opening where strpos(opening, $1) > 0`
  const gone = (tables: string[], of: string): string =>
    tables.map((table) => `delete from ${table} where ${of} = $1`).join(';')
  const both = gone(['live_claim', 'idempotency'], 'booking_id')
  const lost = ['every trace has its opening']
  const entry = `${openings};${both};${gone(['draw_person', 'draw_entry'], 'entry_id')}`
  assert.deepEqual(await seenOf(entry, [entryId]), lost)
  const seat = `update slot set taken = taken - 1 where slot_id = (select slot_id from booking where booking_id = $1)`
  const turn = `${openings};${both};${seat};${gone(['booking_person', 'booking'], 'booking_id')}`
  assert.deepEqual(await seenOf(turn, [bookingId]), lost)
})

test('the receipt of a winner says when they entered and when they won', async () => {
  const enteredAt = clock.now()
  const later = enteredAt.add({ minutes: 7, milliseconds: 3 })
  clock.set(later)
  for (let i = 0; i < 12; i++) await enter(deps, drawParty(someNiks(1)))
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
    const ends = said.filter(({ kind }) => kind === 'entered' || kind === 'booked')
    assert.deepEqual(ends.map(({ kind, at }) => [kind, at]), [
      ['entered', entered.toString()],
      ['booked', '2026-12-02T05:00:03Z'],
    ])
  }
})
