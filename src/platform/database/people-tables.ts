import type { SurveyTable } from './survey-table.ts'
import type { DateColumn, InstantColumn } from './tables.ts'

/** What keeps one person from being many, and what people tell: of brokers, of their visit. */
export interface PeopleTables {
  work_spent: { nonce: Buffer; expires_at: InstantColumn }
  no_show: NoShowTable
  cooling: { nik_hash: Buffer; ends_at: InstantColumn }
  broker_report: BrokerReportTable
  survey: SurveyTable
}

export interface NoShowTable {
  office_id: string
  booking_id: string
  position: number
  nik_hash: Buffer
  day: DateColumn
  excused: string | null
}

export interface BrokerReportTable {
  office_id: string
  report_id: string
  day: DateColumn
  about: string
  /** Null once it is erased. */
  sealed: Buffer | null
  seen_by: string | null
  erased_at: InstantColumn | null
}
