import { defineErrors } from '../platform/errors.ts'

/** All that entering, changing or leaving a draw can be refused with, beside what bookings refuse. */
export const drawErrors = defineErrors({
  DRAW_UNKNOWN: { type: 'not-found', say: 'draws.errors.drawUnknown' },
  NOT_OPEN_YET: { type: 'not-now', say: 'draws.errors.notOpenYet' },
  CLOSED: { type: 'not-now', say: 'draws.errors.closed' },
  ENTRY_UNKNOWN: { type: 'not-found', say: 'draws.errors.entryUnknown' },
  ENTRY_OVER: { type: 'not-now', say: 'draws.errors.entryOver' },
  OFFER_UNKNOWN: { type: 'not-found', say: 'draws.errors.offerUnknown' },
  OFFER_OVER: { type: 'not-now', say: 'draws.errors.offerOver' },
  INVALID: { type: 'invalid', say: 'platform.invalid' },
  PERSON_ALREADY_HELD: { type: 'person-already-booked', say: 'draws.errors.personHeld' },
  OUTRANKED_ENOUGH: { type: 'person-already-booked', say: 'draws.errors.outrankedEnough' },
  PROVE_OR_COME: { type: 'person-already-booked', say: 'draws.errors.proveOrCome' },
  IDEMPOTENCY_CONFLICT: { type: 'idempotency-conflict', say: 'bookings.errors.idempotencyConflict' },
})
