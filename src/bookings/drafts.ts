import type { Office } from '../offices/index.ts'
import type { BookDeps } from './book.ts'
import { isKey, makeKey } from './code.ts'
import { bookingErrors } from './errors.ts'
import { officeByLetters } from './find.ts'
import type { WhoValues } from './pages/who-form.ts'
import { readEarlier, readTicket } from './store.ts'
import type { Ticket } from './ticket.ts'

/**
 * What somebody typed and has not booked with yet, under a key of 128 random bits that
 * stands in the address instead of a cookie. It is also the form's proof against other
 * sites and the booking's idempotency key.
 *
 *   (nothing) --saveDraft--> kept --readDraft, saveDraft--> kept, for another idle hour
 *                            kept --booked: wipeDraft--> (nothing; the key leads to the ticket for a day)
 *                            kept --60 idle minutes--> expired --sweepDrafts--> (nothing)
 */
export interface Draft {
  office: Office
  key: string
  values: WhoValues
}

export type DraftDeps = Pick<BookDeps, 'database' | 'clock' | 'keys' | 'offices'>

/** Shorter loses what a family typed while one of them fetches a card; longer keeps NIKs on shared telephones. */
const IDLE_MINUTES_MAX = 60
/** Reading a draft writes its new end at most this often. */
const EXTEND_AFTER_MINUTES = 1

const contextOf = (officeId: string, hash: Buffer): string => `draft ${officeId} ${hash.toString('hex')}`

/**
 * Keeps `values`: under a new key, or over what stands under `key`. Returns the key. Throws
 * DRAFT_EXPIRED for a key that stands for nothing: one is never brought back to life.
 */
export async function saveDraft(
  { database: { kysely }, clock, keys }: DraftDeps,
  { office, key: known, values }: Omit<Draft, 'key'> & { key?: string | undefined },
): Promise<string> {
  const { officeId } = office
  const key = known ?? makeKey(office.letters)
  const hash = keys.lookup('draft', key)
  const now = clock.now()
  const kept = {
    sealed: keys.sealer.seal(JSON.stringify(values), contextOf(officeId, hash)),
    expires_at: now.add({ minutes: IDLE_MINUTES_MAX }),
  }
  if (known === undefined) {
    await kysely.insertInto('draft').values({ office_id: officeId, key_hash: hash, ...kept }).execute()
    return key
  }
  const { numUpdatedRows } = await kysely
    .updateTable('draft')
    .set(kept)
    .where('office_id', '=', officeId)
    .where('key_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw bookingErrors.DRAFT_EXPIRED()
  return key
}

/** What stands under `key`, kept for another idle hour. Throws DRAFT_EXPIRED where nothing does. */
export async function readDraft(deps: DraftDeps, key: string): Promise<Draft> {
  const { database: { kysely }, clock, keys } = deps
  const office = officeOfKey(deps, key)
  if (!office) throw bookingErrors.DRAFT_EXPIRED()
  const { officeId } = office
  const hash = keys.lookup('draft', key)
  const now = clock.now()
  const row = await kysely
    .selectFrom('draft')
    .select(['sealed', 'expires_at'])
    .where('office_id', '=', officeId)
    .where('key_hash', '=', hash)
    .executeTakeFirst()
  if (!row || Temporal.Instant.compare(row.expires_at, now) <= 0) throw bookingErrors.DRAFT_EXPIRED()
  const usedAt = row.expires_at.subtract({ minutes: IDLE_MINUTES_MAX })
  if (usedAt.until(now).total('minutes') >= EXTEND_AFTER_MINUTES) {
    await kysely
      .updateTable('draft')
      .set({ expires_at: now.add({ minutes: IDLE_MINUTES_MAX }) })
      .where('office_id', '=', officeId)
      .where('key_hash', '=', hash)
      .execute()
  }
  const values = JSON.parse(keys.sealer.open(row.sealed, contextOf(officeId, hash))) as WhoValues
  return { office, key, values }
}

/** Erases a draft: its people have booked. Nothing to erase is no error. */
export async function wipeDraft({ database: { kysely }, keys }: DraftDeps, { office, key }: Draft): Promise<void> {
  await kysely
    .deleteFrom('draft')
    .where('office_id', '=', office.officeId)
    .where('key_hash', '=', keys.lookup('draft', key))
    .execute()
}

/** Erases what was left alone for too long, in all offices; returns how many. Every ten minutes. */
export async function sweepDrafts(deps: Pick<DraftDeps, 'database' | 'clock'>): Promise<number> {
  const { database: { kysely }, clock } = deps
  const { numDeletedRows } = await kysely
    .deleteFrom('draft')
    .where('expires_at', '<=', clock.now())
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/**
 * The idempotency key of a draft's booking. The API's own keys hold no blank: no caller's
 * key, which need not be a secret, can open a ticket as a draft's does.
 */
export function requestKeyOf(key: string): string {
  return `draft ${key}`
}

/** The ticket that was booked from a draft, for as long as the request is remembered: a second press finds it. */
export async function ticketOfDraft(
  { database: { kysely }, keys, offices }: DraftDeps,
  key: string,
): Promise<Ticket | undefined> {
  const office = officeOfKey({ offices }, key)
  const earlier = office && (await readEarlier(kysely, office.officeId, keys.lookup('idempotency', requestKeyOf(key))))
  return earlier && readTicket(kysely, keys, office.officeId, { bookingId: earlier.bookingId })
}

/** The office whose letters a key begins with; undefined: it is no key of ours. */
export function officeOfKey({ offices }: Pick<DraftDeps, 'offices'>, key: string): Office | undefined {
  if (!isKey(key)) return undefined
  const officeId = officeByLetters({ offices }, key.slice(0, 3))
  return officeId === undefined ? undefined : offices.get(officeId)
}
