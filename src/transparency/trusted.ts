import type pg from 'pg'
import { OperatorError } from '../platform/operator-error.ts'
import { openCheckpoint } from '../platform/tlog/checkpoint.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { mlDsa44 } from '../platform/tlog/node-ml-dsa.ts'
import { parseVkey, type Vkey } from '../platform/tlog/vkey.ts'
import type { TrustedCheckpoint } from './check.ts'
import { demonstrationWitnessKey } from './demonstration-witness.ts'
import { LEDGER_SETTING } from './identity.ts'

/**
 * Reads a checkpoint of this database's log that was kept elsewhere. Where witnesses are `named`
 * (vkeys), one of them must have cosigned it; without, the time of those that are `known` counts,
 * and where nobody is, that of a demonstration's own witness, marked as such.
 * Throws OperatorError that says what is wrong.
 */
export async function readTrusted(
  client: pg.ClientBase,
  { note, named, known }: { note: string; named: readonly string[]; known: readonly Vkey[] },
): Promise<TrustedCheckpoint & { isByDemonstration?: true }> {
  const { rows } = await client.query<{ vkey: string }>(
    `select value ->> 'vkey' as vkey from setting where name = $1`,
    [LEDGER_SETTING],
  )
  const vkey = rows[0]?.vkey
  if (vkey === undefined) throw new OperatorError('this database has no ledger: no app was ever started on it')
  try {
    const own = named.length + known.length === 0 ? await demonstrationWitnessKey(client) : undefined
    const witnesses = named.length > 0 ? named.map(parseVkey) : own ? [own] : known
    const { size, root, cosignatures } = openCheckpoint(note, { log: parseVkey(vkey), witnesses, mlDsa44 })
    if (named.length > 0 && cosignatures.length === 0) {
      throw new OperatorError('the checkpoint is cosigned by none of the witnesses named')
    }
    const seconds = Math.min(...cosignatures.map(({ timestamp }) => timestamp))
    const seenAt = cosignatures.length > 0 && Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    return { size, root, ...(seenAt && { seenAt, ...(own && { isByDemonstration: true }) }) }
  } catch (error) {
    if (!(error instanceof TlogError)) throw error
    throw new OperatorError(`the checkpoint is refused: ${error.message}`, { cause: error })
  }
}
