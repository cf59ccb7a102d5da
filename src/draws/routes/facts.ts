import type { Office } from '../../offices/index.ts'
import type { View } from '../../web/index.ts'
import { timeOf } from '../beacon.ts'
import type { Draw, DrawDeps } from '../model.ts'
import type { ProofFacts } from '../pages/result.tsx'

type Deps = Pick<DrawDeps, 'bookings'>

/** The three proofs of a draw whose list is closed. */
export function proofFactsOf({ dates }: View, draw: Draw, { timeZone }: Pick<Office, 'timeZone'>): ProofFacts {
  const { drawId, frozen, drawn } = draw
  if (!frozen) throw new Error('a list that is open has nothing to prove')
  const say = (at: Temporal.Instant): string => dates.moment(at.toZonedDateTimeISO(timeZone))
  return {
    drawId,
    closedAt: say(frozen.at),
    entries: frozen.size,
    root: frozen.root.toString('hex'),
    roundAt: say(timeOf(frozen.beacon, frozen.round)),
    round: frozen.round,
    ...(drawn && { randomness: drawn.randomness }),
    isLocal: frozen.beacon.isLocal,
    hasEvidence: drawn === undefined || drawn.evidence !== undefined,
  }
}

export interface Outcome {
  entries: number
  winners: number
  people: number
  /** Place of the last who got seats; 0: nobody did. */
  lastWinner: number
}

/** How a draw came out, as drawn: what was offered later is not counted. */
export async function lastWinnerOf({ bookings: { database } }: Deps, { officeId, drawId }: Draw): Promise<Outcome> {
  const row = await database.kysely
    .selectFrom('draw_entry')
    .select((eb) => [
      eb.fn.countAll<string>().as('entries'),
      eb.fn.count<string>('drawn_slot_id').as('winners'),
      eb.fn
        .sum<string | null>(eb.case().when('drawn_slot_id', 'is not', null).then(eb.ref('party_size')).end())
        .as('people'),
      eb.fn.max(eb.case().when('drawn_slot_id', 'is not', null).then(eb.ref('place')).end()).as('last'),
    ])
    .where('office_id', '=', officeId)
    .where('draw_id', '=', drawId)
    .where('place', 'is not', null)
    .executeTakeFirstOrThrow()
  return {
    entries: Number(row.entries),
    winners: Number(row.winners),
    people: Number(row.people ?? 0),
    lastWinner: row.last ?? 0,
  }
}

/** By a beacon of our own key, which proves nothing: said wherever a draw is spoken of. */
export const isDrawnLocally = ({ beacon }: Pick<DrawDeps, 'beacon'>, { frozen }: Pick<Draw, 'frozen'>): boolean =>
  (frozen?.beacon ?? beacon.chain).isLocal

/** From 1: how many still wait at or before this place of the order. */
export async function waitingPlaceOf(
  { bookings: { database } }: Deps,
  { officeId, drawId }: Draw,
  place: number,
): Promise<number> {
  const row = await database.kysely
    .selectFrom('draw_entry')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('office_id', '=', officeId)
    .where('draw_id', '=', drawId)
    .where('state', '=', 'waiting')
    .where('place', '<=', place)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
