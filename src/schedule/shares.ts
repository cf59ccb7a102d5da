import { drawMoments, drawOn, type DrawPolicy, leavesRest, type OfficeDefinition } from '../offices/index.ts'
import type { Slot } from './slot.ts'

/**
 * Hours of which a draw gives a part are two slots, and until the draw is done and what it left
 * is given at once each is for its own people:
 *
 *   services       the draw's part       the rest
 *   in the draw    who wins              nobody
 *   not in it      nobody                at once
 *   both together  nobody                nobody
 *
 * Afterwards both parts are everybody's.
 */
export interface ShareFacts {
  definition: Pick<OfficeDefinition, 'draws'>
  timeZone: string
  /** Draws of the office that are done, by policy. */
  drawn: ReadonlySet<string>
  now: Temporal.Instant
}

/** The draw that a site's hours of a day are still kept apart by; undefined: anybody may take any of them. */
export function drawApart(
  { definition, timeZone, drawn, now }: ShareFacts,
  siteId: string,
  day: string,
): DrawPolicy | undefined {
  const draw = drawOn(definition, siteId, day)
  if (!draw || !leavesRest(draw)) return undefined
  const isReleased = drawn.has(draw.id) && Temporal.Instant.compare(drawMoments(draw, timeZone).instantAt, now) <= 0
  return isReleased ? undefined : draw
}

/** Whether a draw is for any of the services; none named: for all that ask. */
export function drawIsFor({ services: own }: Pick<DrawPolicy, 'services'>, services: readonly string[]): boolean {
  return !own || services.some((id) => own.includes(id))
}

/** The draw that people with these services wait for instead of taking the slot; undefined: it may be theirs. */
export function keptForDraw(
  facts: ShareFacts,
  { siteId, startsAt, channel, drawPart }: Pick<Slot, 'siteId' | 'startsAt' | 'channel' | 'drawPart'>,
  services: readonly string[],
): DrawPolicy | undefined {
  if (channel !== 'online' || drawPart) return undefined
  const day = startsAt.toZonedDateTimeISO(facts.timeZone).toPlainDate().toString()
  const draw = drawApart(facts, siteId, day)
  return draw && drawIsFor(draw, services) ? draw : undefined
}
