import type { Contact } from '../people/index.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { Message } from './model.ts'

/** What the message of a code holds, since no booking says it: encrypted, and gone when it was sent. */
export interface CodeMessage {
  code: string
  /** One address. */
  contact: Contact
  locale: Locale
}

/** `about` of the message is the proof's id. */
const contextOf = (proofId: string): string => `message of proof ${proofId}`

export function sealCode({ sealer }: Pick<Keys, 'sealer'>, proofId: string, message: CodeMessage): Buffer {
  return sealer.seal(JSON.stringify(message), contextOf(proofId))
}

export function openCode(
  { sealer }: Pick<Keys, 'sealer'>,
  { about, sealed }: Pick<Message, 'about'> & { sealed: Buffer },
): CodeMessage {
  return JSON.parse(sealer.open(sealed, contextOf(about))) as CodeMessage
}
