import { sql, type Transaction } from 'kysely'
import { claimEndsAt, makeCode } from '../bookings/index.ts'
import { auditEntry, writeAudit } from '../platform/audit.ts'
import { uuidAt } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import { slotsReloadText, slotsTopic } from '../schedule/index.ts'
import type { BeaconRound } from './beacon.ts'
import { becomeTurns, whoOfEntry } from './become-turns.ts'
import type { EntryTable } from './entry-table.ts'
import type { Draw, DrawDeps, Evidence, Frozen } from './model.ts'
import type { Drawn } from './rules.ts'
import type { GroupTable } from './statistics.ts'
import { lockDraw } from './store.ts'

export interface DrawnToWrite {
  draw: Draw
  frozen: Frozen
  round: BeaconRound
  evidence: Evidence | undefined
  seed: Buffer
  table: EntryTable
  drawn: Drawn
  tables: GroupTable[]
}

/** Rows written by one statement. */
const PAGE = 10_000

/**
 * Writes what was drawn, in one transaction: places and seats, the winners' turns with all that
 * a booking has, the claims of those who wait let go, and what is left of the seats. Locks go
 * slots by key, then claims by hash, as everywhere. Nothing where somebody was quicker.
 */
export async function writeDrawn({ bookings }: DrawDeps, done: DrawnToWrite): Promise<void> {
  const { database, clock, offices } = bookings
  const { officeId, drawId } = done.draw
  const office = offices.get(officeId)
  if (!office) throw new Error(`the office of ${drawId} is no longer known`)
  await database.kysely.transaction().execute(async (tx) => {
    const draw = await lockDraw(tx, drawId, 'update')
    if (draw?.state !== 'frozen') return
    const now = clock.now()
    await writeSlots(tx, done)
    await writePlaces(tx, done, now)
    await renewCodes(tx, done.draw, office.letters)
    await writeClaims(tx, done, office.timeZone)
    await becomeTurns(tx, sql`e.office_id = ${officeId} and e.draw_id = ${drawId} and e.state = 'won'`, now)
    await writeTraces(tx, done.draw, now)
    await addMessages(tx, done.draw, now)
    const { randomness, signature } = done.round
    await tx
      .updateTable('draw')
      .set({
        state: 'drawn',
        drawn_at: now,
        evidence: done.evidence ? JSON.stringify(done.evidence) : null,
        randomness: Buffer.from(randomness, 'hex'),
        signature: Buffer.from(signature, 'hex'),
        seed: done.seed,
        left_seats: JSON.stringify([...done.drawn.left]),
        tables: JSON.stringify(done.tables),
      })
      .where('office_id', '=', officeId)
      .where('draw_id', '=', drawId)
      .execute()
    const winners = done.drawn.slot.reduce((sum, at) => sum + (at >= 0 ? 1 : 0), 0)
    const details = { draw: drawId, round: done.round.round, seed: done.seed.toString('hex'), winners }
    await writeAudit(tx, { officeId, kind: 'drawn', at: now, actor: { kind: 'system' }, details })
    await notifyAll(tx, slotsTopic, slotsReloadText(officeId))
  })
}

/** The seats drawn are taken; what is left of the frozen ones waits only for its hour. */
async function writeSlots(tx: Transaction<Tables>, { draw, frozen, drawn }: DrawnToWrite): Promise<void> {
  const ids = frozen.seats.map(({ slotId }) => slotId)
  const seats = frozen.seats.map((slot) => slot.seats)
  const given = frozen.seats.map((slot, at) => slot.seats - drawn.left[at]!)
  await sql`
    with locked as (
      select slot_id from slot where office_id = ${draw.officeId} and slot_id = any(${ids}::bigint[])
      order by slot_id for update)
    update slot s set taken = s.taken + g.given, withheld = s.withheld - g.seats,
      capacity = greatest(s.planned, s.taken + g.given + s.withheld - g.seats)
    from locked join unnest(${ids}::bigint[], ${seats}::int[], ${given}::int[]) as g (slot_id, seats, given)
      using (slot_id)
    where s.office_id = ${draw.officeId} and s.slot_id = locked.slot_id`.execute(tx)
}

async function writePlaces(
  tx: Transaction<Tables>,
  { draw, frozen, table, drawn }: DrawnToWrite,
  now: Temporal.Instant,
): Promise<void> {
  for (let from = 0; from < table.size; from += PAGE) {
    const at = Array.from({ length: Math.min(PAGE, table.size - from) }, (_, i) => from + i)
    const slots = at.map((i) => frozen.seats[drawn.slot[i]!]?.slotId ?? null)
    await sql`
      update draw_entry e set place = d.place, slot_id = d.slot_id, drawn_slot_id = d.slot_id, changed_at = ${now},
        state = case when d.slot_id is null then 'waiting' else 'won' end
      from unnest(${at.map((i) => table.id(i))}::uuid[], ${at.map((i) => drawn.place[i]!)}::int[],
        ${slots}::bigint[]) as d (entry_id, place, slot_id)
      where e.office_id = ${draw.officeId} and e.entry_id = d.entry_id`.execute(tx)
  }
}

/** A code that a turn has had since the entry was made cannot be another turn's. */
async function renewCodes(tx: Transaction<Tables>, { officeId, drawId }: Draw, letters: string): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ entry_id: string }>`
      select e.entry_id from draw_entry e join booking b on b.office_id = e.office_id and b.code = e.code
      where e.office_id = ${officeId} and e.draw_id = ${drawId} and e.state = 'won'`.execute(tx)
    if (rows.length === 0) return
    for (const { entry_id: entryId } of rows) {
      await tx
        .updateTable('draw_entry')
        .set({ code: makeCode(letters) })
        .where('office_id', '=', officeId)
        .where('entry_id', '=', entryId)
        .execute()
    }
  }
}

/** Winners hold their claim until their visit day has ended; who waits may enter or book elsewhere. */
async function writeClaims(tx: Transaction<Tables>, { draw, frozen }: DrawnToWrite, timeZone: string): Promise<void> {
  const { officeId, drawId } = draw
  const ends = frozen.seats.map(({ date }) =>
    claimEndsAt(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant(), timeZone).toString(),
  )
  await sql`
    with people as (
      select p.nik_hash, p.entry_id, e.slot_id from draw_entry e
      join draw_person p on p.office_id = e.office_id and p.entry_id = e.entry_id
      where e.office_id = ${officeId} and e.draw_id = ${drawId} and e.state in ('won', 'waiting')
    ),
    held as (
      select c.nik_hash, people.slot_id from live_claim c join people using (nik_hash)
      where c.booking_id = people.entry_id and c.office_id = ${officeId}
      order by c.nik_hash for update of c
    ),
    gone as (
      delete from live_claim c using held where held.slot_id is null and c.nik_hash = held.nik_hash
    )
    update live_claim c set ends_at = s.ends_at
    from held
    join unnest(${frozen.seats.map(({ slotId }) => slotId)}::bigint[], ${ends}::timestamptz[])
      as s (slot_id, ends_at) using (slot_id)
    where c.nik_hash = held.nik_hash`.execute(tx)
}

/** One trace a turn, as booking writes it, its id as of uuidAt; of a million they are made where the rows are. */
async function writeTraces(tx: Transaction<Tables>, { officeId, drawId }: Draw, now: Temporal.Instant): Promise<void> {
  const { opening } = auditEntry({
    officeId,
    kind: 'booked',
    at: now,
    actor: { kind: 'system' },
    details: {
      booking: '{booking}',
      slot: '{slot}',
      party: '{party}',
      channel: 'online',
      assisted: '{assisted}',
      draw: drawId,
      place: '{place}',
      who: '{who}',
    },
  })
  const head = uuidAt(now).slice(0, '00000000-0000-7'.length)
  await sql`
    with leaf as materialized (
      select (${head}::text || substr(gen_random_uuid()::text, 16))::uuid as audit_id,
        uuid_send(gen_random_uuid()) as salt,
        replace(replace(replace(replace(replace(replace(${opening}::text,
          '{booking}', entry_id::text), '{slot}', slot_id::text), '"{party}"', party_size::text),
          '"{assisted}"', (channel = 'desk')::text), '"{place}"', place::text), '{who}', ${whoOfEntry}) as opening
      from draw_entry e where office_id = ${officeId} and draw_id = ${drawId} and state = 'won'
    ),
    audited as (
      insert into audit (office_id, audit_id, at, commitment)
      select ${officeId}, audit_id, ${now}, sha256(salt || convert_to(opening, 'UTF8')) from leaf
    ),
    opened as (
      insert into audit_opening (office_id, audit_id, salt, opening)
      select ${officeId}, audit_id, salt, opening from leaf
    )
    insert into leaf_pending (office_id, audit_id) select ${officeId}, audit_id from leaf`.execute(tx)
}

/** Whoever gave a contact is told, with a turn or without. */
async function addMessages(tx: Transaction<Tables>, { officeId, drawId }: Draw, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
    select office_id, gen_random_uuid(), 'drawn', null, entry_id::text, 'waiting', ${now}, ${now}
    from draw_entry where office_id = ${officeId} and draw_id = ${drawId} and state in ('won', 'waiting')
      and contact_hash is not null`.execute(tx)
}
