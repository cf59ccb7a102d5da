import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/**
 * The tables as Kysely sees them; 0001_foundation.sql says what each is for.
 * timestamptz reads as Temporal.Instant, date as Temporal.PlainDate, bigint as string,
 * bytea as Buffer (parsers in connect.ts); instants are written as ISO strings.
 */
export interface Tables {
  setting: { name: string; value: JSONColumnType<object> }
  office: OfficeTable
  office_revision: OfficeRevisionTable
  holiday: HolidayTable
  slot: SlotTable
  booking: BookingTable
  booking_person: BookingPersonTable
  live_claim: LiveClaimTable
  idempotency: IdempotencyTable
  draft: DraftTable
  audit: AuditTable
  audit_opening: AuditOpeningTable
  leaf_pending: { office_id: string; audit_id: string }
  limit_counter: LimitCounterTable
}

export type InstantColumn = ColumnType<Temporal.Instant, Temporal.Instant | string, Temporal.Instant | string>
export type DateColumn = ColumnType<Temporal.PlainDate, Temporal.PlainDate | string, Temporal.PlainDate | string>

export interface OfficeTable {
  office_id: string
  letters: string
  name: string
  class: string
  province: string
  time_zone: string
  town_lat: number
  town_lon: number
  source: string
  bookable: Generated<boolean>
  definition: JSONColumnType<object> | null
  revision: Generated<number>
}

export interface OfficeRevisionTable {
  office_id: string
  revision: number
  definition: JSONColumnType<object>
  changed_at: InstantColumn
  changed_by: string
}

export interface HolidayTable {
  date: DateColumn
  name: string
  kind: 'national' | 'collective_leave'
  status: 'decreed' | 'provisional'
  source: string
}

export type Channel = 'online' | 'priority' | 'walk-in' | 'partner'

export interface SlotTable {
  office_id: string
  slot_id: GeneratedAlways<string>
  site_id: string
  channel: Channel
  starts_at: InstantColumn
  ends_at: InstantColumn
  opens_at: InstantColumn
  closed_reason: string | null
  planned: number
  capacity: number
  taken: Generated<number>
  withheld: Generated<number>
}

export interface BookingTable {
  office_id: string
  booking_id: string
  code: string
  key_hash: Buffer
  slot_id: string
  state: string
  party_size: number
  moves: Generated<number>
  calendar_sequence: Generated<number>
  locale: string
  assisted: Generated<boolean>
  contact_hash: Buffer | null
  sealed: Buffer
  booked_at: InstantColumn
  changed_at: InstantColumn
}

export interface BookingPersonTable {
  office_id: string
  booking_id: string
  position: number
  service_id: string
  purpose_id: string
  nik_hash: Buffer
  nik_as_printed: Generated<boolean>
}

export interface LiveClaimTable {
  nik_hash: Buffer
  office_id: string
  booking_id: string
  ends_at: InstantColumn
}

export interface IdempotencyTable {
  office_id: string
  key_hash: Buffer
  fingerprint: Buffer
  booking_id: string
  kept_until: InstantColumn
}

export interface DraftTable {
  office_id: string
  key_hash: Buffer
  sealed: Buffer
  expires_at: InstantColumn
}

export interface AuditTable {
  office_id: string
  audit_id: string
  at: InstantColumn
  commitment: Buffer
}

export interface AuditOpeningTable {
  office_id: string
  audit_id: string
  salt: Buffer
  opening: string
}

export interface LimitCounterTable {
  scope: string
  subject: Buffer
  window_start: InstantColumn
  count: number
}
