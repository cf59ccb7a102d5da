import type { Kysely, Transaction } from 'kysely'
import type { Ticket } from '../bookings/index.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import type { Hall } from './change-hall.ts'
import { visitErrors } from './errors.ts'
import type { HallKey } from './hall-store.ts'
import type { Floor, FloorVisit, VisitState } from './model.ts'
import { numberText } from './number-text.ts'
import type { Correction } from './visit-secrets.ts'

/** Who checked in, each with the visit it was. */
const peopleOfVisits = (db: Kysely<Tables>) =>
  db
    .selectFrom('visit_person')
    .innerJoin('visit', (join) =>
      join
        .onRef('visit.office_id', '=', 'visit_person.office_id')
        .onRef('visit.visit_id', '=', 'visit_person.visit_id'),
    )

/**
 * Positions of a booking's people who have checked in at this hall, each with the visit; on
 * another day they were another visit.
 */
export async function presentOf(
  db: Kysely<Tables>,
  { officeId, siteId, day }: HallKey,
  bookingId: string,
): Promise<Map<number, string>> {
  const rows = await peopleOfVisits(db)
    .select(['visit_person.position', 'visit_person.visit_id'])
    .where('visit.office_id', '=', officeId)
    .where('visit.booking_id', '=', bookingId)
    .where('visit.site_id', '=', siteId)
    .where('visit.day', '=', day as never)
    .execute()
  return new Map(rows.map((row) => [row.position, row.visit_id]))
}

/** Throws SEEN_TODAY, with the number, where one of these people has a visit of this day in the office. */
export async function refuseSeen(
  db: Kysely<Tables>,
  { lookup }: Pick<Keys, 'lookup'>,
  { key: { officeId, day }, niks }: { key: HallKey; niks: readonly string[] },
): Promise<void> {
  if (niks.length === 0) return
  const seen = await peopleOfVisits(db)
    .select(['visit.letter', 'visit.number'])
    .where('visit_person.office_id', '=', officeId)
    .where('visit_person.day', '=', day as never)
    .where('visit_person.nik_hash', 'in', niks.map((nik) => lookup('nik', nik)))
    .limit(1)
    .executeTakeFirst()
  if (seen) throw visitErrors.SEEN_TODAY({ values: { number: numberText(seen.letter, seen.number) } })
}

/** The booking with which somebody whose card has this NIK checked in today; undefined: nobody did. */
export async function bookingOfCard(
  db: Kysely<Tables>,
  { lookup }: Pick<Keys, 'lookup'>,
  { key: { officeId, day }, nik }: { key: HallKey; nik: string },
): Promise<string | undefined> {
  const seen = await db
    .selectFrom('visit_person')
    .select('booking_id')
    .where('office_id', '=', officeId)
    .where('day', '=', day as never)
    .where('nik_hash', '=', lookup('nik', nik))
    .executeTakeFirst()
  return seen?.booking_id ?? undefined
}

/** Of numbers whose people are in the hall. */
const presentStates: readonly string[] = ['waiting', 'called', 'serving'] satisfies VisitState[]

/**
 * Has a booking's people count as seen in this hall, by the numbers they have here, and no more
 * at another site that they were moved away from today. Throws SEEN_TODAY where they are in that hall.
 */
export async function takeFromOtherSites(
  tx: Transaction<Tables>,
  { officeId, siteId, day }: HallKey,
  bookingId: string,
): Promise<void> {
  // Locked, so that nobody is called back there meanwhile; all of them and in order, so that two
  // halls that ask at once do not wait for one another.
  const all = await tx
    .selectFrom('visit')
    .select(['visit_id', 'site_id', 'state', 'letter', 'number'])
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .where('day', '=', day as never)
    .orderBy('visit_id')
    .forUpdate()
    .execute()
  const here = all.filter((one) => one.site_id === siteId).map((one) => one.visit_id)
  const elsewhere = all.filter((one) => one.site_id !== siteId)
  const there = elsewhere.find(({ state }) => presentStates.includes(state))
  if (there) throw visitErrors.SEEN_TODAY({ values: { number: numberText(there.letter, there.number) } })
  if (elsewhere.length === 0) return
  const people = await tx
    .selectFrom('visit_person')
    .select(['visit_id', 'position', 'nik_hash'])
    .where('office_id', '=', officeId)
    .where('visit_id', 'in', elsewhere.map((one) => one.visit_id))
    .where('nik_hash', 'is not', null)
    .execute()
  const see = (ids: readonly string[], position: number, hash: Buffer | null) =>
    tx
      .updateTable('visit_person')
      .set({ nik_hash: hash })
      .where('office_id', '=', officeId)
      .where('visit_id', 'in', ids)
      .where('position', '=', position)
      .execute()
  for (const one of people) {
    await see([one.visit_id], one.position, null)
    if (here.length > 0) await see(here, one.position, one.nik_hash)
  }
}

/** Whether a scan of this nonce is known already, here or elsewhere in the office. */
export async function isKnownScan(db: Kysely<Tables>, officeId: string, nonce: string): Promise<boolean> {
  const scan = await db
    .selectFrom('visit_scan')
    .select('nonce')
    .where('office_id', '=', officeId)
    .where('nonce', '=', nonce)
    .executeTakeFirst()
  return scan !== undefined
}

/** The people of a booking who are here, by their position on the ticket. */
export async function writePeople(
  tx: Transaction<Tables>,
  { lookup }: Pick<Keys, 'lookup'>,
  about: {
    hall: Hall
    visit: FloorVisit
    ticket: Ticket
    positions: readonly number[]
    corrections: readonly Correction[]
  },
): Promise<void> {
  const { hall, visit, ticket, positions, corrections } = about
  const rows = positions.map((position) => {
    const correction = corrections.find((one) => one.position === position)
    return {
      office_id: hall.key.officeId,
      visit_id: visit.visitId,
      position,
      day: hall.key.day,
      booking_id: ticket.bookingId,
      card: correction ? 'typing-error' : 'same',
      nik_hash: lookup('nik', correction?.is ?? ticket.people[position]!.nik),
    }
  })
  await tx.insertInto('visit_person').values(rows).execute()
}

/** Puts people of a number on others, each by the position on the ticket. */
export async function movePeople(
  tx: Transaction<Tables>,
  { officeId, from, to }: { officeId: string; from: string; to: readonly { visitId: string; position: number }[] },
): Promise<void> {
  for (const { visitId, position } of to) {
    await tx
      .updateTable('visit_person')
      .set({ visit_id: visitId })
      .where('office_id', '=', officeId)
      .where('visit_id', '=', from)
      .where('position', '=', position)
      .execute()
  }
}

/**
 * The number of this hall that a scan of the same nonce was given; undefined: the nonce is
 * new. Throws NONCE_USED where it was somebody else's, of another hall, or of another day.
 */
export async function visitOfScan(
  tx: Transaction<Tables>,
  { officeId, visits }: Pick<Floor, 'officeId' | 'visits'>,
  { nonce, isOwn }: { nonce: string; isOwn: (visit: FloorVisit) => boolean },
): Promise<FloorVisit | undefined> {
  const scan = await tx
    .selectFrom('visit_scan')
    .select('visit_id')
    .where('office_id', '=', officeId)
    .where('nonce', '=', nonce)
    .executeTakeFirst()
  if (!scan) return undefined
  const visit = visits.get(scan.visit_id)
  if (!visit || !isOwn(visit)) throw visitErrors.NONCE_USED()
  return visit
}

export async function writeScan(
  tx: Transaction<Tables>,
  officeId: string,
  { nonce, visitId, atMs }: { nonce: string; visitId: string; atMs: number },
): Promise<void> {
  await tx
    .insertInto('visit_scan')
    .values({
      office_id: officeId,
      nonce,
      visit_id: visitId,
      at: Temporal.Instant.fromEpochMilliseconds(atMs),
    })
    .execute()
}
