
/** What is told of the days of offices: by themselves, and by people who were there. */
export interface ReportTables {
  public_record: PublicRecordTable
}

export interface PublicRecordTable {
  office_id: string
  period: string
  audit_id: string
  commitments: string | null
}
