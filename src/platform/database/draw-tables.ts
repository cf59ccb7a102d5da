import type { Generated, JSONColumnType } from 'kysely'
import type { DateColumn, InstantColumn } from './tables.ts'

export interface DrawTables {
  draw_demand: DrawDemandTable
  draw: DrawTable
  draw_entry: DrawEntryTable
  draw_person: DrawPersonTable
}

/** What justified a draw when it was announced: schedule's Demand. */
export interface DrawDemandTable {
  office_id: string
  policy_id: string
  counted: JSONColumnType<object>
  counted_at: InstantColumn
}

export interface DrawTable {
  office_id: string
  draw_id: string
  policy_id: string
  attempt: Generated<number>
  state: 'open' | 'frozen' | 'drawn' | 'void'
  policy: JSONColumnType<object>
  opens_at: InstantColumn
  closes_at: InstantColumn
  draws_at: InstantColumn
  instant_at: InstantColumn
  ends_at: InstantColumn
  frozen_at: InstantColumn | null
  list_size: number | null
  list_root: Buffer | null
  seats: JSONColumnType<object[]> | null
  rules_hash: Buffer | null
  beacon: JSONColumnType<object> | null
  round: string | null
  leaf_audit_id: string | null
  earlier_leaves: JSONColumnType<object[]> | null
  evidence: JSONColumnType<object> | null
  randomness: Buffer | null
  signature: Buffer | null
  seed: Buffer | null
  left_seats: JSONColumnType<number[]> | null
  tables: JSONColumnType<object[]> | null
  drawn_at: InstantColumn | null
  void_reason: string | null
}

export interface DrawEntryTable {
  office_id: string
  entry_id: string
  draw_id: string
  code: string
  key_hash: Buffer
  state: 'entered' | 'left' | 'struck' | 'won' | 'waiting'
  party_size: number
  listed_size: Generated<number | null>
  wishes: JSONColumnType<object[]>
  channel: 'home' | 'desk' | 'partner'
  entered_on: DateColumn
  verified_at: InstantColumn | null
  verified_by: 'contact' | 'card' | null
  contested: Generated<boolean>
  struck_reason: 'outranked' | 'released' | 'incomplete' | null
  struck_by: Buffer | null
  salt: Buffer | null
  commitment: Buffer
  locale: string
  contact_hash: Buffer | null
  /** Null once it is erased. */
  sealed: Buffer | null
  place: number | null
  drawn_slot_id: string | null
  slot_id: string | null
  entered_at: InstantColumn
  changed_at: InstantColumn
  erased_at: InstantColumn | null
}

export interface DrawPersonTable {
  office_id: string
  entry_id: string
  position: number
  service_id: string
  purpose_id: string
  nik_hash: Buffer
  nik_as_printed: Generated<boolean>
}
