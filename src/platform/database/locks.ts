import { sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * PostgreSQL's advisory locks: any numbers, but one for each thing, so all of ours stand here.
 * The only others are those that lockOneOf makes of names.
 */
export const advisoryLocks = {
  /** One process migrates. */
  migration: '7301420260',
  /** One makes the template that tests clone; in the `postgres` database of a test server. */
  testTemplate: '7301420261',
  /** One loads offices, holidays and services from reference/. */
  referenceData: '7301420262',
  /** One plays the simulated day. */
  simulatedDay: '7301420263',
  /** One makes the first account. */
  firstHead: '7301420264',
  /** One fills the demonstration; the others wait and find it done. */
  demonstration: '7301420265',
  /** One appends to the ledger, for as long as one batch takes. */
  ledger: '7301420266',
  /** One takes draws on. */
  draws: '7301420276',
} as const

/** One at a time, in all processes, of what there is many of: `kind` says at what, `one` of which; until `tx` ends. */
export async function lockOneOf(
  tx: Transaction<Tables>,
  kind: 'slots' | 'offers' | 'outranks',
  one: string,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`giliran ${kind} ${one}`}, 0))`.execute(tx)
}
