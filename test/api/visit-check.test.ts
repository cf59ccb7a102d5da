import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkPromises } from '../../src/check.ts'
import { openHouse } from './app.ts'
import { bookAt, Desk } from './hall.ts'

// Goal: `giliran check` names every kind of damage to a day.
// How: a small day, then each kind planted in a transaction that is rolled back.
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house

/** What is planted, and the check that must see it; the guards that forbid it are taken away first. */
const planted: Record<string, { plant: string; seen: string[] }> = {
  'a number at a second counter': {
    plant: `alter table counter_now drop constraint visit_at_one_counter;
      insert into counter_now select office_id, site_id, 'k5', visit_id from counter_now`,
    seen: ['who is called or served is at one counter, and nobody else is', 'the guards of halls stand'],
  },
  'a called number that stands nowhere': {
    plant: 'delete from counter_now',
    seen: ['who is called or served is at one counter, and nobody else is'],
  },
  'a lost person': {
    plant: 'delete from visit_person where position = 1',
    seen: ['a number has as many people as it says'],
  },
  'a number of their own that is for somebody else': {
    plant: `update visit set apart = '{4}' where visit_id = (select min(visit_id::text)::uuid from visit)`,
    seen: ['a number of their own is for who is on it'],
  },
  'a person of no ticket': {
    plant: 'update visit_person set booking_id = gen_random_uuid()',
    seen: ['who is here is on the ticket'],
  },
  'an unknown state': {
    plant: `update visit set state = 'sold'`,
    seen: [
      'who is called or served is at one counter, and nobody else is',
      'the state of every visit is one of the known',
    ],
  },
  'a step without a trace': {
    plant: `insert into visit_step (office_id, visit_id, step, at, kind, stage)
      select office_id, visit_id, 99, now(), 'called', 'verification' from visit`,
    seen: ['every step of a visit has its trace'],
  },
  'a number counted back': {
    plant: `update hall set numbers = '{"A": 1}'`,
    seen: ['no number is given again'],
  },
  'a second draw at a door': {
    plant: `alter table door_draw drop constraint door_draw_once;
      insert into door_draw values ('wonosobo', 'kantor', '2026-11-26', 'x', '4821', 'x', '{1}', '{5}', now())`,
    seen: ['every draw at a door has one trace', 'the guards of halls stand'],
  },
  'a seat drawn at a door without a number': {
    plant: `insert into door_entry values
      ('wonosobo', 'kantor', '2026-11-26', 1, 1, 'seated', null, gen_random_uuid(), null)`,
    seen: ['a seat drawn at the door has its number'],
  },
}

before(async () => {
  await app.staff.seedDemonstration()
  const tickets = [
    await bookAt(app.address, { day: '2026-11-26', hour: '08:00' }),
    await bookAt(app.address, { day: '2026-11-26', hour: '08:30', size: 2 }),
  ]
  clock.set('2026-11-26T07:45:00+07:00')
  const reception = new Desk(app.address, 'resepsionis')
  for (const { code } of tickets) await reception.checkIn(code)
  const counter = new Desk(app.address, 'loket-1')
  await counter.act('k1', 'open')
  await counter.act('k1', 'next')
})

for (const [name, { plant, seen }] of Object.entries(planted)) {
  test(`${name} is named`, async () => {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query(plant)
      // The check opens a snapshot of its own; here it must see what is not committed.
      const within = { query: (asked: unknown, ...rest: unknown[]) => ask(client, asked, rest) }
      const { differences } = await checkPromises(within as never, clock.now())
      assert.deepEqual([...new Set(differences.map((one) => one.check))].toSorted(), seen.toSorted())
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
}

/** All but the check's own begin and rollback, which would end ours. */
function ask(client: { query: (...asked: never[]) => unknown }, asked: unknown, rest: unknown[]): unknown {
  const isFrame = typeof asked === 'string' && /^(begin|rollback)/.test(asked)
  return isFrame ? Promise.resolve() : client.query(...([asked, ...rest] as never[]))
}
