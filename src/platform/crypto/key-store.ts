import { readFile } from 'node:fs/promises'
import { type Database, firstSetting } from '../database/index.ts'
import { OperatorError } from '../operator-error.ts'
import { type KeyFile, type Keys, makeKeyFile, openKeys, parseKeyFile } from './keys.ts'

/** Names in the table `setting`. */
export const KEY_CHECK = 'key_check'
export const DEMO_KEYS = 'demonstration_keys'

/**
 * The keys of this database: from the file that GILIRAN_KEYS names, or, for a demonstration
 * only, kept in the database itself and marked so. The first start stores a check value; a
 * later one with other keys is refused before anything is written. Throws OperatorError.
 */
export async function loadKeys({
  database,
  keysFile,
  demo,
}: {
  database: Pick<Database, 'kysely'>
  keysFile: string | undefined
  demo: boolean
}): Promise<Keys> {
  const file = keysFile === undefined ? await demoKeyFile(database, demo) : await fromDisk(keysFile)
  const keys = openKeys(file)
  const stored = await firstSetting(database, KEY_CHECK, { checkValue: keys.checkValue })
  if (stored.checkValue !== keys.checkValue) {
    throw new OperatorError(
      'the keys are not those this database was begun with: set GILIRAN_KEYS to the file that was used then',
    )
  }
  return keys
}

async function fromDisk(path: string): Promise<KeyFile> {
  try {
    return parseKeyFile(await readFile(path, 'utf8'))
  } catch (error) {
    throw new OperatorError(`GILIRAN_KEYS: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function demoKeyFile(database: Pick<Database, 'kysely'>, demo: boolean): Promise<KeyFile> {
  if (!demo) {
    throw new OperatorError(
      'names and NIKs need keys: make a file with `giliran keygen FILE` and set GILIRAN_KEYS to its path ' +
        '(or GILIRAN_DEMO=on to try things out)',
    )
  }
  return firstSetting(database, DEMO_KEYS, makeKeyFile({ demonstration: true }))
}
