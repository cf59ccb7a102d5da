import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from '../platform/crypto/index.ts'

/**
 * What a browser or a program holds of a session: its token, as the table of sessions has it
 * (32 random letters and digits), a dot, and HMAC-SHA256 of the token in base64url. The
 * table alone, or a backup of it, opens nothing.
 */
export interface Passes {
  /** Signs passes, and is the library's own; hangs on the key file. */
  secret: string
  signatureOf(token: string): Buffer
  passOf(token: string): string
  /** The token of a pass that we signed; undefined: we did not. */
  tokenOf(pass: string): string | undefined
}

const passPattern = /^([A-Za-z0-9]{32})\.([A-Za-z0-9_-]{43})$/

export function openPasses({ lookup }: Pick<Keys, 'lookup'>): Passes {
  // Kept apart from every look-up by its kind; two of 128 bits make 256.
  const secret = ['session 1', 'session 2'].map((part) => lookup('staff', part).toString('hex')).join('')
  const signatureOf = (token: string): Buffer => createHmac('sha256', secret).update(token).digest()
  return {
    secret,
    signatureOf,
    passOf: (token) => `${token}.${signatureOf(token).toString('base64url')}`,
    tokenOf(pass) {
      const [, token, signature] = passPattern.exec(pass) ?? []
      if (token === undefined || signature === undefined) return undefined
      return timingSafeEqual(Buffer.from(signature, 'base64url'), signatureOf(token)) ? token : undefined
    },
  }
}
