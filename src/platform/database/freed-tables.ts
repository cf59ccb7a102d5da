import type { Generated } from 'kysely'
import type { InstantColumn } from './tables.ts'

/** Seats that were given back, and what becomes of them. */
export interface FreedTables {
  freed_seat: FreedSeatTable
  seat_offer: SeatOfferTable
  passed_over: PassedOverTable
}

export type FreedWay = 'at-once' | 'delay' | 'draw' | 'order' | 'walk-ins'

export interface FreedSeatTable {
  office_id: string
  freed_id: string
  slot_id: string
  seats: number
  held: number
  way: FreedWay
  freed_at: InstantColumn
  returns_from: InstantColumn | null
  returns_by: InstantColumn | null
  offer_id: string | null
  planned_anew: Generated<boolean>
}

export type OfferState = 'open' | 'accepted' | 'declined' | 'lapsed' | 'passed'

export interface SeatOfferTable {
  office_id: string
  offer_id: string
  draw_id: string
  entry_id: string
  slot_id: string
  seats: number
  state: OfferState
  made_at: InstantColumn
  until_at: InstantColumn
  answered_at: InstantColumn | null
}

export interface PassedOverTable {
  office_id: string
  passed_id: string
  draw_id: string
  entry_id: string
  slot_id: string
  at: InstantColumn
  ended_at: InstantColumn | null
}
