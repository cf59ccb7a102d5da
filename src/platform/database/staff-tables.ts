import type { Generated } from 'kysely'
import type { InstantColumn } from './tables.ts'

/** Accounts, and what a sign-in needs. */
export interface StaffTables {
  staff_account: StaffAccountTable
  staff_password: StaffPasswordTable
  staff_two_factor: StaffTwoFactorTable
  staff_session: StaffSessionTable
  staff_challenge: StaffChallengeTable
}

export type StaffRole = 'reception' | 'counter' | 'supervisor' | 'office-head' | 'headquarters'

export interface StaffAccountTable {
  id: string
  account_name: string
  display_name: string
  role: StaffRole
  offices: Generated<string[]>
  email: string
  email_verified: Generated<boolean>
  two_factor_enabled: Generated<boolean>
  password_given: boolean
  demonstration: Generated<boolean>
  closed_at: InstantColumn | null
  created_at: InstantColumn
  updated_at: InstantColumn
}

export interface StaffPasswordTable {
  id: string
  account_id: string
  provider_id: Generated<string>
  provider_account_id: string
  password: string
  created_at: InstantColumn
  updated_at: InstantColumn
}

export interface StaffTwoFactorTable {
  id: string
  account_id: string
  secret: string
  backup_codes: string
  enrolment: Buffer | null
  verified: Generated<boolean>
  failed_verification_count: Generated<number>
  locked_until: InstantColumn | null
  used_codes: Generated<string[]>
}

export interface StaffSessionTable {
  id: string
  token: string
  account_id: string
  began_at: InstantColumn
  seen_at: InstantColumn
  expires_at: InstantColumn
  created_at: InstantColumn
  updated_at: InstantColumn
  ip_address: string | null
  user_agent: string | null
}

export interface StaffChallengeTable {
  id: string
  identifier: string
  value: string
  expires_at: InstantColumn
  created_at: InstantColumn
  updated_at: InstantColumn
}
