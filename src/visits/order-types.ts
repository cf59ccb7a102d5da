import type { FloorVisit, OutOfTurnReason, PriorityKind } from './model.ts'

/** What an office sets of the calling order: `day.order` of its definition. */
export interface OrderRules {
  /** One of the priority queue after so many others, from 1: at 0 the others would never be called. */
  priorityAfter: number
  /** One walk-in after so many appointments, while some that are due wait; from 1. */
  walkInAfter: number
  /** Who has waited so many minutes past the fair place goes next, so that nobody starves. */
  waitMinutesMax: number
}

/** Why somebody stands where they stand: shown to staff and to the public. */
export type Why =
  | { rule: 'ordered'; reason: OutOfTurnReason; by: string }
  /** Whole minutes past the fair place. */
  | { rule: 'waited-long'; minutes: number }
  /** `after`: one after so many others; 0: at once, since nobody else's hour has come. `kind` is told at check-in. */
  | { rule: 'priority'; kind?: PriorityKind; after: number }
  /** The window began at `ms`; `together`: a party of more than one. */
  | { rule: 'appointment'; ms: number; together: boolean }
  /** So many minutes after the window's end; at `ms` they came, and whose window had begun by then goes first. */
  | { rule: 'late'; minutes: number; ms: number }
  /** The window begins at `ms`; called before it only while nobody else's hour has come. */
  | { rule: 'early'; ms: number }
  | { rule: 'walk-in'; after: number }
  /** A walk-in in a moment in which nobody's hour has come. */
  | { rule: 'fills-gap' }
  | { rule: 'collection' }

export interface Place {
  visit: FloorVisit
  why: Why
}
