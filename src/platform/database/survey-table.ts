import type { DateColumn } from './tables.ts'

export interface SurveyTable {
  office_id: string
  booking_hash: Buffer
  day: DateColumn
  rating: number
  asked_money: boolean
  sealed: Buffer | null
}
