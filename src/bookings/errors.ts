import { defineErrors } from '../platform/errors.ts'

/** All that a booking, a move or a cancellation can be refused with. */
export const bookingErrors = defineErrors({
  SLOT_FULL: { type: 'slot-full', say: 'bookings.errors.slotFull' },
  SLOT_CLOSED: { type: 'slot-closed', say: 'bookings.errors.slotClosed' },
  SLOT_PAST: { type: 'slot-closed', say: 'bookings.errors.slotPast' },
  SLOT_UNRELEASED: { type: 'slot-unreleased', say: 'bookings.errors.slotUnreleased' },
  SLOT_UNKNOWN: { type: 'not-found', say: 'bookings.errors.slotUnknown' },
  OFFICE_UNKNOWN: { type: 'not-found', say: 'bookings.errors.officeUnknown' },
  OFFICE_NOT_BOOKABLE: { type: 'slot-closed', say: 'bookings.errors.officeNotBookable' },
  PERSON_ALREADY_BOOKED: { type: 'person-already-booked', say: 'bookings.errors.personAlreadyBooked' },
  PROVE_OR_COME: { type: 'person-already-booked', say: 'bookings.errors.proveOrCome' },
  OUTRANKED_ENOUGH: { type: 'person-already-booked', say: 'bookings.errors.outrankedEnough' },
  COOLING_OFF: { type: 'cooling-off', say: 'bookings.errors.coolingOff' },
  SAME_PERSON_TWICE: { type: 'same-person-twice', say: 'bookings.errors.samePersonTwice' },
  INVALID: { type: 'invalid', say: 'platform.invalid' },
  TOO_MANY_MOVES: { type: 'too-many-moves', say: 'bookings.errors.tooManyMoves' },
  CHANGE_TOO_LATE: { type: 'change-too-late', say: 'bookings.errors.changeTooLate' },
  BEING_SERVED: { type: 'change-too-late', say: 'bookings.errors.beingServed' },
  ALREADY_CANCELLED: { type: 'change-too-late', say: 'bookings.errors.alreadyCancelled' },
  TICKET_UNKNOWN: { type: 'not-found', say: 'bookings.errors.ticketUnknown' },
  NIK_NOT_OF_PARTY: { type: 'not-found', say: 'bookings.errors.nikNotOfParty' },
  IDEMPOTENCY_CONFLICT: { type: 'idempotency-conflict', say: 'bookings.errors.idempotencyConflict' },
  WORK_NEEDED: { type: 'work-needed', say: 'bookings.errors.workNeeded' },
  DRAFT_EXPIRED: { type: 'draft-expired', say: 'bookings.errors.draftExpired' },
  IN_CLOSED_DRAW: { type: 'not-now', say: 'bookings.errors.inClosedDraw' },
  BUSY: { type: 'unavailable', say: 'bookings.errors.busy' },
})
