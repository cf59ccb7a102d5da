/** What is published of the days, months and samples of offices. */
export interface ReportTables {
  public_record: PublicRecordTable
}

export interface PublicRecordTable {
  office_id: string
  period: string
  audit_id: string
  commitments: string | null
}
