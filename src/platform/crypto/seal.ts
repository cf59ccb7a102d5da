import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'
import { randomBytes } from './random.ts'

/**
 * Sealed personal data, byte by byte:
 *   0      format, 1
 *   1      version of the data key
 *   2..13  nonce, random
 *   14..   AES-256-GCM ciphertext
 *   last 16 bytes: tag
 * The context (table and key of the row) is authenticated with it, so a ciphertext that is
 * moved to another row does not open.
 */
const FORMAT = 1
const HEAD_BYTES = 14
const TAG_BYTES = 16

export interface Sealer {
  seal(plain: string, context: string): Buffer
  /** Throws when the bytes were changed, moved to another row, or sealed with an unknown key. */
  open(sealed: Buffer, context: string): string
}

/** `dataKeys` by version (1..255), 32 bytes each; new data is sealed with `current`. */
export function makeSealer(dataKeys: ReadonlyMap<number, Buffer>, current: number): Sealer {
  const keys = new Map([...dataKeys].map(([version, key]) => [version, createSecretKey(key)]))
  const currentKey = keys.get(current)
  if (!currentKey) throw new Error(`there is no data key of version ${current}`)
  return {
    seal(plain, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce)
      cipher.setAAD(Buffer.from(context))
      const head = Buffer.allocUnsafe(HEAD_BYTES)
      head[0] = FORMAT
      head[1] = current
      nonce.copy(head, 2)
      const body = cipher.update(plain, 'utf8')
      const rest = cipher.final()
      return Buffer.concat([head, body, rest, cipher.getAuthTag()])
    },
    open(sealed, context) {
      if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== FORMAT) throw new Error('not sealed data')
      const key = keys.get(sealed[1]!)
      if (!key) throw new Error(`sealed with data key version ${sealed[1]}, which is not in the key file`)
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(2, HEAD_BYTES))
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
      const body = decipher.update(sealed.subarray(HEAD_BYTES, sealed.length - TAG_BYTES))
      return Buffer.concat([body, decipher.final()]).toString('utf8')
    },
  }
}
