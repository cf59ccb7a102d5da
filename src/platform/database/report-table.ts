import type { SurveyTable } from './survey-table.ts'

/** What is told of the days of offices: by themselves, and by people who were there. */
export interface ReportTables {
  public_record: PublicRecordTable
  survey: SurveyTable
}

export interface PublicRecordTable {
  office_id: string
  period: string
  audit_id: string
  commitments: string | null
}
