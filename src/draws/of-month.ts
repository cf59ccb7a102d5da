import type { Kysely } from 'kysely'
import type { OfficeBook } from '../offices/index.ts'
import type { Tables } from '../platform/database/index.ts'
import type { View } from '../web/index.ts'
import { demandsOf } from './demand.ts'
import { demandLine, reasonLine, whyOf } from './pages/why.ts'
import { daysText } from './pages/words.ts'
import { drawsOf } from './store.ts'

/** A draw as the record of a month tells of it. */
export interface DrawOfMonth {
  drawId: string
  days: string
  /** Why, where, for whom and by which figures, in whole sentences. */
  about: string
  announced: string
}

/** Draws that gave days of a month ("2026-11"), the first days first; none that was void. */
export async function drawsOfMonth(
  { database, offices }: { database: { kysely: Kysely<Tables> }; offices: Pick<OfficeBook, 'get' | 'catalogue'> },
  view: View,
  { officeId, month }: { officeId: string; month: string },
): Promise<DrawOfMonth[]> {
  const office = offices.get(officeId)
  if (!office) return []
  const demands = await demandsOf(database.kysely, officeId)
  const draws = await drawsOf(database.kysely, officeId)
  return draws
    .filter(({ state }) => state !== 'void')
    .filter(({ policy: { from, to } }) => from.slice(0, 7) <= month && month <= to.slice(0, 7))
    .toReversed()
    .map(({ drawId, policy }) => {
      const why = whyOf(view, { office, policy, catalogue: offices.catalogue, demand: demands.get(policy.id) })
      const about = [reasonLine(why), why.where, why.whom, demandLine(view, why)].filter(Boolean).join(' ')
      return { drawId, days: daysText(view, policy), about, announced: why.announced }
    })
}
