import type { Transaction } from 'kysely'
import type { Actor } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'

/** How somebody has proved who they are: cards that an officer has seen, or a contact, by its keyed hash. */
export type Proof = { by: 'card' } | { by: 'contact'; contactHash: Buffer }

/** Entries in draws, which hold people as bookings do; from a feature below this one. */
export interface DrawEntries {
  /** Who holds any of these people: nobody, unproved entries of open lists alone, or somebody for good. Looks only. */
  holding(nikHashes: readonly Buffer[]): Promise<'nobody' | 'unproved' | 'for-good'>
  /**
   * Strikes the unproved entries that hold these people, all or none, and lets their people go.
   * `enough`: this contact has struck as many as one may.
   */
  outrank(asked: { nikHashes: readonly Buffer[]; proof: Proof; actor: Actor }): Promise<'done' | 'for-good' | 'enough'>
  /** Tells the party of a struck entry, where it gave a contact. */
  tellStruck(
    tx: Transaction<Tables>,
    entry: { officeId: string; entryId: string },
    now: Temporal.Instant,
  ): Promise<void>
}
