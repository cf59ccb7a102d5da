import type { Actor } from '../platform/audit.ts'
import type { Ticket } from './ticket.ts'

/** How a ticket stands at the office on its day. */
export interface Standing {
  /** Its number is over: there is nothing left to move. */
  isOver: boolean
  /** Its number is called or being served: only who is with it may still send it to another hour. */
  isAtCounter: boolean
  /** The national system is down and calls are stopped: waiting on is no fault of its holder. */
  isHallStopped: boolean
}

/** What the visit day, a feature below this one, says of a ticket before a change and is told after one. */
export interface VisitDay {
  /** Undefined: the ticket's day is not today, or its office does not run its day with Giliran. */
  standing(ticket: Ticket): Promise<Standing | undefined>
  /** `actor` moved or cancelled the booking: a number of the day that it may have is not to be called. */
  changed(before: Ticket, after: Ticket, actor: Actor): Promise<void>
}
