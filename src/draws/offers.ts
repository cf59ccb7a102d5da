import type { Transaction } from 'kysely'
import { addMessage, quietUntil, notifySettings } from '../notify/index.ts'
import type { Office } from '../offices/index.ts'
import { writeAudit } from '../platform/audit.ts'
import { uuidAt } from '../platform/crypto/index.ts'
import { lockOneOf, type OfferState, type Tables } from '../platform/database/index.ts'
import { freedSeatsRule, freeingOf, lateFrom, leaveToDraw, lockSlots, writeFreed } from '../schedule/index.ts'
import type { DrawDeps } from './model.ts'
import { offerUntil, wishesTaking } from './offer-rules.ts'
import {
  endOffer,
  insertOffer,
  nextParty,
  offersOver,
  type OrderSlot,
  type SeatOffer,
  slotsInOrder,
  takeHeld,
} from './offer-store.ts'
import { endPassedOver, notePassedOver } from './passed-over.ts'

/** The task that offers freed seats down the order; src/jobs.ts does it each minute. */
export const OFFERS_TASK = 'seat-offers'

export type OfferDeps = Pick<DrawDeps, 'bookings'>

/**
 * Takes back what nobody took in time, and offers every freed seat of a day given by draw to
 * the first party in its order that it fits; who is passed over for holding another turn is
 * told. One transaction an offer, so that being killed leaves no seat with nobody; processes
 * take turns. An hour that fails does not keep the others from it; all such are thrown together.
 */
export async function offerFreedSeats(deps: OfferDeps): Promise<void> {
  const { database, clock, offices } = deps.bookings
  const failures: unknown[] = []
  const note = (error: unknown): void => void failures.push(error)
  for (const offer of await offersOver(database.kysely, clock.now())) await takeBack(deps, offer).catch(note)
  await endPassedOver(database.kysely, clock.now()).catch(note)
  for (const slot of await slotsInOrder(database.kysely)) {
    const office = offices.get(slot.officeId)
    if (!office || isNight(office, clock.now())) continue
    try {
      while (await offerNext(deps, office, slot));
    } catch (error) {
      note(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'freed seats could not be offered')
}

/** By night nobody is told of an offer, and so none is made: its time would run while people sleep. */
function isNight({ definition, timeZone }: Office, now: Temporal.Instant): boolean {
  const { quiet } = notifySettings(definition ?? {})
  return quietUntil('offer', { quiet, timeZone, now }) !== undefined
}

/** Offers seats of one hour to the next whom they fit; false: there is nobody, or no time, or no seat. */
async function offerNext({ bookings }: OfferDeps, office: Office, slot: OrderSlot): Promise<boolean> {
  const { database, clock } = bookings
  const { definition, timeZone } = office
  const { officeId, slotId } = slot
  if (!definition) return false
  return database.kysely.transaction().execute(async (tx) => {
    await lockOneOf(tx, 'offers', officeId)
    await lockSlots(tx, officeId, [slotId])
    await leaveToDraw(tx, { officeId, slotId })
    const [current] = await slotsInOrder(tx, { officeId, slotId })
    if (!current?.drawId || current.isClosed) return false
    const now = clock.now()
    const rule = freedSeatsRule(definition)
    const late = lateFrom(current.startsAt, timeZone, rule)
    const until = offerUntil(now, { offerMinutes: rule.offerMinutes, lateFrom: late })
    if (!until) return false
    const start = current.startsAt.toZonedDateTimeISO(timeZone)
    const clockTime = start.toPlainTime().toString({ smallestUnit: 'minute' })
    const wishes = wishesTaking({ site: current.siteId, date: start.toPlainDate().toString(), start: clockTime })
    const { drawId, held } = current
    const hour = { officeId, slotId, drawId, held, wishes, now }
    const next = await nextParty(tx, hour)
    await notePassedOver(tx, hour, next?.place)
    if (!next) return false
    await makeOffer(tx, { officeId, slotId, drawId, ...next, until, now })
    return true
  })
}

interface NewOffer {
  officeId: string
  slotId: string
  drawId: string
  entryId: string
  seats: number
  place: number
  until: Temporal.Instant
  now: Temporal.Instant
}

async function makeOffer(tx: Transaction<Tables>, { place, now, ...offer }: NewOffer): Promise<void> {
  const { officeId, slotId, seats, entryId, drawId } = offer
  const offerId = uuidAt(now)
  await takeHeld(tx, { officeId, slotId, seats })
  await insertOffer(tx, { ...offer, offerId, state: 'open', madeAt: now })
  const until = offer.until.toString()
  const details = { offer: offerId, slot: slotId, seats, draw: drawId, entry: entryId, place, until }
  await writeAudit(tx, { officeId, kind: 'seat-offered', at: now, actor: { kind: 'system' }, details })
  await addMessage(tx, { officeId, kind: 'offer', bookingId: undefined, about: offerId }, now)
}

/** Ends an offer that has run out, or whose party or hour is gone. */
async function takeBack({ bookings }: OfferDeps, offer: SeatOffer): Promise<void> {
  const { database, clock, offices } = bookings
  const office = offices.get(offer.officeId)
  if (!office) return
  await database.kysely.transaction().execute(async (tx) => {
    await lockSlots(tx, offer.officeId, [offer.slotId])
    const now = clock.now()
    const hasRunOut = Temporal.Instant.compare(now, offer.until) >= 0
    await notTaken(tx, { office, offer, state: hasRunOut ? 'lapsed' : 'passed', now })
  })
}

/**
 * Ends an open offer whose seats are not taken: they wait for the next in the order, or for the
 * walk-ins. False: it was ended already. The slot must be locked.
 */
export async function notTaken(
  tx: Transaction<Tables>,
  { office, offer, state, now, actor = { kind: 'system' } }: {
    office: Office
    offer: SeatOffer
    state: Exclude<OfferState, 'open' | 'accepted'>
    now: Temporal.Instant
    actor?: Parameters<typeof writeAudit>[1]['actor']
  },
): Promise<boolean> {
  const { officeId, offerId, slotId, seats, drawId, entryId } = offer
  if (!(await endOffer(tx, offer, state, now))) return false
  const details = { offer: offerId, slot: slotId, seats, draw: drawId, entry: entryId }
  await writeAudit(tx, { officeId, kind: `offer-${state}`, at: now, actor, details })
  await passOn(tx, { office, offer, seats, now })
  return true
}

/** Seats of an ended offer that nobody took wait for the next. The slot must be locked. */
export async function passOn(
  tx: Transaction<Tables>,
  { office, offer, seats, now }: { office: Office; offer: SeatOffer; seats: number; now: Temporal.Instant },
): Promise<void> {
  const { officeId, offerId, slotId } = offer
  const { starts_at: startsAt } = await tx
    .selectFrom('slot')
    .select('starts_at')
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .executeTakeFirstOrThrow()
  const { definition, timeZone } = office
  const policy = {
    timeZone,
    noticeMinutes: definition?.booking.noticeMinutes ?? 0,
    rule: definition ? freedSeatsRule(definition) : { minMinutes: 0, maxMinutes: 0 },
  }
  const freeing = freeingOf({ channel: 'online', startsAt, byDraw: true }, policy, now)
  // Seats of a past hour are let go by the next look at what waits.
  await writeFreed(tx, { officeId, slotId, seats, held: seats, freeing, now, offerId })
}
