import type { InstantColumn } from './tables.ts'

/** Seats that were given back, and what becomes of them. */
export interface FreedTables {
  freed_seat: FreedSeatTable
}

export type FreedWay = 'at-once' | 'delay' | 'order' | 'walk-ins'

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
}
