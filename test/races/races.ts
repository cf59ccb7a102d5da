import assert from 'node:assert/strict'
import { bookRequest, changeRequest, fill, type Held, type Reply, tally, type World } from './world.ts'

/**
 * One promise of design.md under a race. `run` fails with an AssertionError when it is broken;
 * `broken` is how it fails on an app that keeps no promise (controls.test.ts): a race that
 * nobody can lose proves nothing. It names what only haste breaks: an app that refuses all must not match.
 */
export interface Race {
  name: string
  run(world: World): Promise<void>
  broken: RegExp
}

export const races: readonly Race[] = [
  {
    name: 'two thousand at once for a hundred seats: a hundred bookings, the others are told it is full',
    async run(world) {
      const slot = await world.slot(100)
      const replies = await world.atOnce(world.niks(2000).map((nik) => bookRequest({ slot, niks: [nik] })))
      const { taken } = await world.slotRow(slot)
      assert.ok(taken <= 100, 'oversold')
      assert.equal(taken, 100)
      assert.deepEqual(tally(replies), { booked: 100, 'slot-full': 1900 })
    },
    broken: /oversold/,
  },
  {
    name: 'parties of mixed sizes fill a slot to the last seat, whole or not at all',
    async run(world) {
      const slot = await world.slot(61)
      const sizes = Array.from({ length: 320 }, (_, i) => [1, 1, 1, 2, 2, 3, 4, 5][i % 8]!)
      const replies = await world.atOnce(sizes.map((size) => bookRequest({ slot, niks: world.niks(size) })))
      const booked = sizes.filter((_, i) => replies[i]!.status === 201)
      assert.deepEqual(await sizesHeld(world, slot), booked.toSorted((a, b) => a - b), 'parties are whole')
      assert.equal(booked.reduce((sum, size) => sum + size, 0), 61)
      assert.deepEqual(await world.slotRow(slot), { capacity: 61, taken: 61 })
      assert.equal(tally(replies)['slot-full'], 320 - booked.length)
    },
    broken: /parties are whole/,
  },
  {
    name: 'one person asked for two hundred times, in two slots: one booking, the others are told',
    async run(world) {
      const slots = [await world.slot(300), await world.slot(300)]
      const [nik] = world.niks(1)
      const replies = await world.atOnce(
        Array.from({ length: 200 }, (_, i) => bookRequest({ slot: slots[(i >> 1) % 2]!, niks: [nik!] })),
      )
      assertOneLive(replies)
      assert.deepEqual(tally(replies), { booked: 1, 'person-already-booked': 199 })
      for (const { problem, body } of replies) if (problem) assert.deepEqual(body.people, [0])
    },
    broken: /two live bookings/,
  },
  {
    name: 'parties that share a person: one is booked, and those who came with the others stay free',
    async run(world) {
      const slot = await world.slot(500)
      const [shared] = world.niks(1)
      const companions = Array.from({ length: 80 }, () => world.niks(2))
      const replies = await world.atOnce(companions.map(([a, b]) => bookRequest({ slot, niks: [a!, shared!, b!] })))
      assertOneLive(replies)
      assert.deepEqual(tally(replies), { booked: 1, 'person-already-booked': 79 })
      const others = companions.filter((_, i) => replies[i]!.status !== 201)
      assert.equal(others.length, 79)
      const anew = await world.atOnce(others.map((niks) => bookRequest({ slot, niks })))
      assert.deepEqual(tally(anew), { booked: 79 })
    },
    broken: /two live bookings/,
  },
  {
    name: 'the same request fifty times is one booking, also when the slot is full meanwhile',
    async run(world) {
      const slot = await world.slot(3)
      const [nik, other] = world.niks(2)
      const same = bookRequest({ slot, niks: [nik!], idempotencyKey: `press-${nik}` })
      const changed = bookRequest({ slot, niks: [other!], idempotencyKey: `press-${nik}` })
      const replies = await world.atOnce(Array.from({ length: 50 }, () => same))
      const codes = new Set(replies.flatMap(({ body }) => body.code ?? []))
      assert.ok(codes.size <= 1, 'two tickets')
      assert.deepEqual(tally(replies), { booked: 50 })
      assert.deepEqual(tally(await world.atOnce([changed, changed])), { 'idempotency-conflict': 2 })
      await fill(world, slot, 2)
      assert.deepEqual(tally(await world.atOnce([bookRequest({ slot, niks: [other!] })])), { 'slot-full': 1 })
      const late = await world.atOnce([same, same, changed])
      assert.deepEqual(tally(late), { booked: 2, 'idempotency-conflict': 1 })
      assert.equal(late[0]!.body.code, replies[0]!.body.code)
    },
    broken: /two tickets/,
  },
  {
    name: 'moves and bookings race for the last seats: who is refused keeps the old one',
    async run(world) {
      const [from, to] = [await world.slot(12), await world.slot(5)]
      const movers = await fill(world, from, 12)
      const moves = movers.map((held) => changeRequest('move', held, { slot: to }))
      const bookings = world.niks(60).map((nik, i) => bookRequest({ slot: i % 2 ? from : to, niks: [nik] }))
      const replies = await world.atOnce([...bookings.slice(0, 20), ...moves, ...bookings.slice(20)])
      await assertSeatsOf(world, [from, to])
      const moved = replies.slice(20, 32)
      assert.deepEqual(Object.keys(tally(moved)).filter((kind) => kind !== '200' && kind !== 'slot-full'), [])
      for (const [i, { status }] of moved.entries()) {
        assert.deepEqual(await whereabouts(world, movers[i]!), { state: 'booked', slot_id: status === 200 ? to : from })
      }
      assert.deepEqual(await world.slotRow(to), { capacity: 5, taken: 5 })
    },
    broken: /seats are those of the bookings/,
  },
  {
    name: 'moves that cross between two slots neither deadlock nor lose a seat',
    async run(world) {
      const slots = [await world.slot(40), await world.slot(40)]
      const held = [await fill(world, slots[0]!, 34), await fill(world, slots[1]!, 34)]
      for (const round of [0, 1]) {
        const there = held.flatMap((people, home) =>
          people.map((one) => changeRequest('move', one, { slot: slots[(home + 1 + round) % 2]! })),
        )
        const replies = await world.atOnce(shuffled(there))
        const others = Object.keys(tally(replies)).filter((kind) => kind !== '200' && kind !== 'slot-full')
        assert.deepEqual(others, [], 'moves fail')
        await assertSeatsOf(world, slots)
      }
    },
    broken: /moves fail/,
  },
  {
    name: 'cancellations and bookings race for a full slot: what is freed is given once',
    async run(world) {
      const slot = await world.slot(30)
      const held = await fill(world, slot, 30)
      const bookings = world.niks(60).map((nik) => bookRequest({ slot, niks: [nik] }))
      const replies = await world.atOnce(shuffled([...held.map((one) => changeRequest('cancel', one)), ...bookings]))
      await assertSeatsOf(world, [slot])
      const { 200: cancelled, booked = 0, ...others } = tally(replies)
      assert.equal(cancelled, 30)
      assert.deepEqual(others, booked < 60 ? { 'slot-full': 60 - booked } : {})
      await fill(world, slot, 30 - booked)
      assert.deepEqual(await world.slotRow(slot), { capacity: 30, taken: 30 })
    },
    broken: /seats are those of the bookings/,
  },
  {
    name: 'thirty slots filled by both apps at once: nothing fails, nothing is oversold',
    async run(world) {
      const slots = await Promise.all(Array.from({ length: 30 }, () => world.slot(40)))
      const sizes = Array.from({ length: 900 }, (_, i) => [1, 2, 5, 1, 3, 1, 4, 2][i % 8]!)
      const replies = await world.atOnce(
        sizes.map((size, i) => bookRequest({ slot: slots[(i * 7) % 30]!, niks: world.niks(size) })),
      )
      await assertSeatsOf(world, slots)
      const booked = tally(replies)['booked'] ?? 0
      assert.deepEqual(tally(replies), { booked, 'slot-full': 900 - booked })
      assert.ok(booked > 400)
    },
    broken: /seats are those of the bookings/,
  },
]

function assertOneLive(replies: readonly Reply[]): void {
  const { booked = 0 } = tally(replies)
  assert.ok(booked <= 1, 'two live bookings')
}

/** Sizes of the parties in a slot by the people that are there, the smallest first. */
async function sizesHeld({ database }: World, slot: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ size: number }>(
    `select count(p.position)::int as size from booking b left join booking_person p using (office_id, booking_id)
     where b.slot_id = $1 group by b.booking_id order by 1`,
    [slot],
  )
  return rows.map((row) => row.size)
}

async function assertSeatsOf({ database }: World, slots: readonly string[]): Promise<void> {
  const { rows } = await database.pool.query<{ taken: number; capacity: number; seats: number }>(
    `select s.taken, s.capacity, (select coalesce(sum(party_size), 0)::int from booking b
       where b.office_id = s.office_id and b.slot_id = s.slot_id and b.state = 'booked') as seats
     from slot s where slot_id = any($1::bigint[])`,
    [slots],
  )
  assert.equal(rows.length, slots.length)
  const wrong = rows.filter(({ taken, capacity, seats }) => taken !== seats || taken > capacity)
  assert.deepEqual(wrong, [], 'seats are those of the bookings')
}

async function whereabouts({ database }: World, { code }: Held): Promise<{ state: string; slot_id: string }> {
  const { rows } = await database.pool.query('select state, slot_id from booking where code = $1', [
    code.replaceAll('-', ''),
  ])
  return rows[0]
}

/** In another order, the same at each run. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item, i) => ({ item, at: (i * 7919) % 1009 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
