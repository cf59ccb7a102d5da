import { formatCode, ticketOfKey } from '../bookings/index.ts'
import type { EntryMessage, EntryNow } from '../notify/index.ts'
import type { Office } from '../offices/index.ts'
import { dates, translator } from '../platform/i18n/index.ts'
import { pathsOf, placeOf } from '../web/index.ts'
import { entryNumber } from './entry-number.ts'
import type { DrawDeps, Entry } from './model.ts'
import { entryPassedOver } from './passed-over.ts'
import { readEntry } from './store.ts'

type Deps = Pick<DrawDeps, 'bookings'>

/** What a message about an entry says, in the entry's own language; undefined: it is no longer so. */
export async function entryNow(
  deps: Deps,
  officeId: string,
  { kind, about }: EntryMessage,
): Promise<EntryNow | undefined> {
  const { database: { kysely }, keys, clock, offices } = deps.bookings
  const office = offices.get(officeId)
  const passed = kind === 'passed-over'
  // Of who left, the number of those who stay stands behind the id: each time is a message of its own.
  const [named] = about.split(' ')
  const entryId = passed ? await entryPassedOver(kysely, { officeId, passedId: about, now: clock.now() }) : named
  const entry = entryId && (await readEntry(kysely, keys, officeId, { entryId }))
  if (!office || !entry) return undefined
  const result = await resultOf(deps, { kind, entry, office })
  if (result === undefined) return undefined
  const { locale, contact, key, code, people } = entry
  const names = { code: formatCode(code), entry: entryNumber(entry.entryId), place: placeOf(office.name) }
  const values = { ...names, result, people: String(people.length) }
  return { contact, locale, values, path: pathsOf(locale).entry(key) }
}

async function resultOf(
  { bookings }: Deps,
  { kind, entry, office }: { kind: EntryMessage['kind']; entry: Entry; office: Office },
): Promise<string | undefined> {
  const { locale, state, place, struckReason } = entry
  const t = translator(locale)
  switch (kind) {
    case 'passed-over':
      return ''
    case 'left-party':
      return state === 'entered' || state === 'waiting' ? '' : undefined
    case 'struck':
      return state === 'struck' && struckReason ? t(`draws.pages.message.struck.${struckReason}`) : undefined
    case 'drawn': {
      if (place === undefined) return undefined
      if (state === 'waiting') return t('draws.pages.message.waiting', { place })
      const ticket = state === 'won' ? await ticketOfKey(bookings, entry.key) : undefined
      if (ticket?.state !== 'booked') return undefined
      const when = dates(locale).moment(ticket.slot.startsAt.toZonedDateTimeISO(office.timeZone))
      return t('draws.pages.message.won', { when })
    }
  }
}
