import type { FloorVisit, OutOfTurnReason, PriorityKind } from './model.ts'

/** What an office sets of the calling order: `day.order` of its definition. */
export interface OrderRules {
  /** One of the priority queue after so many others. */
  priorityAfter: number
  /** One walk-in after so many others, while appointments that are due wait. */
  walkInAfter: number
  /** Who has waited so many minutes past the fair place goes next, so that nobody starves. */
  waitMinutesMax: number
}

/** Why somebody stands where they stand: shown to staff and to the public. */
export type Why =
  | { rule: 'ordered'; reason: OutOfTurnReason; by: string }
  | { rule: 'waited-long'; minutes: number }
  | { rule: 'priority'; kind: PriorityKind; after: number }
  /** The window began at `ms`; `together`: a party of more than one. */
  | { rule: 'appointment'; ms: number; together: boolean }
  | { rule: 'late'; minutes: number; ms: number }
  | { rule: 'early'; ms: number }
  | { rule: 'walk-in'; after: number }
  /** A walk-in or early person who fills a moment in which nobody's hour has come. */
  | { rule: 'fills-gap' }
  | { rule: 'collection' }

export interface Place {
  visit: FloorVisit
  why: Why
}
