import type { AuditEntry } from '../../platform/audit.ts'

export interface PersonToBook {
  serviceId: string
  purposeId: string
  nikHash: Buffer
  nikAsPrinted: boolean
}

/** One party on its way into the database: everything made, nothing decided. */
export interface PartyToBook {
  officeId: string
  slotId: string
  /** First instant of the day after the visit, ISO. */
  claimsEndAt: string
  bookingId: string
  code: string
  keyHash: Buffer
  /** Scoped to the office; a request without a key has an internal one, so that it can be repeated. */
  idempotencyHash: Buffer
  fingerprint: Buffer
  contactHash: Buffer | undefined
  locale: string
  assisted: boolean
  /** Who waits for having missed turns may have this seat all the same: they stand at the office. */
  mayWait?: true
  sealed: Buffer
  people: PersonToBook[]
  audit: AuditEntry
  /** Jobs that must stand or fall with the booking. */
  jobs: BookingJob[]
}

export interface BookingJob {
  task: string
  payload: Record<string, unknown>
}

/** What became of a party, as the database decided it. */
export type Outcome =
  | { kind: 'booked' }
  /** The same idempotency key stands already; `sameRequest` is false when it came with another body. */
  | { kind: 'known'; bookingId: string; sameRequest: boolean }
  | { kind: 'full' }
  | { kind: 'not-bookable' }
  | { kind: 'no-slot' }
  /** Positions in the party of the people who hold another live booking, or wait for having missed some. */
  | { kind: 'person-booked'; positions: number[] }
