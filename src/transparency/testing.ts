import type { Kysely } from 'kysely'
import { auditEntry, type AuditEvent, commitmentOf } from '../platform/audit.ts'
import { SetClock } from '../platform/clock.ts'
import { openKeys } from '../platform/crypto/index.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import { type Afterwards, testDatabase } from '../platform/database/testing.ts'
import { createLog } from '../platform/log.ts'
import { cosign } from '../platform/tlog/cosignature.ts'
import { splitNote } from '../platform/tlog/note.ts'
import { type Signer, signatureTypes, signerOf } from '../platform/tlog/vkey.ts'
import { type Ledger, openLedger } from './ledger.ts'

export const testNow = Temporal.Instant.from('2026-11-24T03:00:00Z')

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64')
const sealing = { dataKeys: { '1': key(1) }, lookupKey: key(2), ticketKeys: { '1': key(3) } }
/** The same in every process. */
export const testKeys = openKeys({ giliranKeys: 1, ...sealing, logKey: key(4) })
export const testOrigin = 'giliran.example/log'

export interface LedgerGround {
  database: Database
  clock: SetClock
  ledger: Ledger
  /** Another process on the same database. */
  another(options?: { batchMax?: number }): Promise<Ledger>
}

/** A database with tables and nothing else, and its ledger. */
export async function ledgerGround(t: Afterwards, options: { batchMax?: number } = {}): Promise<LedgerGround> {
  const database = await testDatabase(t)
  const clock = new SetClock(testNow)
  const named = { publicUrl: undefined, logOrigin: testOrigin }
  const needs = { database, clock, keys: testKeys, log: createLog('silent'), ...named }
  const another: LedgerGround['another'] = (changed = {}) => openLedger({ ...needs, ...changed })
  return { database, clock, ledger: await another(options), another }
}

/** Writes traces as changes do, in one transaction. */
export async function happen(
  { database, clock }: Pick<LedgerGround, 'database' | 'clock'>,
  count: number,
  event: Partial<AuditEvent> = {},
): Promise<void> {
  const actor = { kind: 'system' } as const
  const entries = Array.from({ length: count }, (_, i) => {
    const officeId = i % 3 === 0 ? 'yogyakarta' : 'wonosobo'
    return auditEntry({ officeId, kind: 'tested', at: clock.now(), actor, details: { i }, ...event })
  })
  const keyed = entries.map((entry) => ({ key: { office_id: entry.officeId, audit_id: entry.auditId }, entry }))
  await database.kysely.transaction().execute(async (tx) => {
    const audits = keyed.map(({ key, entry }) => ({ ...key, at: entry.at, commitment: commitmentOf(entry) }))
    const openings = keyed.map(({ key, entry: { salt, opening } }) => ({ ...key, salt, opening }))
    await tx.insertInto('audit').values(audits).execute()
    await tx.insertInto('audit_opening').values(openings).execute()
    await tx.insertInto('leaf_pending').values(keyed.map(({ key }) => key)).execute()
  })
}

/** The names of traces by their leaves' numbers. */
export async function tracesInOrder(db: Kysely<Tables>): Promise<{ officeId: string; auditId: string }[]> {
  const rows = await db
    .selectFrom('ledger_leaf')
    .select(['office_id as officeId', 'audit_id as auditId'])
    .orderBy('leaf_index')
    .execute()
  return rows
}

export function testWitness(seed: number): Signer {
  const name = `witness-${seed}.example`
  return signerOf({ name, type: signatureTypes.witness, seed: new Uint8Array(32).fill(seed) })
}

/** Has a witness cosign the newest checkpoint, and the ledger keep it; returns the cosigned note. */
export async function witnessed(ledger: Ledger, signer: Signer, seenAt: Temporal.Instant): Promise<string> {
  const { size, note } = (await ledger.checkpoint())!
  const line = cosign({ text: splitNote(note).text, signer, time: Math.floor(seenAt.epochMilliseconds / 1000) })
  await ledger.keepCosignature({ size, witness: signer.vkey.name, keyId: signer.vkey.id, line, seenAt })
  return note + line
}
