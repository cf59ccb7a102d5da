import type { Generated } from 'kysely'
import type { InstantColumn } from './tables.ts'

/** What is known of contacts, whoever's they are. */
export interface ContactTables {
  contact_code: ContactCodeTable
  contact_proof: ContactProofTable
  push_subscription: PushSubscriptionTable
}

export interface ContactCodeTable {
  contact_hash: Buffer
  proof_id: string
  code_hash: Buffer
  tries: Generated<number>
  made_at: InstantColumn
  ends_at: InstantColumn
  office_id: string
  booking_id: string | null
  sealed: Buffer | null
}

export interface ContactProofTable {
  office_id: string
  proof_id: string
  contact_hash: Buffer
  booking_id: string | null
  channel: string | null
  at: InstantColumn
}

export interface PushSubscriptionTable {
  office_id: string
  booking_id: string
  endpoint_hash: Buffer
  sealed: Buffer
  made_at: InstantColumn
}
