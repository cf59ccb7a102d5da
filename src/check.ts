import type pg from 'pg'
import { bookingChecks } from './bookings/index.ts'
import { drawChecks, offerChecks } from './draws/index.ts'
import { messageChecks } from './notify/index.ts'
import { type CheckResult, recount } from './platform/recount.ts'
import { scheduleChecks } from './schedule/index.ts'
import { visitChecks } from './visits/index.ts'

/** Recounts every promise of every feature: what `giliran check` says. */
export function checkPromises(client: pg.ClientBase, now: Temporal.Instant): Promise<CheckResult> {
  const ofDraws = { ...drawChecks, ...offerChecks }
  return recount(client, { ...scheduleChecks, ...bookingChecks, ...visitChecks, ...messageChecks, ...ofDraws }, now)
}
