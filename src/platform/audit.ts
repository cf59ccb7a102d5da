import { hash } from 'node:crypto'
import { sql, type RawBuilder, type Transaction } from 'kysely'
import { randomBytes, uuidAt } from './crypto/index.ts'
import type { Tables } from './database/index.ts'

/** Who did it. A member of staff is named by account or, at the command line, by login name. */
export type Actor = { kind: 'applicant' } | { kind: 'staff'; name: string } | { kind: 'system' }

/** What happened, without anything personal: no name, NIK, contact, code or key. */
export interface AuditEvent {
  officeId: string
  kind: string
  at: Temporal.Instant
  actor: Actor
  /** Beside what every trace says of itself, which they must not write over. */
  details: Record<string, unknown> & { [name in 'v' | 'kind' | 'office' | 'at' | 'by']?: never }
  /** One line of ASCII that the leaf says in the open, beside the commitment. */
  subject?: string
}

export interface AuditEntry {
  officeId: string
  auditId: string
  at: Temporal.Instant
  salt: Buffer
  /** JSON, the exact text that was committed to. */
  opening: string
}

/** Many traces share a millisecond, and with it the clock's instant: its text is made once. */
const textOf = rememberLast((at: Temporal.Instant) => at.toString())

function rememberLast<K, V>(make: (key: K) => V): (key: K) => V {
  let last: { key: K; value: V } | undefined
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) }
    return last.value
  }
}

/** One leaf to be: its opening and the salt that keeps the commitment from being guessed. */
export function auditEntry({ officeId, kind, at, actor, details }: AuditEvent): AuditEntry {
  const by = actor.kind === 'staff' ? `staff:${actor.name}` : actor.kind
  const opening = JSON.stringify({ v: 1, kind, office: officeId, at: textOf(at), by, ...details })
  return { officeId, auditId: uuidAt(at), at, salt: randomBytes(16), opening }
}

/**
 * Of traces written in that millisecond: an id begins with its time (UUID version 7), so a few rows
 * are read by the key and no index is needed for all the others.
 */
export function tracedAt(epochMs: number): RawBuilder<boolean> {
  const hex = epochMs.toString(16).padStart(12, '0')
  const head = `${hex.slice(0, 8)}-${hex.slice(8)}`
  return sql<boolean>`audit_id between ${`${head}-0000-0000-000000000000`} and ${`${head}-ffff-ffff-ffffffffffff`}`
}

/** SHA-256(salt || opening), 32 bytes: what stands in the ledger for ever. */
export function commitmentOf({ salt, opening }: Pick<AuditEntry, 'salt' | 'opening'>): Buffer {
  return hash('sha256', Buffer.concat([salt, Buffer.from(opening)]), 'buffer')
}

/** Writes the trace in the transaction that makes the change: both stand, or neither. Returns its id. */
export async function writeAudit(tx: Transaction<Tables>, event: AuditEvent): Promise<string> {
  const entry = auditEntry(event)
  const key = { office_id: entry.officeId, audit_id: entry.auditId }
  const leaf = { commitment: commitmentOf(entry), subject: event.subject ?? null }
  await tx.insertInto('audit').values({ ...key, at: entry.at, ...leaf }).execute()
  await tx.insertInto('audit_opening').values({ ...key, salt: entry.salt, opening: entry.opening }).execute()
  await tx.insertInto('leaf_pending').values(key).execute()
  return entry.auditId
}
