import { type Selectable, type SelectQueryBuilder, sql, type Transaction } from 'kysely'
import { nikMessage, readNik } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { inOneOrder, Overtaken, type Tables } from '../platform/database/index.ts'
import { dates } from '../platform/i18n/index.ts'
import type { BookDeps } from './book.ts'
import { bookingErrors } from './errors.ts'

type Claim = Selectable<Tables['live_claim']>

/**
 * Locks the entry that holds a claim, its draw before it. Returns whether it is to be struck:
 * its card has been seen elsewhere, so whoever entered that person did not come with them.
 * A list that is closed stays as it is until it is drawn: nobody can be taken off it, and whom
 * it holds could have another turn beside the one won. False: a turn holds it.
 */
async function lockHolder(tx: Transaction<Tables>, claim: Claim, now: Temporal.Instant): Promise<boolean> {
  const ofEntry = (query: SelectQueryBuilder<Tables, 'draw_entry', object>) =>
    query
      .select(['draw_id', 'state'])
      .where('office_id', '=', claim.office_id)
      .where('entry_id', '=', claim.booking_id)
  const before = await ofEntry(tx.selectFrom('draw_entry')).executeTakeFirst()
  if (!before) return false
  const draw = await tx
    .selectFrom('draw')
    .select(['state', 'closes_at', 'draws_at'])
    .where('office_id', '=', claim.office_id)
    .where('draw_id', '=', before.draw_id)
    .forShare()
    .executeTakeFirst()
  const entry = await ofEntry(tx.selectFrom('draw_entry')).forUpdate().executeTakeFirst()
  if (!draw || entry?.draw_id !== before.draw_id) throw new Overtaken()
  if (entry.state !== 'entered') return false
  if (draw.state === 'open' && Temporal.Instant.compare(now, draw.closes_at) < 0) return true
  const office = await tx
    .selectFrom('office')
    .select('time_zone')
    .where('office_id', '=', claim.office_id)
    .executeTakeFirstOrThrow()
  const drawsAt = draw.draws_at.toZonedDateTimeISO(office.time_zone)
  throw bookingErrors.IN_CLOSED_DRAW({ values: (locale) => ({ when: dates(locale).moment(drawsAt) }) })
}

/** Lets go all people whom entries in draws hold, in the order of their hashes. */
export async function releasePeople(
  tx: Transaction<Tables>,
  ...entries: readonly { officeId: string; entryId: string }[]
): Promise<void> {
  const [offices, ids] = [entries.map(({ officeId }) => officeId), entries.map(({ entryId }) => entryId)]
  await sql`
    with held as (
      select c.nik_hash from unnest(${offices}::text[], ${ids}::uuid[]) as e (office_id, entry_id)
      join draw_person p on p.office_id = e.office_id and p.entry_id = e.entry_id
      join live_claim c on c.nik_hash = p.nik_hash and c.office_id = e.office_id and c.booking_id = e.entry_id
      order by c.nik_hash for update of c
    )
    delete from live_claim c using held where c.nik_hash = held.nik_hash`.execute(tx)
}

/** The whole entry ends with it, told on its page. */
async function strikeEntry(
  tx: Transaction<Tables>,
  { office_id: officeId, booking_id: entryId }: Claim,
  { now, actor, drawEntries }: { now: Temporal.Instant; actor: Actor; drawEntries: BookDeps['drawEntries'] },
): Promise<void> {
  const { draw_id: draw } = await tx
    .updateTable('draw_entry')
    .set({ state: 'struck', struck_reason: 'released', changed_at: now })
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .returning('draw_id')
    .executeTakeFirstOrThrow()
  await releasePeople(tx, { officeId, entryId })
  const details = { entry: entryId, draw, reason: 'released' }
  await writeAudit(tx, { officeId, kind: 'entry-struck', at: now, actor, details })
  await drawEntries?.tellStruck(tx, { officeId, entryId }, now)
}

export interface ReleaseRequest {
  nik: string
  /** Who has seen the card. */
  actor: Actor
}

/**
 * Lets a NIK go that somebody else booked with: only after staff have seen the person's own
 * card. The other booking keeps its seat and is marked by the trace, which names who did it;
 * its holder is found out at the counter, where cards are compared. Returns whether a claim
 * stood. Throws `invalid` for what is no NIK, IN_CLOSED_DRAW until a closed list is drawn.
 */
export async function releaseClaim(
  { database, clock, keys, drawEntries }: Pick<BookDeps, 'database' | 'clock' | 'keys' | 'drawEntries'>,
  { nik: typed, actor }: ReleaseRequest,
): Promise<boolean> {
  const reading = readNik(typed, { asPrinted: true })
  if (!reading.ok) throw bookingErrors.INVALID({ faults: [{ pointer: '/nik', ...nikMessage(reading) }] })
  const nikHash = keys.lookup('nik', reading.nik)
  return inOneOrder(database, async (tx) => {
    const holder = () => tx.selectFrom('live_claim').selectAll().where('nik_hash', '=', nikHash).executeTakeFirst()
    const claim = await holder()
    if (!claim) return false
    const now = clock.now()
    const isToStrike = await lockHolder(tx, claim, now)
    if ((await holder())?.booking_id !== claim.booking_id) throw new Overtaken()
    if (isToStrike) {
      await strikeEntry(tx, claim, { now, actor, drawEntries })
      return true
    }
    const gone = tx.deleteFrom('live_claim').where('nik_hash', '=', nikHash)
    const { numDeletedRows } = await gone.where('booking_id', '=', claim.booking_id).executeTakeFirst()
    if (numDeletedRows === 0n) throw new Overtaken()
    const { rows: [person] } = await sql<{ position: number }>`
      select position from booking_person
      where office_id = ${claim.office_id} and booking_id = ${claim.booking_id} and nik_hash = ${nikHash}
      union select position from draw_person
      where office_id = ${claim.office_id} and entry_id = ${claim.booking_id} and nik_hash = ${nikHash}`.execute(tx)
    if (person) await neverMissed(tx, { ...claim, position: person.position })
    await writeAudit(tx, {
      officeId: claim.office_id,
      kind: 'claim-released',
      at: now,
      actor,
      details: { booking: claim.booking_id, position: person?.position ?? null },
    })
    return true
  })
}

/** Whoever others have booked for does not come, and has missed nothing. */
async function neverMissed(
  tx: Transaction<Tables>,
  { office_id, booking_id, position, nik_hash }: Selectable<Tables['live_claim']> & { position: number },
): Promise<void> {
  await sql`
    insert into no_show (office_id, booking_id, position, nik_hash, day, excused)
    select b.office_id, b.booking_id, ${position}, ${nik_hash},
           (s.starts_at at time zone o.time_zone)::date, 'not-theirs'
    from booking b
    join slot s on s.office_id = b.office_id and s.slot_id = b.slot_id
    join office o on o.office_id = b.office_id
    where b.office_id = ${office_id} and b.booking_id = ${booking_id}
    on conflict on constraint no_show_once do nothing`.execute(tx)
}
