import type { Clock } from '../platform/clock.ts'
import { randomBytes } from '../platform/crypto/index.ts'
import { type Database, firstSetting } from '../platform/database/index.ts'
import type { Log } from '../platform/log.ts'
import type pg from 'pg'
import { formatSkey, parseSkey, signatureTypes, type Vkey } from '../platform/tlog/vkey.ts'
import { openWitness, type WitnessState } from '../witness/index.ts'
import type { PostCheckpoint, WitnessAddress } from './witnesses.ts'

/** What it is called says what it is; no such host can exist (RFC 6761). */
const NAME = 'demonstration.invalid/witness'
const SETTING = 'demonstration-witness'

export interface DemonstrationWitnessNeeds {
  database: Pick<Database, 'kysely'>
  ledger: { vkey: Vkey }
  clock: Clock
  log: Log
}

/**
 * In a demonstration that names no witness, one within the app: so that receipts and draws can
 * be seen as they are where others watch. It is no other party, forgets when its process ends,
 * keeps its key beside the log's, and every page that shows it says so.
 */
export async function openDemonstrationWitness(
  { database, ledger, clock, log }: DemonstrationWitnessNeeds,
): Promise<{ address: WitnessAddress; post: PostCheckpoint }> {
  const fresh = formatSkey({ name: NAME, type: signatureTypes.witness, seed: randomBytes(32) })
  const signer = parseSkey((await firstSetting(database, SETTING, { key: fresh })).key)
  const witness = openWitness({ signer, logs: [ledger.vkey], state: stateInMemory(), clock, log })
  return {
    address: { vkey: signer.vkey, url: '', isOurOwn: true },
    post: (_, body) => Promise.resolve(witness.addCheckpoint(body)),
  }
}

/** The key of a demonstration's own witness, for a command beside the app; undefined: this database has none. */
export async function demonstrationWitnessKey(client: pg.ClientBase): Promise<Vkey | undefined> {
  const { rows } = await client.query<{ key: string }>(
    `select value ->> 'key' as key from setting where name = $1`,
    [SETTING],
  )
  return rows[0] && parseSkey(rows[0].key).vkey
}

function stateInMemory(): WitnessState {
  const notes = new Map<string, string>()
  return {
    read: (origin) => notes.get(origin),
    keep: (origin, note) => void notes.set(origin, note),
    keepFork: () => undefined,
    close: () => undefined,
  }
}
