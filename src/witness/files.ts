import { readFile, writeFile } from 'node:fs/promises'
import { randomBytes } from '../platform/crypto/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { formatSkey, parseSkey, parseVkey, type Signer, signatureTypes, type Vkey } from '../platform/tlog/vkey.ts'

/** Makes a witness's key in a new file that only its owner reads; throws OperatorError. Never writes over one. */
export async function makeWitnessKey(path: string, name: string): Promise<Signer> {
  try {
    const text = formatSkey({ name, type: signatureTypes.witness, seed: randomBytes(32) })
    await writeFile(path, `${text}\n`, { mode: 0o600, flag: 'wx' })
    return parseSkey(text)
  } catch (error) {
    throw new OperatorError(`${path} cannot be made: ${reasonOf(error)}`)
  }
}

/** Reads what `makeWitnessKey` made; throws OperatorError. */
export async function readWitnessKey(path: string): Promise<Signer> {
  const signer = await readWith(path, (text) => parseSkey(text.trim()))
  if (signer.vkey.type === signatureTypes.witness) return signer
  throw new OperatorError(`${path} holds the key of a log; make one with \`giliran witness keygen\``)
}

/** The logs that a witness cosigns for: a verifier key a line, # begins a comment. Throws OperatorError. */
export async function readLogs(path: string): Promise<Vkey[]> {
  const logs = await readWith(path, (text) =>
    text
      .split(/\r?\n/)
      .map((line) => line.replace(/(^|\s)#.*/, '').trim())
      .filter((line) => line !== '')
      .map(parseVkey),
  )
  if (logs.length === 0) throw new OperatorError(`${path} names no log: write the log's key into it, one a line`)
  const wrong = logs.find(({ type }) => type !== signatureTypes.log)
  if (wrong) throw new OperatorError(`${path}: the key of ${wrong.name} is a witness's, not a log's`)
  return logs
}

async function readWith<T>(path: string, read: (text: string) => T): Promise<T> {
  try {
    return read(await readFile(path, 'utf8'))
  } catch (error) {
    throw new OperatorError(`${path} cannot be used: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || (!(error instanceof TlogError) && !('code' in error))) throw error
  return error.message
}
