import { writeFile } from 'node:fs/promises'
import { makeKeyFile } from '../platform/crypto/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

/** Makes a key file that only its owner can read. Never writes over one: lost keys are lost names. */
export async function run(args: string[], { say }: Terminal): Promise<void> {
  const [file] = readArguments(args, { places: ['FILE'] }).places
  try {
    await writeFile(file, `${JSON.stringify(makeKeyFile(), undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new OperatorError(`${file} cannot be made: ${error instanceof Error ? error.message : String(error)}`)
  }
  say(`Keys are in ${file}. Set GILIRAN_KEYS to its path, and keep a copy apart from the backups.`)
}
