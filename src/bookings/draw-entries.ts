import type { Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'

/** Entries in draws, which hold people as bookings do; from a feature below this one. */
export interface DrawEntries {
  /** Tells the party of a struck entry, where it gave a contact. */
  tellStruck(
    tx: Transaction<Tables>,
    entry: { officeId: string; entryId: string },
    now: Temporal.Instant,
  ): Promise<void>
}
