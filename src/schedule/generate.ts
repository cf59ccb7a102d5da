import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import type { Channel, Database, Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import { type DayHours, officeCalendar, type Holiday } from './calendar.ts'
import { type ClosedReason, writeClosedReason } from './closed-reason.ts'
import { comparePlan, type Comparison, identity, type StandingSlot, withheldOf } from './compare.ts'
import * as store from './generate-store.ts'
import { type GrowthFacts, grownOf, withGrown, writeGrown } from './grown.ts'
import { planSlots, type PlannedSlot, type ScheduleOffice } from './plan.ts'
import { slotsReloadText, slotsTopic } from './topic.ts'
import type { PlanWarning } from './warnings.ts'
import { weekSeats, type WeekSeats } from './week-seats.ts'

/** What is to be generated, whoever gives the transaction. */
export interface GenerateFacts {
  clock: Clock
  office: ScheduleOffice
  holidays: readonly Holiday[]
  /** Default: today at the office. */
  from?: Temporal.PlainDate
  /** Inclusive. Default: the horizon and two further months, so that days yet to be released are known. */
  to?: Temporal.PlainDate
  /** Only say what would be done. */
  dryRun?: boolean
}

export interface GenerateNeeds extends GenerateFacts {
  database: Pick<Database, 'kysely'>
}

/** Booked seats that the plan has no place for: people to be told. */
export interface Clash {
  slotId: string
  siteId: string
  channel: Channel
  startsAt: Temporal.Instant
  seatsBooked: number
  seatsPlanned: number
  /** Why the hour is closed; null: it stays open, with fewer seats than are booked. */
  closedReason: ClosedReason | null
}

export interface GenerateResult {
  officeId: string
  from: Temporal.PlainDate
  to: Temporal.PlainDate
  created: PlannedSlot[]
  changed: PlannedSlot[]
  removed: PlannedSlot[]
  /** Closed, but kept, since something hangs on them. */
  kept: PlannedSlot[]
  clashes: Clash[]
  warnings: PlanWarning[]
  weeks: WeekSeats[]
}

/** How far beyond the horizon slots are made: the longest month twice, so the next release is always there. */
const daysBeyondHorizon = 62

/**
 * Makes the slots of an office be what its definition asks for. May run as often as one
 * likes and at the same time in several processes: slots keep their identity (site,
 * channel, start), and one generator works on an office at a time. What stands is never
 * broken: seats given stay given, slots that anything hangs on are closed and not deleted,
 * and both are listed as clashes. One transaction; when it changed anything, all processes
 * are told to read the office again.
 */
export async function generateSlots(needs: GenerateNeeds): Promise<GenerateResult> {
  return needs.database.kysely.transaction().execute((tx) => generateSlotsIn(tx, needs))
}

/** The same within `tx`. */
export async function generateSlotsIn(tx: Transaction<Tables>, needs: GenerateFacts): Promise<GenerateResult> {
  if (!needs.dryRun) await store.lockGenerating(tx, needs.office.officeId)
  return generateLocked(tx, needs)
}

/**
 * The same, or undefined with nothing done when the office has another definition by now:
 * whoever put that in force makes its slots, and an older plan must not undo them.
 */
export async function generateIfInForce(needs: GenerateNeeds): Promise<GenerateResult | undefined> {
  const { officeId, definition } = needs.office
  return needs.database.kysely.transaction().execute(async (tx) => {
    await store.lockGenerating(tx, officeId)
    const inForce = await store.readDefinition(tx, officeId)
    return inForce && !isDeepStrictEqual(inForce, definition) ? undefined : generateLocked(tx, needs)
  })
}

async function generateLocked(tx: Transaction<Tables>, needs: GenerateFacts): Promise<GenerateResult> {
  const { office, holidays, dryRun = false } = needs
  const { officeId, timeZone } = office
  if (!dryRun) await store.lockDraws(tx, officeId)
  const fixed = await store.fixedDraws(tx, officeId)
  const now = needs.clock.now()
  const { from, to } = await spanOf(tx, needs, now)
  const { slots: planned, warnings } = planSlots({ office, holidays, from, to })
  const standing = await store.readStanding(tx, officeId, {
    since: from.toZonedDateTime(timeZone).toInstant(),
    until: to.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
  })

  if (!dryRun) await store.lockAndRefresh(tx, officeId, touched(comparePlan(standing, planned, now, fixed)))
  const comparison = comparePlan(standing, planned, now, fixed)
  const dropIds = comparison.drop.map((slot) => slot.slotId)
  const unused = await (dryRun ? store.findUnused : store.deleteUnused)(tx, officeId, dropIds)
  const closing = closingsOf(comparison.drop.filter((slot) => !unused.has(slot.slotId)), office, holidays)
  if (!dryRun) await write(tx, { comparison, closing, facts: { office, fixed, now } })

  const removed = comparison.drop.filter((slot) => unused.has(slot.slotId))
  return {
    officeId,
    from,
    to,
    created: comparison.create,
    changed: comparison.change.map((one) => one.to),
    removed,
    kept: closing.map((one) => one.slot),
    clashes: clashesOf(comparison, closing),
    warnings,
    weeks: weekSeats({ standing, planned, timeZone, now }),
  }
}

/** A span that was once generated stays looked after, also when the horizon has become shorter. */
async function spanOf(tx: Transaction<Tables>, { office, from, to }: GenerateFacts, now: Temporal.Instant) {
  const { officeId, timeZone, definition } = office
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  if (to) return { from: from ?? today, to }
  const usual = today.add({ days: definition.release.horizonDays + daysBeyondHorizon })
  const last = (await store.lastStart(tx, officeId))?.toZonedDateTimeISO(timeZone).toPlainDate()
  return { from: from ?? today, to: last && Temporal.PlainDate.compare(last, usual) > 0 ? last : usual }
}

interface Closing {
  slot: StandingSlot
  reason: ClosedReason
}

/** What is kept with a closed slot: the day's reason, or that the hour is no longer served. */
function closingsOf(
  slots: readonly StandingSlot[],
  { definition, timeZone }: ScheduleOffice,
  holidays: readonly Holiday[],
): Closing[] {
  const calendar = officeCalendar(definition, holidays)
  return slots.map((slot) => {
    const start = slot.startsAt.toZonedDateTimeISO(timeZone)
    const hours = calendar.day(slot.siteId, slot.channel, start.toPlainDate())
    return { slot, reason: reasonAt(hours, start.hour * 60 + start.minute) ?? { kind: 'not-planned' } }
  })
}

/** Why an hour is closed by the day; undefined: the day is open then. */
function reasonAt(hours: DayHours, minute: number): ClosedReason | undefined {
  if ('closed' in hours) return hours.closed
  return hours.closedRest && minute >= hours.closedRest.fromMinute ? hours.closedRest.reason : undefined
}

interface Written {
  comparison: Comparison
  closing: readonly Closing[]
  facts: GrowthFacts
}

async function write(
  tx: Transaction<Tables>,
  { comparison: { create, change, drop }, closing, facts }: Written,
): Promise<void> {
  const { fixed, office: { officeId } } = facts
  const closings = closing
    .map(({ slot, reason }) => ({
      ...slot,
      planned: 0,
      closedReason: writeClosedReason(reason),
      withheld: withheldOf(slot, { planned: 0 }, fixed),
      ...(slot.policy !== null && { drawPolicy: slot.policy }),
      was: slot,
    }))
    .filter(({ was, closedReason, withheld }) =>
      was.planned > 0 || was.closedReason !== closedReason || was.withheld !== withheld)
  const changes = change.map(({ slot, to }) => {
    const grown = grownOf(facts, slot, to)
    return { ...withGrown(to, grown), slotId: slot.slotId, closedReason: null, grown }
  })
  await store.updateSlots(tx, officeId, [...closings, ...changes])
  const none = { policy: null, taken: 0, withheld: 0 }
  const news = create.map((slot) => {
    const to = { ...slot, withheld: withheldOf(none, slot, fixed) }
    const grown = grownOf(facts, undefined, to)
    return { ...withGrown(to, grown), grown }
  })
  const ids = await store.insertSlots(tx, officeId, news)
  const made = news.map((one) => ({ slotId: ids.get(identity(one))!, grown: one.grown }))
  await writeGrown(tx, officeId, [...changes, ...made])
  const removedCount = drop.length - closing.length
  if (closings.length + changes.length + create.length + removedCount > 0) {
    await notifyAll(tx, slotsTopic, slotsReloadText(officeId))
  }
}

function touched({ change, drop }: Comparison): StandingSlot[] {
  return [...change.map((one) => one.slot), ...drop]
}

function clashesOf({ tooFew }: Comparison, closing: readonly Closing[]): Clash[] {
  const closed = closing.map(({ slot, reason }) => clashOf(slot, 0, reason))
  return [...closed, ...tooFew.map(({ slot, to }) => clashOf(slot, to.planned, null))]
    .filter((clash) => clash.seatsBooked > 0)
    .sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
}

function clashOf(slot: StandingSlot, seatsPlanned: number, closedReason: ClosedReason | null): Clash {
  const { slotId, siteId, channel, startsAt, taken } = slot
  return { slotId, siteId, channel, startsAt, seatsBooked: taken, seatsPlanned, closedReason }
}
