import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import type { PartyToBook } from './party.ts'
import type { LockedSlot } from './run-batch.ts'

export interface Sounding {
  /** The slot's row as it stands now; undefined: there is none. */
  row: LockedSlot | undefined
  /** What the party's idempotency key stands for already. */
  earlier: { bookingId: string; sameRequest: boolean } | undefined
}

/** Reads what a refusal needs, without a lock. */
export type Probe = (party: PartyToBook) => Promise<Sounding>

const slotsSql = `
select s.office_id as "officeId", s.slot_id as "slotId", s.capacity, s.taken, s.withheld,
       (s.closed_reason is null and s.opens_at <= $3::timestamptz) as bookable
from unnest($1::text[], $2::bigint[]) as u(office_id, slot_id)
join slot s on s.office_id = u.office_id and s.slot_id = u.slot_id`

const earlierSql = `
select k.ord, i.booking_id, i.fingerprint
from unnest($1::text[]) with ordinality as k(office_id, ord)
join idempotency i on i.office_id = k.office_id and i.key_hash = substring($2::bytea from k.ord::int * 16 - 15 for 16)`

/**
 * Coalesces readings: all who ask while one reading is under way share the next. A reading
 * always begins after the question, so its "full" was true since it was asked. No row is
 * locked: those who are refused stand in nobody's way.
 */
export function openProbe({ pool, clock }: { pool: pg.Pool; clock: Clock }): Probe {
  let waiting: PartyToBook[] = []
  let reading: Promise<unknown> = Promise.resolve()
  let next: Promise<Readings> | undefined

  const read = async (): Promise<Readings> => {
    const parties = waiting
    waiting = []
    next = undefined
    const readings = readAll(pool, parties, clock.now())
    reading = readings.catch(() => undefined)
    return readings
  }

  return async (party) => {
    const place = waiting.push(party)
    next ??= reading.then(read)
    const { rows, earlier } = await next
    return { row: rows.get(`${party.officeId} ${party.slotId}`), earlier: earlier.get(place) }
  }
}

interface Readings {
  rows: Map<string, LockedSlot>
  /** By place among those who asked, from 1. */
  earlier: Map<number, Sounding['earlier']>
}

async function readAll(pool: pg.Pool, parties: PartyToBook[], now: Temporal.Instant): Promise<Readings> {
  const slots = new Map(parties.map((party) => [`${party.officeId} ${party.slotId}`, party]))
  const wanted = [...slots.values()]
  const client = await pool.connect()
  try {
    const { rows } = await client.query<LockedSlot>({
      name: 'probe-slots',
      text: slotsSql,
      values: [wanted.map((one) => one.officeId), wanted.map((one) => one.slotId), now.toString()],
    })
    const known = await client.query<{ ord: string; booking_id: string; fingerprint: Buffer }>({
      name: 'probe-keys',
      text: earlierSql,
      values: [parties.map((one) => one.officeId), Buffer.concat(parties.map((one) => one.idempotencyHash))],
    })
    const earlier = known.rows.map(({ ord, booking_id: bookingId, fingerprint }) => {
      const sameRequest = fingerprint.equals(parties[Number(ord) - 1]!.fingerprint)
      return [Number(ord), { bookingId, sameRequest }] as const
    })
    return { rows: new Map(rows.map((row) => [`${row.officeId} ${row.slotId}`, row])), earlier: new Map(earlier) }
  } finally {
    client.release()
  }
}
