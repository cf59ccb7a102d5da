import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../platform/database/index.ts'
import { recount } from '../platform/recount.ts'
import { bookingChecks } from './check.ts'
import { engineFixture, makeParty, strangers, testNow } from './engine/testing.ts'

async function differencesOf({ pool }: Database): Promise<string[]> {
  const client = await pool.connect()
  try {
    const { differences } = await recount(client, bookingChecks, testNow)
    return [...new Set(differences.map((one) => one.check))]
  } finally {
    client.release()
  }
}

/** What is planted, and the checks that must see it; the guards that forbid it are taken away first. */
const planted: Record<string, { plant: string; seen: string[] }> = {
  'a lost seat': {
    plant: `update slot set taken = taken - 1 where taken > 0`,
    seen: ['seats taken are those of its bookings'],
  },
  'a seat given twice': {
    plant: `alter table slot drop constraint slot_never_oversold; update slot set capacity = taken - 1 where taken > 0`,
    seen: ['no slot is oversold', 'the guards stand'],
  },
  'a lost slot': {
    plant: `delete from slot where taken > 0`,
    seen: ['seats taken are those of its bookings'],
  },
  'a lost person': {
    plant: `delete from booking_person where position = 2`,
    seen: ['a party has as many people as it says', 'each claim is of a turn that is booked'],
  },
  'a lost booking': {
    plant: `delete from booking`,
    seen: [
      'seats taken are those of its bookings',
      'people belong to a booking',
      'each claim is of a turn that is booked',
      'every trace is of a booking that exists',
      'every remembered request has its booking',
    ],
  },
  'a lost claim': {
    plant: `delete from live_claim where nik_hash in (select nik_hash from booking_person where position = 0)`,
    seen: ['each person with a turn to come holds the claim'],
  },
  'an unknown state': {
    plant: `update booking set state = 'sold'`,
    seen: [
      'seats taken are those of its bookings',
      'each claim is of a turn that is booked',
      'every state is one of the known',
    ],
  },
  'a move without a trace': {
    plant: `update booking set moves = moves + 1`,
    seen: ['every booking, move and cancellation has its trace'],
  },
  'a booking put into another hour, seats and all': {
    plant: `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity, taken)
        select office_id, 'other', channel, starts_at, ends_at, opens_at, planned, capacity, taken from slot;
      update slot set taken = 0 where site_id <> 'other';
      update booking set slot_id = (select slot_id from slot where site_id = 'other')`,
    seen: ['a booking stands in the hour that its traces put it in'],
  },
  "somebody put in another's place, claim and all": {
    plant: `update live_claim set nik_hash = '\\x00' where nik_hash =
        (select nik_hash from booking_person where position = 1);
      update booking_person set nik_hash = '\\x00' where position = 1`,
    seen: ['whoever is booked is whom it was booked for'],
  },
  'somebody dropped from the list of a closed day': {
    plant: `insert into displacement select office_id, booking_id, 'kantor', now(), now() from booking`,
    seen: ['whoever lost an hour to the office is remembered until they have another'],
  },
  'a trace changed afterwards': {
    plant: `update audit_opening set opening = replace(opening, '"party":3', '"party":2')`,
    seen: ['every opening is what was committed to'],
  },
  'a trace kept from the ledger': {
    plant: `delete from leaf_pending`,
    seen: ['every trace waits for the ledger or stands in it'],
  },
  'a trace taken away': {
    plant: `alter table audit disable trigger all; delete from audit`,
    seen: ['every opening is what was committed to', 'the guards stand'],
  },
}

test('a sound database has no differences, each planted one is named', async (t) => {
  for (const [name, { plant, seen }] of Object.entries(planted)) {
    await t.test(name, async (t) => {
      const { database, slots, batcher } = await engineFixture(t, [10])
      await database.pool.query(
        `insert into office (office_id, letters, name, class, province, time_zone, town_lat, town_lon, source)
         values ('wonosobo', 'WSB', 'Wonosobo', 'II', 'Jawa Tengah', 'Asia/Jakarta', 0, 0, 'test')`,
      )
      await batcher.book(makeParty(slots[0]!, strangers(3)))
      assert.deepEqual(await differencesOf(database), [])
      await database.pool.query(plant)
      assert.deepEqual((await differencesOf(database)).sort(), [...seen].sort())
    })
  }
})

test('the audit refuses to be changed, deleted or truncated', async (t) => {
  const { database, slots, batcher } = await engineFixture(t, [10])
  await batcher.book(makeParty(slots[0]!, strangers(1)))
  for (const sql of ['update audit set at = now()', 'delete from audit', 'truncate audit']) {
    await assert.rejects(database.pool.query(sql), /never updated, deleted or truncated/, sql)
  }
})
