import { type Kysely, sql, type Transaction } from 'kysely'
import type { Office } from '../offices/index.ts'
import { tracedAt } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'
import { freeSeats } from '../schedule/index.ts'
import type { BookDeps } from './book.ts'
import { cancelBooking, change, type ChangeRequest, officeOf, requirePartyNik } from './change.ts'
import { bookingErrors } from './errors.ts'
import { leavesChildAlone, PARTY_MAX } from './rules.ts'
import { sealTicket, type Ticket } from './ticket.ts'
import { whoIsBooked } from './who.ts'

/**
 * Takes one person off a booking: whose NIK it is. The seat is free, the NIK may book anew, the
 * others keep theirs. Nobody can undo it, whoever entered the party: a booking takes in no one.
 * Who is alone on it cancels it. By the rules and limits of cancelling. Refused who would leave
 * children without anybody to come with them.
 */
export async function leaveParty(deps: BookDeps, request: Omit<ChangeRequest, 'officeFault'>): Promise<Ticket> {
  const { ticket } = request
  const position = await requirePartyNik(deps, request)
  if (ticket.people.length === 1) return cancelBooking(deps, request)
  const { nik } = ticket.people[position]!
  const office = officeOf(deps, ticket)
  const left = await change(deps, office, request, {
    move: 'cancel',
    isDone: (current) => current.state === 'cancelled' || !current.people.some((one) => one.nik === nik),
    write: async (tx, current, { now }) => {
      // A number in the hall names people by their places on the ticket.
      if (await hasArrived(tx, current)) throw bookingErrors.BEING_SERVED()
      // The others have left meanwhile: asked again, it is a cancellation.
      if (current.people.length === 1) throw bookingErrors.BUSY({ retryAfterSeconds: 1 })
      const { officeId, slot: { slotId } } = current
      const leaving = current.people.findIndex((one) => one.nik === nik)
      refuseChildAlone(office, current, leaving)
      const people = current.people.toSpliced(leaving, 1)
      await removePerson(tx, current, { position: leaving, nikHash: deps.keys.lookup('nik', nik) })
      await tx
        .updateTable('booking')
        .set((eb) => ({
          sealed: sealTicket(deps.keys, { ...current, people }),
          party_size: people.length,
          calendar_sequence: eb('calendar_sequence', '+', 1),
          changed_at: now,
        }))
        .where('office_id', '=', officeId)
        .where('booking_id', '=', current.bookingId)
        .execute()
      const counts = [await freeSeats(tx, { office, slotId, seats: 1, now })]
      const hashes = people.map((one) => deps.keys.lookup('nik', one.nik))
      const who = whoIsBooked(current.bookingId, hashes)
      const details = { slot: slotId, position: leaving, party: people.length, who }
      return { after: { ...current, people }, counts, kind: 'left-party', details, keepsHour: true }
    },
  })
  if (!left) throw new Error('a person neither left the party nor was refused')
  return left
}

/** A party on a ticket, or in a draw. */
type Party = Pick<Ticket, 'companion'> & { people: readonly { serviceId: string }[] }

const agesOf = ({ services }: Pick<Office, 'services'>, { people }: Party) =>
  people.map(({ serviceId }) => services.find(({ id }) => id === serviceId)?.age)

/** Refuses that the one at `position` leaves: children would be left, and nobody to come with them. */
export function refuseChildAlone(office: Pick<Office, 'services'>, party: Party, position: number): void {
  if (!leavesChildAlone(agesOf(office, party), { position, hasCompanion: party.companion !== undefined })) return
  const fault = { pointer: '/nik', code: 'child-left-alone', say: 'bookings.errors.childLeftAlone' } as const
  throw bookingErrors.CHILD_LEFT_ALONE({ faults: [fault] })
}

/** Whether somebody of the party cannot leave it alone, to be said before they try. */
export function someoneIsNeeded(office: Pick<Office, 'services'>, party: Party): boolean {
  const [ages, hasCompanion] = [agesOf(office, party), party.companion !== undefined]
  return ages.some((_, position) => leavesChildAlone(ages, { position, hasCompanion }))
}

const leavingKinds = ['left-party', 'entry-member-left', 'entry-left']

/**
 * When somebody left the party of a booking or an entry, by the trace of that millisecond;
 * undefined: there is none, so an address alone makes nobody believe so.
 */
export async function readLeft(
  db: Kysely<Tables>,
  { officeId, id, epochMs }: { officeId: string; id: string; epochMs: number },
): Promise<Temporal.Instant | undefined> {
  const { rows } = await sql<{ at: string }>`
    select opening::jsonb ->> 'at' as at from audit_opening
    where office_id = ${officeId} and ${tracedAt(epochMs)} and opening::jsonb ->> 'kind' = any(${leavingKinds})
      and coalesce(opening::jsonb ->> 'booking', opening::jsonb ->> 'entry') = ${id} limit 1`.execute(db)
  return rows[0] && Temporal.Instant.from(rows[0].at)
}

async function hasArrived(db: Kysely<Tables>, { officeId, bookingId }: Ticket): Promise<boolean> {
  const row = await db
    .selectFrom('visit')
    .select('visit_id')
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever stands behind moves up: a place on the ticket is what everything else knows a person by. */
async function removePerson(
  tx: Transaction<Tables>,
  { officeId, bookingId }: Ticket,
  { position, nikHash }: { position: number; nikHash: Buffer },
): Promise<void> {
  const ofBooking = sql`office_id = ${officeId} and booking_id = ${bookingId}`
  await sql`delete from live_claim where nik_hash = ${nikHash} and ${ofBooking}`.execute(tx)
  for (const table of ['booking_person', 'no_show']) {
    await sql`delete from ${sql.table(table)} where ${ofBooking} and position = ${position}`.execute(tx)
    // One after the other: their key is looked at row by row.
    for (let place = position + 1; place < PARTY_MAX; place++) {
      await sql`
        update ${sql.table(table)} set position = ${place - 1} where ${ofBooking} and position = ${place}`.execute(tx)
    }
  }
}
