import { type Kysely, sql, type Transaction } from 'kysely'
import { addMessage } from '../notify/index.ts'
import { writeAudit } from '../platform/audit.ts'
import { uuidAt } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import { isHeldSql, type OrderedHour, reachedSql } from './offer-store.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

const system = { kind: 'system' } as const

/**
 * Notes the parties before `place` in the order (undefined: all) that an hour's seats would have
 * reached, had nobody of them held a turn: a trace, and a word to whoever gave a contact, once as
 * long as it lasts. They keep their place. The slot must be locked.
 */
export async function notePassedOver(tx: Transaction<Tables>, hour: OrderedHour, place?: number): Promise<void> {
  const { officeId, slotId, drawId, now } = hour
  const { rows } = await sql<{ entry_id: string; place: number; told: boolean }>`
    select e.entry_id, e.place, e.contact_hash is not null as told from draw_entry e
    where ${reachedSql(hour)} and ${isHeldSql(now)} and e.place < coalesce(${place ?? null}::int, e.place + 1)
      and not exists (select from passed_over o where o.office_id = e.office_id and o.entry_id = e.entry_id
        and o.ended_at is null)
    order by e.place`.execute(tx)
  for (const { entry_id: entryId, place, told } of rows) {
    const passedId = uuidAt(now)
    const row = { office_id: officeId, passed_id: passedId, draw_id: drawId, entry_id: entryId, slot_id: slotId }
    await tx.insertInto('passed_over').values({ ...row, at: now, ended_at: null }).execute()
    const details = { passed: passedId, entry: entryId, draw: drawId, slot: slotId, place }
    await writeAudit(tx, { officeId, kind: 'party-passed-over', at: now, actor: system, details })
    if (told) await addMessage(tx, { officeId, kind: 'passed-over', bookingId: undefined, about: passedId }, now)
  }
}

/** Ends what is over: nobody of the party holds another turn any more, or it waits no longer. */
export async function endPassedOver(db: Kysely<Tables>, now: Temporal.Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ office_id: string; passed_id: string; entry_id: string; draw_id: string }>`
      with over as (
        select o.office_id, o.passed_id from passed_over o where o.ended_at is null and not ${lastsSql(now)}
        order by o.office_id, o.passed_id for update of o skip locked)
      update passed_over o set ended_at = ${now} from over
      where o.office_id = over.office_id and o.passed_id = over.passed_id
      returning o.office_id, o.passed_id, o.entry_id, o.draw_id`.execute(tx)
    for (const { office_id: officeId, passed_id: passed, entry_id: entry, draw_id: draw } of rows) {
      const details = { passed, entry, draw }
      await writeAudit(tx, { officeId, kind: 'passed-over-ended', at: now, actor: system, details })
    }
  })
}

/** Whether the passing over `o` still lasts. */
const lastsSql = (now: Temporal.Instant) => sql`exists (
  select from draw_entry e where e.office_id = o.office_id and e.entry_id = o.entry_id and e.state = 'waiting'
    and ${isHeldSql(now)})`

/** The entry that is passed over; undefined: it is so no longer. */
export async function entryPassedOver(
  db: Reader,
  { officeId, passedId, now }: { officeId: string; passedId: string; now: Temporal.Instant },
): Promise<string | undefined> {
  const { rows } = await sql<{ entry_id: string }>`
    select entry_id from passed_over o
    where office_id = ${officeId} and passed_id = ${passedId} and ended_at is null and ${lastsSql(now)}`.execute(db)
  return rows[0]?.entry_id
}

export async function isPassedOver(
  db: Reader,
  { officeId, entryId }: { officeId: string; entryId: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`
    select from passed_over o
    where office_id = ${officeId} and entry_id = ${entryId} and ended_at is null and ${lastsSql(now)}`.execute(db)
  return rows.length > 0
}
