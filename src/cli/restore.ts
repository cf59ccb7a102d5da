import { readFile } from 'node:fs/promises'
import { openKeys, parseKeyFile } from '../platform/crypto/index.ts'
import { restore } from '../platform/database/restore.ts'
import { withServerFor } from '../platform/database/open.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

export async function run(args: string[], { config, log, say }: Terminal): Promise<void> {
  const { places } = readArguments(args, { places: ['FILE'] })
  const [file] = places
  const keyCheck = config.keysFile ? await checkValueOf(config.keysFile) : null
  await withServerFor(config, log, 'restore', async ({ url, ownerUrl }) => {
    const { tables, rows } = await restore({ url: ownerUrl, appUrl: url, file, keyCheck })
    say(`Restored ${rows} rows of ${tables} tables from ${file}`)
  })
}

async function checkValueOf(keysFile: string): Promise<string> {
  try {
    return openKeys(parseKeyFile(await readFile(keysFile, 'utf8'))).checkValue
  } catch (error) {
    throw new OperatorError(`GILIRAN_KEYS: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
