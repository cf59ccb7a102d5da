import { sql } from 'kysely'
import { writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'

/** Entries of one transaction: an office's large draw must not hold its rows for long. */
const PAGE = 5_000

/**
 * Erases who was named in entries that became no turn, so many days after the days of their
 * draw: names, NIKs, contact and what they are looked up by. What the public list and its order
 * are computed from stays. One trace an office and sweep says how many.
 */
export async function eraseEntries(
  { database: { kysely }, clock }: { database: Pick<Database, 'kysely'>; clock: Clock },
  { keepDays }: { keepDays: number },
): Promise<void> {
  const now = clock.now()
  const before = now.subtract({ hours: keepDays * 24 })
  for (let erased = PAGE; erased === PAGE; ) {
    erased = await kysely.transaction().execute(async (tx) => {
      const { rows } = await sql<{ office_id: string; entries: number }>`
        with old as (
          select e.office_id, e.entry_id from draw_entry e
          join draw d on d.office_id = e.office_id and d.draw_id = e.draw_id
          where d.ends_at <= ${before} and e.erased_at is null and e.state <> 'won'
          order by e.office_id, e.entry_id limit ${PAGE} for update of e skip locked),
        people as (delete from draw_person p using old where p.office_id = old.office_id and p.entry_id = old.entry_id),
        proofs as (
          delete from contact_proof c using old where c.office_id = old.office_id and c.booking_id = old.entry_id),
        gone as (
          update draw_entry e set sealed = null, salt = null, contact_hash = null, struck_by = null, erased_at = ${now}
          from old where e.office_id = old.office_id and e.entry_id = old.entry_id returning e.office_id)
        select office_id, count(*)::int as entries from gone group by 1 order by 1`.execute(tx)
      for (const { office_id: officeId, entries } of rows) {
        const actor = { kind: 'system' } as const
        await writeAudit(tx, { officeId, kind: 'entries-erased', at: now, actor, details: { entries, keepDays } })
      }
      return rows.reduce((sum, { entries }) => sum + entries, 0)
    })
  }
}
