import type pg from 'pg'
import { bookingChecks } from './bookings/index.ts'
import { complaintChecks } from './complaints/index.ts'
import { drawChecks, offerChecks } from './draws/index.ts'
import { messageChecks } from './notify/index.ts'
import { type CheckResult, recount } from './platform/recount.ts'
import { reportChecks } from './reports/index.ts'
import { scheduleChecks } from './schedule/index.ts'
import { ledgerChecks, type TrustedCheckpoint } from './transparency/index.ts'
import { visitChecks } from './visits/index.ts'

/**
 * Recounts every promise of every feature: what `giliran check` says. `checkpoint`: one that was
 * kept elsewhere, which the ledger must go back to.
 */
export function checkPromises(
  client: pg.ClientBase,
  now: Temporal.Instant,
  checkpoint?: TrustedCheckpoint,
): Promise<CheckResult> {
  const ofTurns = { ...scheduleChecks, ...bookingChecks, ...visitChecks, ...messageChecks, ...drawChecks }
  const ofRecord = { ...offerChecks, ...complaintChecks, ...reportChecks, ...ledgerChecks(checkpoint) }
  return recount(client, { ...ofTurns, ...ofRecord }, now)
}
