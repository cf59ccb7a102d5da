import type { Keys } from '../platform/crypto/index.ts'
import { type Database, firstSetting } from '../platform/database/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { formatVkey, parseVkey, type Signer } from '../platform/tlog/vkey.ts'

/** The name in the table `setting`. */
export const LEDGER_SETTING = 'ledger'

export interface IdentityNeeds {
  database: Pick<Database, 'kysely'>
  keys: Pick<Keys, 'logSigner'>
  /** What the log is to be called; undefined: by `publicUrl`. */
  logOrigin: string | undefined
  publicUrl: string | undefined
}

/**
 * Who the log is, its name and its key: to a witness another of either is another log. The first
 * start decides, and so it stays. A log is called by its address without scheme. Throws
 * OperatorError where a setting or the key file says otherwise by now.
 */
export async function logIdentity({ database, keys, logOrigin, publicUrl }: IdentityNeeds): Promise<Signer> {
  const first = keys.logSigner(logOrigin ?? `${publicUrl ? new URL(publicUrl).host : 'localhost'}/log`)
  const { vkey } = await firstSetting(database, LEDGER_SETTING, { vkey: formatVkey(first.vkey) })
  const { name } = parseVkey(vkey)
  if (logOrigin !== undefined && logOrigin !== name) {
    throw new OperatorError(`the ledger of this database is called ${name} for ever: GILIRAN_LOG_ORIGIN says otherwise`)
  }
  const signer = keys.logSigner(name)
  if (formatVkey(signer.vkey) !== vkey) {
    throw new OperatorError(
      `the ledger of this database is signed with another key (${vkey}): ` +
        'set GILIRAN_KEYS to the file that was used then',
    )
  }
  return signer
}
