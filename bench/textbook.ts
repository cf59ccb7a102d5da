import pg from 'pg'
import type { Batcher, SlotView } from '../src/bookings/engine/batcher.ts'
import type { Outcome, PartyToBook } from '../src/bookings/engine/party.ts'
import { engineSessionSql } from '../src/bookings/engine/statement.ts'
import { commitmentOf } from '../src/platform/audit.ts'
import type { Clock } from '../src/platform/clock.ts'
import { slotsTopic, slotsTopicTexts } from '../src/schedule/index.ts'

/**
 * What the engine is measured against: a booking as the textbook has it. One transaction a
 * party, the slot locked, one statement a row, all prepared. It keeps the same promises,
 * writes the same rows and sits behind the same HTTP.
 */
export function openTextbook({ url, connections, slots, clock }: {
  url: string
  connections: number
  slots: SlotView
  clock: Clock
}): Batcher {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  pool.on('connect', (client) => {
    void client.query(engineSessionSql)
  })
  pool.on('error', () => undefined)
  return {
    drain: async () => pool.end(),
    async book(party) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const { outcome, counts } = await bookIn(client, party, clock.now().toString())
        await client.query(outcome.kind === 'booked' ? 'commit' : 'rollback')
        if (counts) slots.apply(party.officeId, [counts])
        return outcome
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
  }
}

type Counts = { slotId: string; capacity: number; taken: number; withheld: number }

async function bookIn(
  client: pg.PoolClient,
  party: PartyToBook,
  now: string,
): Promise<{ outcome: Outcome; counts?: Counts }> {
  const { officeId, slotId, bookingId, people } = party
  const run = <R extends pg.QueryResultRow>(name: keyof typeof statements, values: unknown[]) =>
    client.query<R>({ name, text: statements[name], values })

  const earlier = await run<{ booking_id: string; fingerprint: Buffer }>('earlier', [officeId, party.idempotencyHash])
  const [known] = earlier.rows
  if (known) {
    const sameRequest = known.fingerprint.equals(party.fingerprint)
    return { outcome: { kind: 'known', bookingId: known.booking_id, sameRequest } }
  }
  const slot = (await run<Counts & { bookable: boolean }>('lock', [officeId, slotId, now])).rows[0]
  if (!slot) return { outcome: { kind: 'no-slot' } }
  if (!slot.bookable) return { outcome: { kind: 'not-bookable' } }
  if (slot.capacity - slot.taken - slot.withheld < people.length) return { outcome: { kind: 'full' } }
  const claims = await run<{ nik_hash: Buffer }>('claims', [people.map((one) => one.nikHash), now])
  const positions = people.flatMap((one, i) => (claims.rows.some((row) => row.nik_hash.equals(one.nikHash)) ? [i] : []))
  if (positions.length > 0) return { outcome: { kind: 'person-booked', positions } }

  await run('seat', [officeId, slotId, people.length])
  await run('book', [
    officeId, bookingId, party.code, party.keyHash, slotId, people.length, party.locale, party.assisted,
    party.contactHash ?? null, party.sealed, now,
  ])
  for (const [position, one] of people.entries()) {
    await run('person', [officeId, bookingId, position, one.serviceId, one.purposeId, one.nikHash, one.nikAsPrinted])
    await run('claim', [one.nikHash, officeId, bookingId, party.claimsEndAt])
  }
  await run('remember', [officeId, party.idempotencyHash, party.fingerprint, bookingId, now])
  const { auditId, salt, opening } = party.audit
  await run('audit', [officeId, auditId, now, commitmentOf(party.audit)])
  await run('opening', [officeId, auditId, salt, opening])
  await run('pending', [officeId, auditId])
  const counts = { ...slot, slotId, taken: slot.taken + people.length }
  await run('tell', [`${slotsTopic} ${slotsTopicTexts(officeId, [counts])[0]}`])
  return { outcome: { kind: 'booked' }, counts }
}

const statements = {
  earlier: 'select booking_id, fingerprint from idempotency where office_id = $1 and key_hash = $2',
  lock: `select capacity, taken, withheld, closed_reason is null and opens_at <= $3 as bookable
         from slot where office_id = $1 and slot_id = $2 for update`,
  claims: 'select nik_hash from live_claim where nik_hash = any($1::bytea[]) and ends_at > $2',
  seat: 'update slot set taken = taken + $3 where office_id = $1 and slot_id = $2',
  book: `insert into booking (office_id, booking_id, code, key_hash, slot_id, state, party_size, locale, assisted,
           contact_hash, sealed, booked_at, changed_at)
         values ($1, $2, $3, $4, $5, 'booked', $6, $7, $8, $9, $10, $11, $11)`,
  person: `insert into booking_person (office_id, booking_id, position, service_id, purpose_id, nik_hash,
    nik_as_printed)
           values ($1, $2, $3, $4, $5, $6, $7)`,
  claim: 'insert into live_claim (nik_hash, office_id, booking_id, ends_at) values ($1, $2, $3, $4)',
  remember: `insert into idempotency (office_id, key_hash, fingerprint, booking_id, kept_until)
             values ($1, $2, $3, $4, $5::timestamptz + interval '24 hours')`,
  audit: 'insert into audit (office_id, audit_id, at, commitment) values ($1, $2, $3, $4)',
  opening: 'insert into audit_opening (office_id, audit_id, salt, opening) values ($1, $2, $3, $4)',
  pending: 'insert into leaf_pending (office_id, audit_id) values ($1, $2)',
  tell: `select pg_notify('giliran', $1)`,
}
