import { formatCode, ticketOfKey } from '../bookings/index.ts'
import type { DrawnNow, EntryNow } from '../notify/index.ts'
import { dates, translator } from '../platform/i18n/index.ts'
import { pathsOf, placeOf } from '../web/index.ts'
import { entryNumber } from './entry-number.ts'
import type { DrawDeps } from './model.ts'
import { readEntry } from './store.ts'

/** A party that somebody has left, as it is now; undefined: it is not in the draw any more. */
export async function entryNow(
  { bookings }: Pick<DrawDeps, 'bookings'>,
  officeId: string,
  entryId: string,
): Promise<EntryNow | undefined> {
  const { database, keys, offices } = bookings
  const office = offices.get(officeId)
  const entry = await readEntry(database.kysely, keys, officeId, { entryId })
  if (!office || !entry || (entry.state !== 'entered' && entry.state !== 'waiting')) return undefined
  const { locale, contact, key, people } = entry
  const path = pathsOf(locale).entry(key)
  const names = { code: formatCode(entry.code), entry: entryNumber(entryId) }
  return { contact, locale, ...names, place: placeOf(office.name), path, people: people.length }
}

/** What a draw has brought an entry, in its own language; undefined: it has left, or holds no turn any more. */
export async function drawnNow(
  { bookings }: Pick<DrawDeps, 'bookings'>,
  officeId: string,
  entryId: string,
): Promise<DrawnNow | undefined> {
  const { database, keys, offices } = bookings
  const office = offices.get(officeId)
  const entry = await readEntry(database.kysely, keys, officeId, { entryId })
  if (!office || !entry || entry.place === undefined) return undefined
  const { locale, contact, key, place } = entry
  const t = translator(locale)
  const path = pathsOf(locale).entry(key)
  const names = { code: formatCode(entry.code), entry: entryNumber(entryId) }
  const base = { contact, locale, ...names, place: placeOf(office.name), path }
  if (entry.state === 'waiting') return { ...base, result: t('draws.pages.message.waiting', { place }) }
  if (entry.state !== 'won') return undefined
  const ticket = await ticketOfKey(bookings, key)
  if (ticket.state !== 'booked') return undefined
  const when = dates(locale).moment(ticket.slot.startsAt.toZonedDateTimeISO(office.timeZone))
  return { ...base, result: t('draws.pages.message.won', { when }) }
}
