import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { ContactTables } from './contact-tables.ts'
import type { LedgerTables } from './ledger-tables.ts'
import type { FreedTables } from './freed-tables.ts'
import type { DrawTables } from './draw-tables.ts'
import type { StaffTables } from './staff-tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { ReportTables } from './report-table.ts'

/**
 * The tables as Kysely sees them; migrations/ says what each is for.
 * timestamptz reads as Temporal.Instant, date as Temporal.PlainDate, bigint as string,
 * bytea as Buffer (parsers in connect.ts); instants are written as ISO strings.
 */
export interface Tables
  extends ContactTables, DrawTables, FreedTables, LedgerTables, PeopleTables, ReportTables, StaffTables {
  setting: { name: string; value: JSONColumnType<object> }
  office: OfficeTable
  office_revision: OfficeRevisionTable
  holiday: HolidayTable
  slot: SlotTable
  booking: BookingTable
  booking_person: BookingPersonTable
  live_claim: LiveClaimTable
  displacement: DisplacementTable
  idempotency: IdempotencyTable
  draft: DraftTable
  audit: AuditTable
  audit_opening: AuditOpeningTable
  leaf_pending: { office_id: string; audit_id: string }
  limit_counter: LimitCounterTable
  hall: HallTable
  visit: VisitTable
  visit_person: VisitPersonTable
  counter_now: CounterNowTable
  counter: CounterTable
  visit_step: VisitStepTable
  visit_scan: VisitScanTable
  door_entry: DoorEntryTable
  door_person: DoorPersonTable
  door_draw: DoorDrawTable
  message: MessageTable
  message_event: { channel: string; event_id: string; at: InstantColumn }
  message_stop: { contact_hash: Buffer; channel: string; at: InstantColumn }
  outbox: OutboxTable
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
  draw_policy: string | null
  draw_part: Generated<boolean>
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

export interface DisplacementTable {
  office_id: string
  booking_id: string
  site_id: string
  starts_at: InstantColumn
  at: InstantColumn
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
  /** Said in the open by its leaf. */
  subject: Generated<string | null>
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

export interface HallTable {
  office_id: string
  site_id: string
  day: DateColumn
  version: Generated<number>
  numbers: JSONColumnType<Record<string, number>, string | undefined>
  turns: JSONColumnType<object, string | undefined>
  pause_reason: 'system-down' | 'supervisor' | null
  paused_since: InstantColumn | null
  notices: JSONColumnType<object[], string | undefined>
}

export interface VisitTable {
  office_id: string
  visit_id: string
  site_id: string
  day: DateColumn
  booking_id: string | null
  kind: string
  letter: string
  number: number
  people: number
  apart: number[] | null
  services: string[]
  journey: string[]
  stage: string
  state: string
  appointment_at: InstantColumn | null
  arrived_at: InstantColumn
  late_minutes: Generated<number>
  priority: string | null
  queued_at: InstantColumn
  due_at: InstantColumn
  ordered: JSONColumnType<object> | null
  sent_back: string | null
  counter_id: string | null
  calls: Generated<number>
  called_at: InstantColumn | null
  started_at: InstantColumn | null
  more_time_at: InstantColumn | null
  changed_at: InstantColumn
  corrections: Buffer | null
  help: Buffer | null
}

export interface VisitPersonTable {
  office_id: string
  visit_id: string
  position: number
  day: DateColumn
  booking_id: string | null
  card: string
  /** None: since then seen at another site of the office. */
  nik_hash: Buffer | null
}

export interface CounterNowTable {
  office_id: string
  site_id: string
  counter_id: string
  visit_id: string
}

export interface CounterTable {
  office_id: string
  site_id: string
  counter_id: string
  state: string
  stages: Generated<string[]>
  staff: string | null
  staff_name: string | null
  paused_until: InstantColumn | null
  seen_at: InstantColumn
}

export interface VisitStepTable {
  office_id: string
  visit_id: string
  step: number
  at: InstantColumn
  kind: string
  stage: string
  counter_id: string | null
  staff: string | null
  reason: string | null
  minutes: number | null
  version: Generated<number>
  before: JSONColumnType<object> | null
  seq: GeneratedAlways<string>
}

export interface VisitScanTable {
  office_id: string
  nonce: string
  visit_id: string
  at: InstantColumn
}

export interface DoorEntryTable {
  office_id: string
  site_id: string
  day: DateColumn
  entry: number
  people: number
  state: 'waiting' | 'withdrawn' | 'seated' | 'out' | 'refused'
  sealed: Buffer | null
  visit_id: string | null
  refusal: string | null
}

export interface DoorPersonTable {
  office_id: string
  day: DateColumn
  nik_hash: Buffer
  site_id: string
  entry: number
}

export interface DoorDrawTable {
  office_id: string
  site_id: string
  day: DateColumn
  secret: string
  said: string
  seed: string
  entry_order: number[]
  seats: number[]
  drawn_at: InstantColumn
}

export interface MessageTable {
  office_id: string
  message_id: string
  kind: string
  booking_id: string | null
  about: string
  state: string
  reason: string | null
  channel: string | null
  refused: Generated<string[]>
  tries: Generated<number>
  due_at: InstantColumn
  claimed_at: InstantColumn | null
  unsure: Generated<boolean>
  provider_id: string | null
  parts: Generated<number>
  cost_idr: Generated<number>
  sealed: Buffer | null
  made_at: InstantColumn
  sent_at: InstantColumn | null
  delivered_at: InstantColumn | null
}

export interface OutboxTable {
  office_id: string
  message_id: string
  channel: string
  sealed: Buffer
  at: InstantColumn
}
