import { leavesRest, type Office } from '../offices/index.ts'
import { dates, type Locale } from '../platform/i18n/index.ts'
import { drawErrors } from './errors.ts'
import type { Draw, DrawDeps } from './model.ts'
import { officeOfDraw, readDraw } from './store.ts'
import type { DrawSlot } from './wishes.ts'
import { slotsToDraw } from './wish-rules.ts'

/** A draw and its office; throws DRAW_UNKNOWN. */
export async function findDraw(
  { bookings: { database, offices } }: Pick<DrawDeps, 'bookings'>,
  drawId: string,
): Promise<{ office: Office & { definition: NonNullable<Office['definition']> }; draw: Draw }> {
  const office = offices.get(officeOfDraw(drawId))
  const draw = office && (await readDraw(database.kysely, drawId))
  if (!draw || !office.definition) throw drawErrors.DRAW_UNKNOWN()
  return { office: { ...office, definition: office.definition }, draw }
}

/** Entries are taken from the opening on, and none from the close on. */
export function refuseUnlessOpen(draw: Draw, { timeZone }: Office, now: Temporal.Instant): void {
  const say = (at: Temporal.Instant) => (locale: Locale) => ({
    when: dates(locale).moment(at.toZonedDateTimeISO(timeZone)),
  })
  if (Temporal.Instant.compare(now, draw.opensAt) < 0) throw drawErrors.NOT_OPEN_YET({ values: say(draw.opensAt) })
  if (draw.state !== 'open' || Temporal.Instant.compare(now, draw.closesAt) >= 0) {
    throw drawErrors.CLOSED({ values: say(draw.closesAt) })
  }
}

/** What the draw gives as far as memory knows; the list's own seats are counted when it closes. */
export async function drawSlotsOf(
  { bookings: { slots } }: Pick<DrawDeps, 'bookings'>,
  { officeId, timeZone }: Office,
  { policy }: Pick<Draw, 'policy'>,
): Promise<DrawSlot[]> {
  const { from, to, sites } = policy
  const covers = (siteId: string, day: string): boolean =>
    from <= day && day <= to && (!sites || sites.includes(siteId))
  const isPart = leavesRest(policy)
  // Most of an office's slots are of other days; to ask each for its local one takes milliseconds.
  const begins = startOf(Temporal.PlainDate.from(from), timeZone)
  const ends = startOf(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone)
  const near = (await slots.office(officeId)).slots.filter(
    ({ startsAt: { epochMilliseconds: at }, drawPart }) => drawPart === isPart && begins <= at && at < ends,
  )
  return slotsToDraw(near, { timeZone, covers })
}

const startOf = (day: Temporal.PlainDate, timeZone: string): number => day.toZonedDateTime(timeZone).epochMilliseconds
