import type { OfferNow } from '../notify/index.ts'
import type { Office } from '../offices/index.ts'
import { pathsOf } from '../web/index.ts'
import type { Entry } from './model.ts'
import { readOffer, type SeatOffer } from './offer-store.ts'
import type { OfferDeps } from './offers.ts'
import { readEntry } from './store.ts'

/** An offer with its party and its hour. */
export interface ShownOffer {
  office: Office
  offer: SeatOffer
  entry: Entry
  /** Name of the place. */
  place: string
  start: Temporal.ZonedDateTime
  until: Temporal.ZonedDateTime
  /** The office took the hour back. */
  isClosed: boolean
}

/** Undefined where its party or hour is no longer known. */
export async function showOffer(
  { bookings: { database: { kysely }, keys, offices } }: OfferDeps,
  offer: SeatOffer,
  known?: Entry,
): Promise<ShownOffer | undefined> {
  const { officeId, entryId, slotId } = offer
  const office = offices.get(officeId)
  const entry = known ?? (await readEntry(kysely, keys, officeId, { entryId }))
  const slot = await kysely
    .selectFrom('slot')
    .select(['site_id', 'starts_at', 'closed_reason'])
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .executeTakeFirst()
  if (!office?.definition || !entry || !slot) return undefined
  const { timeZone } = office
  return {
    office,
    offer,
    entry,
    place: office.definition.sites.find(({ id }) => id === slot.site_id)?.name ?? office.name,
    start: slot.starts_at.toZonedDateTimeISO(timeZone),
    until: offer.until.toZonedDateTimeISO(timeZone),
    isClosed: slot.closed_reason !== null,
  }
}

/** What a message about an offer says; undefined: it can no longer be taken. */
export async function offerNow(deps: OfferDeps, officeId: string, offerId: string): Promise<OfferNow | undefined> {
  const offer = await readOffer(deps.bookings.database.kysely, officeId, offerId)
  if (offer?.state !== 'open' || Temporal.Instant.compare(deps.bookings.clock.now(), offer.until) >= 0) return undefined
  const shown = await showOffer(deps, offer)
  if (!shown || shown.isClosed) return undefined
  const { entry, place, start } = shown
  return {
    contact: entry.contact,
    locale: entry.locale,
    place,
    startsAt: start.toInstant(),
    until: offer.until,
    path: pathsOf(entry.locale).seatOffer(entry.key),
  }
}
