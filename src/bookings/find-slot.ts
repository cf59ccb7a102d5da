import { drawMoments, type DrawPolicy, type Office, type OfficeBook } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { dates, translator } from '../platform/i18n/index.ts'
import {
  keptForDraw,
  readClosedReason,
  readSlot,
  sayReason,
  type Slot,
  type SlotBook,
  slotState,
} from '../schedule/index.ts'
import { bookingErrors } from './errors.ts'

export interface SlotDeps {
  database: Database
  clock: Clock
  offices: OfficeBook
  slots: SlotBook
}

const slotIdPattern = /^[1-9]\d{0,17}$/

/** The slot from memory, else from its row: memory may not have heard of a new one yet. */
export async function findSlot(deps: SlotDeps, officeId: string, slotId: string): Promise<Slot | undefined> {
  if (!slotIdPattern.test(slotId)) return undefined
  const known = deps.slots.peek(officeId, slotId) ?? (await deps.slots.office(officeId)).byId.get(slotId)
  return known ?? readSlot(deps.database.pool, officeId, slotId)
}

/** The draw that people with these services are to enter instead of taking the slot at once; undefined: they may. */
export async function drawInstead(
  { clock, slots }: SlotDeps,
  { officeId, timeZone, definition }: Office,
  slot: Slot,
  services: readonly string[],
): Promise<DrawPolicy | undefined> {
  if (!definition?.draws) return undefined
  const { drawn } = await slots.office(officeId)
  return keptForDraw({ definition, timeZone, drawn, now: clock.now() }, slot, services)
}

/** Says when and how to enter the draw, and from when on what it leaves is given at once. Always throws. */
export function refuseForDraw({ officeId, timeZone }: Office, draw: DrawPolicy): never {
  const { opensAt: opens, closesAt: closes, instantAt } = drawMoments(draw, timeZone)
  const opensAt = instantAt.toZonedDateTimeISO(timeZone)
  throw bookingErrors.SLOT_BY_DRAW({
    values: (locale) => {
      const say = (at: Temporal.Instant): string => dates(locale).moment(at.toZonedDateTimeISO(timeZone))
      return { opens: say(opens), closes: say(closes), opensAt: say(instantAt) }
    },
    members: { opensAt: opensAt.toString({ timeZoneName: 'never' }), draw: `${officeId}.${draw.id}` },
  })
}

/** Says why the slot cannot be booked, from its row as it stands now. Always throws. */
export async function refuseSlot(deps: SlotDeps, office: Office, slotId: string, party: number): Promise<never> {
  await refuseUnlessOpen(deps, office, slotId, party)
  // Closed or full a moment ago, and open again: to choose anew is right.
  throw bookingErrors.SLOT_FULL()
}

/**
 * The same, but returns where the slot can be booked after all: the hour of its release, or
 * seats that were given back, came between the refusal and this reading.
 */
export async function refuseUnlessOpen(deps: SlotDeps, office: Office, slotId: string, party: number): Promise<void> {
  const slot = await readSlot(deps.database.pool, office.officeId, slotId)
  if (!slot) throw bookingErrors.SLOT_UNKNOWN()
  const noticeMinutes = office.definition?.booking.noticeMinutes ?? 0
  switch (slotState(slot, { now: deps.clock.now(), party, noticeMinutes })) {
    case 'past':
      throw bookingErrors.SLOT_PAST()
    case 'closed':
      throw bookingErrors.SLOT_CLOSED({
        values: (locale) => ({ reason: sayReason(translator(locale), readClosedReason(slot.closedReason ?? '')) }),
      })
    case 'unreleased': {
      const opensAt = slot.opensAt.toZonedDateTimeISO(office.timeZone)
      throw bookingErrors.SLOT_UNRELEASED({
        values: (locale) => ({ opensAt: dates(locale).moment(opensAt) }),
        members: { opensAt: opensAt.toString({ timeZoneName: 'never' }) },
      })
    }
    case 'full':
      throw bookingErrors.SLOT_FULL()
    case 'few':
    case 'free':
  }
}
