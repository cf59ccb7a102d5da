import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, cancelBooking, moveBooking, type Ticket } from '../../src/bookings/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { openHouse } from './app.ts'
import { untilRows } from './rows.ts'

// Goal: who changes a party's booking locks its claims from the smallest hash on, as everybody does.
// How: somebody holds the smallest; whoever waits for it may then hold none of the others.
const { app, database, clock } = await openHouse({ after })
const deps = app.bookings.deps
const applicant = { kind: 'applicant' } as const

const PARTIES = 6
const niks = sampleNiks(PARTIES * 5, 62_000)

async function hours(count: number): Promise<string[]> {
  const { slots } = await app.slots.office('wonosobo')
  const isLate = ({ startsAt }: { startsAt: Temporal.Instant }): boolean =>
    Temporal.Instant.compare(startsAt, clock.now().add({ hours: 7 * 24 })) > 0
  const open = slots.filter(
    (one) =>
      one.siteId === 'kantor' && one.channel === 'online' && isLate(one) && one.capacity - one.taken >= 5 &&
      Temporal.Instant.compare(one.opensAt, clock.now()) <= 0,
  )
  return open.slice(0, count).map(({ slotId }) => slotId)
}

async function parties(slots: readonly string[]): Promise<Ticket[]> {
  return Promise.all(
    slots.map((slot, at) => {
      // The greatest hash first: by position it would be locked first.
      const hashOf = (nik: string): Buffer => app.keys.lookup('nik', nik)
      const own = niks.slice(at * 5, at * 5 + 5).toSorted((a, b) => Buffer.compare(hashOf(b), hashOf(a)))
      const people = own.map((nik) => ({ name: 'Siti', nik, service: 'new-adult', purpose: 'umrah' }))
      return book(deps, { office: 'wonosobo', slot, people, locale: 'id', actor: applicant })
    }),
  )
}

/** How many claims of a booking are free to lock, while `change` waits for the one with the smallest hash. */
async function freeWhile(ticket: Ticket, change: () => Promise<unknown>): Promise<number> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    const ofTicket = 'select nik_hash from live_claim where booking_id = $1 order by nik_hash'
    await client.query(`${ofTicket} limit 1 for update`, [ticket.bookingId])
    const changed = change()
    await untilRows(
      database,
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    const { rowCount } = await database.pool.query(`${ofTicket} for update skip locked`, [ticket.bookingId])
    await client.query('rollback')
    await changed
    return rowCount!
  } finally {
    client.release()
  }
}

test('cancelling and moving lock the claims of a party in the order of their hashes', async () => {
  const slots = await hours(PARTIES * 2)
  const tickets = await parties(slots.slice(0, PARTIES))
  const free: number[] = []
  for (const [at, ticket] of tickets.entries()) {
    const request = { ticket, nik: ticket.people[0]!.nik, actor: applicant }
    const move = { ...request, slot: slots[PARTIES + at]! }
    free.push(await freeWhile(ticket, () => (at % 2 ? cancelBooking(deps, request) : moveBooking(deps, move))))
  }
  assert.deepEqual(free, tickets.map(() => 4))
})
