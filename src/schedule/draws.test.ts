import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import {
  type DrawPolicy,
  FileRefusal,
  loadReferenceData,
  type OfficeDefinition,
  readReferenceData,
} from '../offices/index.ts'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { translator } from '../platform/i18n/index.ts'
import { applyOfficeWithSlots } from './apply-office.ts'

// Goal: an office turns to a draw only as announced and where its days filled; its days' seats then wait for the draw.
const now = Temporal.Instant.from('2026-11-24T03:00:00Z')
const database = await testDatabase({ after })
const clock = new SetClock(now)
const reference = await readReferenceData()
const { catalogue } = await loadReferenceData({ database, clock, reference })
const wonosobo = reference.definitions.find(({ office }) => office === 'wonosobo')!

const policy: DrawPolicy = {
  id: 'minggu-51',
  from: '2026-12-14',
  to: '2026-12-18',
  sites: ['kantor'],
  announcedOn: '2026-11-24',
  reason: 'Tempat habis dalam menit',
  demand: { from: '2026-11-25', to: '2026-12-11' },
  opens: '2026-12-01 08:00',
  closes: '2026-12-08 16:00',
  draws: '2026-12-09 12:00',
  instantFrom: '2026-12-10 09:00',
}

function apply(draws: DrawPolicy[], change: Partial<OfficeDefinition> = {}) {
  const text = JSON.stringify({ ...wonosobo, ...change, draws })
  const needs = { database, clock, catalogue, t: translator('en') }
  return applyOfficeWithSlots(needs, { text, by: { kind: 'staff', name: 'sri' } })
}

const codesOf = (work: Promise<unknown>): Promise<string[]> =>
  work.then(() => [], (error: unknown) => {
    assert.ok(error instanceof FileRefusal, String(error))
    return error.fileFaults.map(({ place, code }) => `${place} ${code}`)
  })

async function seatsOf(siteId: string, day: string) {
  const { rows } = await database.pool.query(
    `select coalesce(sum(capacity), 0)::int as capacity, coalesce(sum(taken), 0)::int as taken,
       coalesce(sum(withheld), 0)::int as withheld, min(opens_at) as opens_at, min(draw_policy) as policy
     from slot where office_id = 'wonosobo' and channel = 'online' and site_id = $1
       and (starts_at at time zone 'Asia/Jakarta')::date = $2::date`,
    [siteId, day],
  )
  return rows[0] as { capacity: number; taken: number; withheld: number; opens_at: Temporal.Instant; policy: string }
}

/** As if every seat of these days had been booked. */
const fill = (from: string, to: string) =>
  database.pool.query(
    `update slot set taken = capacity where office_id = 'wonosobo' and channel = 'online' and site_id = 'kantor'
       and starts_at >= $1::date and starts_at < $2::date + 1`,
    [from, to],
  )

test('a file names what of a draw is out of order, too soon or said twice', async () => {
  const bad = { ...policy, announcedOn: '2026-11-25', closes: '2026-12-09 11:55', instantFrom: '2026-12-09 12:00' }
  assert.deepEqual(await codesOf(apply([bad, { ...policy, id: 'lain' }])), [
    'draws[0].opens drawTooSoon',
    'draws[0].draws drawOrder',
    'draws[0].instantFrom drawOrder',
    'draws[1] drawTwice',
  ])
  assert.deepEqual(await codesOf(apply([{ ...policy, to: '2026-12-33' }])), ['draws[0].to noSuchDate'])
})

test('a draw of some services says what the others have; a rest is for somebody, and the draw gets some', async () => {
  const some = { ...policy, services: ['new-adult', 'new-child'] }
  assert.deepEqual(await codesOf(apply([some])), ['draws[0].services drawLeavesNone'])
  assert.deepEqual(await codesOf(apply([{ ...policy, seats: { percent: 70 } }])), ['draws[0].seats drawRestForNobody'])
  assert.deepEqual(await codesOf(apply([{ ...some, seats: { percent: 1 } }])), ['draws[0].seats drawGivesNone'])
  // Said openly, the others have none: the next fault is another.
  assert.deepEqual(await codesOf(apply([{ ...some, seats: { percent: 100 } }])), ['draws[0].demand drawNoDemand'])
})

test('figures that an office states have to show more people than seats, and never outdo its own count', async () => {
  await apply([])
  const source = 'M-Paspor, Oktober 2026'
  const stated = (people: number, from = policy.demand.from) =>
    ({ ...policy, demand: { from, to: '2026-12-11', stated: { people, seats: 400, source } } })
  assert.deepEqual(await codesOf(apply([stated(400)])), ['draws[0].demand.stated.people drawDemandMet'])
  assert.deepEqual(await codesOf(apply([stated(900)])), ['draws[0].demand drawNoDemand'])
  // Of days that were given elsewhere there is nothing to count.
  const elsewhere = { ...stated(900), demand: { ...stated(900).demand, from: '2026-10-01', to: '2026-10-31' } }
  assert.deepEqual(await codesOf(apply([elsewhere])), [])
  await apply([])
})

test('an office whose days did not fill, or which tells people late, gets no draw', async () => {
  await apply([])
  assert.deepEqual(await codesOf(apply([policy])), ['draws[0].demand drawNoDemand'])
  await fill('2026-11-25', '2026-12-11')
  const late = { ...policy, announcedOn: '2026-11-20', opens: '2026-11-30 23:59' }
  assert.deepEqual(await codesOf(apply([late])), ['draws[0] drawNotAnnounced'])
})

test('the seats of its days wait for the draw, but for those given; the trace has the demand', async () => {
  const before = await seatsOf('kantor', '2026-12-14')
  await database.pool.query(
    `update slot set taken = 3 where slot_id = (select min(slot_id) from slot where office_id = 'wonosobo'
       and channel = 'online' and site_id = 'kantor' and starts_at >= '2026-12-14' and starts_at < '2026-12-15')`,
  )
  const { announced } = await apply([policy])
  assert.deepEqual(announced.map(({ demand }) => [demand.days, demand.daysFull]), [[13, 13]])
  const drawn = await seatsOf('kantor', '2026-12-14')
  assert.deepEqual([drawn.taken, drawn.withheld, drawn.capacity], [3, before.capacity - 3, before.capacity])
  assert.equal(drawn.opens_at.toString(), '2026-12-10T02:00:00Z')
  assert.equal(drawn.policy, 'minggu-51')
  const { rows } = await database.pool.query<{ opening: string }>(
    `select opening from audit_opening where opening::jsonb ->> 'kind' = 'draw-announced'
       and opening::jsonb #> '{terms,demand,stated}' is null`,
  )
  const { demandCounted } = JSON.parse(rows[0]!.opening)
  assert.equal(demandCounted.daysFull, 13)
  const { rows: kept } = await database.pool.query('select counted from draw_demand where policy_id = $1', [policy.id])
  assert.deepEqual(kept, [{ counted: demandCounted }], 'the pages show what the trace says')
  assert.equal((await seatsOf('kantor', '2026-12-21')).withheld, 0)
})

test('more counters are more seats of the draw, a closed day takes them out and brings them back', async () => {
  const more = wonosobo.templates.map((one) =>
    one.site === 'kantor' && one.channel === 'online' ? { ...one, counters: one.counters + 1 } : one,
  )
  await apply([policy], { templates: more })
  const grown = await seatsOf('kantor', '2026-12-14')
  assert.equal(grown.withheld, grown.capacity - 3)
  const closed = { date: '2026-12-14', kind: 'closed' as const, reason: 'Banjir' }
  await apply([policy], { exceptions: [closed] })
  const shut = await seatsOf('kantor', '2026-12-14')
  assert.deepEqual([shut.taken, shut.withheld], [3, 0])
  await apply([policy])
  const again = await seatsOf('kantor', '2026-12-14')
  assert.equal(again.withheld, again.capacity - 3)
})

test('a draw of a part of each hour is a slot beside the rest, and both together are the hour', async () => {
  const part = { ...policy, services: ['new-adult', 'new-child'], seats: { percent: 70 } }
  await apply([])
  const before = await partsOf('2026-12-14')
  assert.deepEqual(before.map(({ drawn }) => drawn), before.map(() => null))
  // Of the first hour more were given than the rest will be; of the second as many as there are.
  const [first, second] = before as [Parts, Parts]
  await database.pool.query('update slot set taken = 0 where slot_id in ($1, $2)', [first.slot_id, second.slot_id])
  const most = first.rest - 1
  await database.pool.query('update slot set taken = $1 where slot_id = $2', [most, first.slot_id])
  await database.pool.query('update slot set taken = capacity where slot_id = $1', [second.slot_id])
  await apply([part])
  const parts = await partsOf('2026-12-14')
  for (const [i, { rest, drawn, withheld, held }] of parts.entries()) {
    const whole = before[i]!.rest
    assert.equal(rest + (drawn ?? 0), whole, 'no more and no less than the hour')
    assert.equal(held, 0, 'the rest can be booked')
    assert.equal(withheld, drawn, 'what the draw gives waits for it')
    if (i > 1) assert.equal(drawn, Math.floor(whole * 0.7))
  }
  assert.deepEqual([parts[0]!.drawn, parts[1]!.drawn], [1, null])
  assert.equal((await seatsOf('magelang', '2026-12-14')).withheld, 0)
  // Taken back, the rest is the hour again, and what was given stays.
  await apply([])
  assert.deepEqual(await partsOf('2026-12-14'), before)
  await database.pool.query('update slot set taken = 0 where slot_id in ($1, $2)', [first.slot_id, second.slot_id])
  await apply([policy])
})

interface Parts {
  slot_id: string
  rest: number
  drawn: number | null
  withheld: number | null
  held: number
}

/** Each hour of a day: seats of the rest and of the draw's part. */
async function partsOf(day: string): Promise<Parts[]> {
  const { rows } = await database.pool.query<Parts>(
    `select s.slot_id, s.capacity as rest, p.capacity as drawn, p.withheld, s.withheld as held
     from slot s left join slot p on p.office_id = s.office_id and p.site_id = s.site_id and p.channel = s.channel
       and p.starts_at = s.starts_at and p.draw_part
     where s.office_id = 'wonosobo' and s.channel = 'online' and s.site_id = 'kantor' and not s.draw_part
       and (s.starts_at at time zone 'Asia/Jakarta')::date = $1::date order by s.starts_at`,
    [day],
  )
  return rows
}

test('a draw that may have been entered stays; before that it may be taken back', async () => {
  clock.set('2026-12-02T00:00:00Z')
  assert.deepEqual(await codesOf(apply([])), ['draws drawBegun'])
  assert.deepEqual(await codesOf(apply([{ ...policy, reason: 'Dengan kata lain' }])), [])
  clock.set(now)
  await apply([])
  const free = await seatsOf('kantor', '2026-12-14')
  assert.deepEqual([free.withheld, free.policy], [0, null])
})

test('once the list is closed its seats are as they are, whatever is planned', async () => {
  await apply([policy])
  const before = await seatsOf('kantor', '2026-12-15')
  await database.pool.query(
    `insert into draw (office_id, draw_id, policy_id, state, policy, opens_at, closes_at, draws_at, instant_at,
       ends_at)
     values ('wonosobo', 'wonosobo.minggu-51', 'minggu-51', 'frozen', '{}', $1, $1, $1, $1, $1)`,
    [now],
  )
  await apply([policy], { exceptions: [{ date: '2026-12-15', kind: 'closed', reason: 'Banjir' }] })
  const after = await seatsOf('kantor', '2026-12-15')
  assert.deepEqual([after.withheld, after.capacity], [before.withheld, before.withheld])
})

test('the id of a draw that was held is no other draw\'s: its row would stay, and no draw be made', async () => {
  await database.pool.query(
    `update draw set state = 'drawn', policy = $1 where draw_id = 'wonosobo.minggu-51'`,
    [JSON.stringify(policy)],
  )
  clock.set('2026-12-19T03:00:00Z')
  const later = {
    ...policy,
    from: '2027-01-06',
    to: '2027-01-07',
    announcedOn: '2026-12-19',
    opens: '2026-12-27 08:00',
    closes: '2026-12-28 16:00',
    draws: '2026-12-29 12:00',
    instantFrom: '2026-12-30 09:00',
  }
  assert.deepEqual(await codesOf(apply([later])), ['draws[0].id drawIdUsed'])
  // Nor after it was taken out of the file.
  await apply([])
  assert.deepEqual(await codesOf(apply([later])), ['draws[0].id drawIdUsed'])
  assert.deepEqual(await codesOf(apply([{ ...later, id: 'minggu-1' }])), [])
  clock.set(now)
})
