/**
 * The words of the visit day. Nothing in these types is personal: it is what every process
 * keeps in memory of a hall, and what displays may show.
 */

/** The moves between them are journey.ts's. `finished` is the end; `left` is one unless they come back that day. */
export const visitStates = ['waiting', 'called', 'serving', 'parked', 'absent', 'finished', 'left'] as const
export type VisitState = (typeof visitStates)[number]

/** How somebody came into the queue; each kind has its letter (A, B, C, D at Wonosobo). */
export const visitKinds = ['appointment', 'priority', 'walk-in', 'collection'] as const
export type VisitKind = (typeof visitKinds)[number]

/** Why somebody goes first: the kind, never a diagnosis. */
export const priorityKinds = ['elderly', 'disabled', 'pregnant', 'nursing', 'small-child'] as const
export type PriorityKind = (typeof priorityKinds)[number]

/** What helps somebody on the day, as it is ticked at the desk. */
export const helpKinds = ['escort', 'wheelchair', 'sign-language', 'call-by-sight', 'call-by-voice'] as const
export type HelpKind = (typeof helpKinds)[number]

/** Why somebody was called out of turn, or sent back: lists, so that figures can be made of them. */
export const outOfTurnReasons = ['health', 'flight', 'child', 'office-fault', 'interpreter', 'safety'] as const
export type OutOfTurnReason = (typeof outOfTurnReasons)[number]
export const sendBackReasons = ['document-missing', 'document-unclear', 'payment-missing', 'other-service'] as const
export type SendBackReason = (typeof sendBackReasons)[number]

/** One ticket in the hall: a party with one number, or one of its people where it asked for numbers of their own. */
export interface FloorVisit {
  visitId: string
  kind: VisitKind
  /** "A-017" */
  number: string
  people: number
  /** Ids of what its people come for, each once. */
  services: readonly string[]
  /** Absent: came without a booking. */
  bookingId?: string
  /** Positions on the ticket of whom it is for, where the party asked for numbers of their own. */
  apart?: readonly number[]
  state: VisitState
  /** Stages it goes through, in order. */
  journey: readonly string[]
  /** Id of the stage it waits for or is served at; see the office's definition, `day.stages`. */
  stage: string
  /** Start of the booked window; absent: came without one. */
  appointmentMs?: number
  arrivedMs: number
  /** Minutes after the booked window had ended, 0: in time. */
  lateMinutes: number
  priority?: PriorityKind
  /** When it entered the queue it is in now. */
  queuedMs: number
  /** Its fair place: see order.ts. Kept from stage to stage. */
  dueMs: number
  /** Out of turn: who ordered it and why. Such a visit is called first. */
  ordered?: {
    reason: OutOfTurnReason
    by: string
    /** The oldest order goes first; absent: as old as its place in the queue. */
    atMs?: number
  }
  /** Why it was sent back from a counter, while it is set aside. */
  sentBack?: SendBackReason
  /** Where it is called to or served. */
  counter?: string
  /** How often it was called at this stage. */
  calls: number
  calledMs?: number
  startedMs?: number
  /** The holder said on the phone, since this call, that they need more time. */
  moreTimeMs?: number
}

export type CounterState = 'closed' | 'open' | 'paused'

export interface FloorCounter {
  counterId: string
  state: CounterState
  /** Stages it serves now; a part of what it may. */
  stages: readonly string[]
  /** Account of who sits there. */
  staff?: string
  staffName?: string
  pausedUntilMs?: number
  /** When its screen was last heard of. */
  seenMs: number
  /** The visit that is called to it or served there: at most one. */
  visitId?: string
}

/**
 * How many were called at a stage since the last of the other kind: the memory of the
 * order's shares (order.ts, turnsAfter). Plain numbers, kept in the database with the hall.
 */
export interface TurnCounts {
  /** Whoever is no priority person. */
  sincePriority: number
  /** Appointments and collections. */
  sinceWalkIn: number
}

/** A finished piece of service at a stage, for means and expected waits. */
export interface ServiceTime {
  visitId: string
  stage: string
  counter: string
  people: number
  /** From start to finish. */
  minutes: number
  endedMs: number
}

/** A call as displays show and speak it. `version`: of the hall when it was made, so that each is spoken once. */
export interface Call {
  number: string
  counter: string
  atMs: number
  again: boolean
  version: number
}

/** The steps by which somebody leaves a counter: done, sent on, set aside, not come. */
export const leftKinds = ['finished', 'sent-on', 'sent-back', 'parked', 'transferred', 'absent'] as const

/** Somebody who has just left a counter. `what` is the kind of step. */
export interface Left {
  visitId: string
  number: string
  counter: string
  what: (typeof leftKinds)[number]
  atMs: number
}

/** Everything about one site's hall on one day. `version` grows by one with every change. */
export interface Floor {
  officeId: string
  siteId: string
  /** "2026-11-30", the office's local day. */
  day: string
  version: number
  visits: ReadonlyMap<string, FloorVisit>
  counters: ReadonlyMap<string, FloorCounter>
  turns: Readonly<Record<string, TurnCounts>>
  /** By letter: the last number given. */
  numbers: Readonly<Record<string, number>>
  /** All calls are stopped: the national system is down, or a supervisor said so. */
  pause?: { reason: 'system-down' | 'supervisor'; sinceMs: number }
  notices: readonly { id: string; en: string }[]
  /** The last calls, newest first, at most 12. */
  calls: readonly Call[]
  /** Who left the counters last, newest first, at most 60. */
  left: readonly Left[]
  /** The day's pieces of service, newest first. */
  served: readonly ServiceTime[]
}
