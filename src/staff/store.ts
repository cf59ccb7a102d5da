import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { advisoryLocks, type StaffRole, type Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import { randomBytes } from '../platform/crypto/index.ts'
import type { FirstSteps, Rights, SessionTimes } from './rules.ts'

/** An account as everybody here knows it; no password, no seed. */
export interface StaffAccount extends Rights, FirstSteps {
  accountId: string
  name: string
  displayName: string
  closedAt: Temporal.Instant | null
}

/** A session with the account it is of, as stored; whether it has ended is asked of rules.ts. */
export interface StaffSession extends SessionTimes {
  token: string
  account: StaffAccount
}

/** Topic of the messages that a session has ended; the text is the account's id. */
export const staffTopic = 'staff'

/** In whose ledger traces of accounts of no office lie. It is an id that no office has. */
const HEADQUARTERS = 'giliran'

const accountColumns = [
  'id', 'account_name', 'display_name', 'role', 'offices', 'password_given', 'two_factor_enabled', 'demonstration',
  'closed_at',
] as const

interface AccountRow {
  id: string
  account_name: string
  display_name: string
  role: StaffRole
  offices: string[]
  password_given: boolean
  two_factor_enabled: boolean
  demonstration: boolean
  closed_at: Temporal.Instant | null
}

function accountOf(row: AccountRow): StaffAccount {
  return {
    accountId: row.id,
    name: row.account_name,
    displayName: row.display_name,
    role: row.role,
    offices: row.role === 'headquarters' ? 'all' : row.offices,
    passwordGiven: row.password_given,
    hasCodes: row.two_factor_enabled,
    demonstration: row.demonstration,
    closedAt: row.closed_at,
  }
}

/** Accounts by name. */
export async function listAccounts(db: Kysely<Tables>): Promise<StaffAccount[]> {
  const rows = await db.selectFrom('staff_account').select(accountColumns).orderBy('account_name').execute()
  return rows.map(accountOf)
}

/**
 * How many colleagues at the office come before this account, those at reception first, then by
 * age: its place among them, which stays the same while nobody changes roles. 0 for headquarters.
 */
export async function colleaguesBefore(db: Kysely<Tables>, officeId: string, name: string): Promise<number> {
  const { rows } = await sql<{ before: number }>`
    select before::int from (
      select account_name, row_number() over (
        order by array_position(array['reception', 'supervisor', 'office-head'], role), created_at, id) - 1 as before
      from staff_account where ${officeId} = any(offices)) colleague
    where account_name = ${name}`.execute(db)
  return rows[0]?.before ?? 0
}

/** Of a name, closed or not; undefined: there is none. In a transaction the row stays locked until its end. */
export async function findAccount(db: Kysely<Tables>, name: string): Promise<StaffAccount | undefined> {
  let query = db.selectFrom('staff_account').select(accountColumns).where('account_name', '=', name)
  if (db.isTransaction) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row && accountOf(row)
}

export interface NewAccount extends Pick<StaffAccount, 'name' | 'displayName' | 'role' | 'passwordGiven'> {
  /** None for headquarters. */
  offices: readonly string[]
  /** As the library makes it. */
  passwordHash: string
  demonstration?: boolean
}

/** Makes an account; undefined where the name is taken, by a closed one too: traces name it. */
export async function insertAccount(
  tx: Transaction<Tables>,
  { name, displayName, role, offices, passwordHash, passwordGiven, demonstration = false }: NewAccount,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const id = randomUUID()
  const times = { created_at: now, updated_at: now }
  const made = await tx
    .insertInto('staff_account')
    .values({
      id,
      account_name: name,
      display_name: displayName,
      role,
      offices: [...offices],
      email: `${randomBytes(16).toString('hex')}@staff.invalid`,
      password_given: passwordGiven,
      demonstration,
      ...times,
    })
    .onConflict((conflict) => conflict.column('account_name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return undefined
  const password = { id: randomUUID(), account_id: id, provider_account_id: id, password: passwordHash, ...times }
  await tx.insertInto('staff_password').values(password).execute()
  return id
}

export async function setPassword(
  tx: Transaction<Tables>,
  accountId: string,
  { passwordHash, isGiven }: { passwordHash: string; isGiven: boolean },
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('staff_password')
    .set({ password: passwordHash, updated_at: now })
    .where('account_id', '=', accountId)
    .execute()
  await tx
    .updateTable('staff_account')
    .set({ password_given: isGiven, updated_at: now })
    .where('id', '=', accountId)
    .execute()
}

export async function readPasswordHash(db: Kysely<Tables>, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('staff_password')
    .select('password')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.password
}

/** Takes the seed of the codes away: the next sign-in enrols anew. */
export async function forgetCodes(tx: Transaction<Tables>, accountId: string): Promise<void> {
  await tx.deleteFrom('staff_two_factor').where('account_id', '=', accountId).execute()
  await tx.updateTable('staff_account').set({ two_factor_enabled: false }).where('id', '=', accountId).execute()
}

export async function setClosed(tx: Transaction<Tables>, accountId: string, now: Temporal.Instant): Promise<void> {
  await tx.updateTable('staff_account').set({ closed_at: now, updated_at: now }).where('id', '=', accountId).execute()
}

/** Ends every session of the account, but for `kept`, and every sign-in that waits for its code. */
export async function endSessionsOf(tx: Transaction<Tables>, accountId: string, kept = ''): Promise<void> {
  await tx.deleteFrom('staff_session').where('account_id', '=', accountId).where('token', '<>', kept).execute()
  await tx.deleteFrom('staff_challenge').where('value', '=', accountId).execute()
  await tellEnded(tx, accountId)
}

/** Ends one session. */
export async function endSession(tx: Transaction<Tables>, token: string): Promise<void> {
  const row = await tx.deleteFrom('staff_session').where('token', '=', token).returning('account_id').executeTakeFirst()
  if (row) await tellEnded(tx, row.account_id)
}

/** Has every process read the account's sessions anew. */
async function tellEnded(tx: Transaction<Tables>, accountId: string): Promise<void> {
  await notifyAll(tx, staffTopic, accountId)
}

/** The session with that token, of an account that is open. */
export async function readSession(db: Kysely<Tables>, token: string): Promise<StaffSession | undefined> {
  const row = await db
    .selectFrom('staff_session as s')
    .innerJoin('staff_account as a', 'a.id', 's.account_id')
    .select(['s.began_at', 's.seen_at', ...accountColumns.map((column) => `a.${column}` as const)])
    .where('s.token', '=', token)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst()
  return row && { token, beganAt: row.began_at, seenAt: row.seen_at, account: accountOf(row) }
}

export async function writeSeen(db: Kysely<Tables>, token: string, seenAt: Temporal.Instant): Promise<void> {
  await db
    .updateTable('staff_session')
    .set({ seen_at: seenAt })
    .where('token', '=', token)
    .where('seen_at', '<', seenAt)
    .execute()
}

/** Throws away sessions that began before `before`, and challenges that are over: those by the machine's clock. */
export async function sweepSessions(db: Kysely<Tables>, before: Temporal.Instant): Promise<void> {
  await db.deleteFrom('staff_session').where('began_at', '<', before).execute()
  await db.deleteFrom('staff_challenge').where('expires_at', '<', sql<Temporal.Instant>`now()`).execute()
}

/** Keeps what is shown until the first code was typed. */
export async function keepEnrolment(db: Kysely<Tables>, accountId: string, sealed: Buffer | null): Promise<void> {
  await db.updateTable('staff_two_factor').set({ enrolment: sealed }).where('account_id', '=', accountId).execute()
}

export async function readEnrolment(db: Kysely<Tables>, accountId: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('staff_two_factor')
    .select('enrolment')
    .where('account_id', '=', accountId)
    .where('verified', '=', false)
    .executeTakeFirst()
  return row?.enrolment ?? undefined
}

/** Whether these six digits were taken before, of those that may still be right. */
export async function isUsedCode(db: Kysely<Tables>, accountId: string, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('staff_two_factor')
    .select('id')
    .where('account_id', '=', accountId)
    .where(sql<boolean>`${code}::text = any(used_codes)`)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes six digits that are right; false: somebody was faster. Of two at once the row lets one through. */
export async function takeCode(db: Kysely<Tables>, accountId: string, code: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff_two_factor')
    .set({ used_codes: sql<string[]>`(array_prepend(${code}::text, used_codes))[1:5]` })
    .where('account_id', '=', accountId)
    .where(sql<boolean>`${code}::text <> all(used_codes)`)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Whether anybody at all has an account; those of a demonstration do not count. */
export async function hasAccounts(db: Kysely<Tables>): Promise<boolean> {
  const row = await db.selectFrom('staff_account').select('id').where('demonstration', '=', false).limit(1).execute()
  return row.length > 0
}

/** Until `tx` ends nobody else makes the first account. */
export async function lockFirstHead(tx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${advisoryLocks.firstHead}::bigint)`.execute(tx)
}

export interface AccountChange {
  kind: 'staff-added' | 'staff-closed' | 'staff-reset' | 'staff-password-changed' | 'staff-codes-enrolled'
  account: Pick<StaffAccount, 'name' | 'role'> & { offices: readonly string[] | 'all' }
  actor: Actor
}

/** The trace of a change, in the ledger of each office that the account is limited to. It names the account only. */
export async function traceChange(
  tx: Transaction<Tables>,
  { kind, account: { name, role, offices }, actor }: AccountChange,
  at: Temporal.Instant,
): Promise<void> {
  for (const officeId of offices === 'all' || offices.length === 0 ? [HEADQUARTERS] : offices) {
    await writeAudit(tx, { officeId, kind, at, actor, details: { account: name, role } })
  }
}
