import { sql } from 'kysely'
import { drawMoments, type Office } from '../offices/index.ts'
import { attemptId } from './closings.ts'
import type { DrawDeps } from './model.ts'

/**
 * Makes the draws that offices have announced be rows, each minute and at each start: before
 * a draw opens its row follows the office's file; what has begun stays as it was announced.
 */
export async function syncDraws({ bookings: { database, offices, clock } }: Pick<DrawDeps, 'bookings'>): Promise<void> {
  const now = clock.now()
  for (const office of offices.all()) await syncOffice(office)

  async function syncOffice({ officeId, timeZone, definition, bookable }: Office): Promise<void> {
    const policies = bookable ? (definition?.draws ?? []) : []
    for (const policy of policies) {
      const { opensAt, closesAt, drawsAt, instantAt, endsAt } = drawMoments(policy, timeZone)
      if (Temporal.Instant.compare(endsAt, now) <= 0) continue
      await sql`
        insert into draw as d
          (office_id, draw_id, policy_id, state, policy, opens_at, closes_at, draws_at, instant_at, ends_at)
        select office_id, ${attemptId(officeId, policy.id, 1)}, ${policy.id}, 'open',
          ${JSON.stringify(policy)}::jsonb, ${opensAt}::timestamptz, ${closesAt}::timestamptz,
          ${drawsAt}::timestamptz, ${instantAt}::timestamptz, ${endsAt}::timestamptz
        -- Memory may not have heard yet that it was taken back.
        from office where office_id = ${officeId} and definition -> 'draws' @> ${JSON.stringify([policy])}::jsonb
        for share
        on conflict (office_id, draw_id) do update set policy = excluded.policy, opens_at = excluded.opens_at,
          closes_at = excluded.closes_at, draws_at = excluded.draws_at, instant_at = excluded.instant_at,
          ends_at = excluded.ends_at
        where d.state = 'open' and d.policy <> excluded.policy
          and (d.opens_at > ${now} or (d.policy - 'reason') = (excluded.policy - 'reason'))`.execute(database.kysely)
    }
    await database.kysely
      .deleteFrom('draw')
      .where('office_id', '=', officeId)
      .where('opens_at', '>', now)
      .where((eb) => (policies.length === 0 ? eb.lit(true) : eb('policy_id', 'not in', policies.map(({ id }) => id))))
      .execute()
  }
}
