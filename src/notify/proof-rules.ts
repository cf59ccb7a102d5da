import type { Contact } from '../people/index.ts'
import { defineErrors } from '../platform/errors.ts'

/** So long a code can be used, in minutes: longer than a slow SMS, shorter than a forgotten phone. */
export const CODE_MINUTES = 10
/** Codes typed before it ends, right or wrong; the database holds to it, too (contact_code_five_tries). */
export const TRIES_OF_CODE_MAX = 5
export const CODE_DIGITS = 6

/** A wrong code, one that is over, used, replaced or guessed too often, and one that never was: nobody learns which. */
export const proofErrors = defineErrors({
  REFUSED: { type: 'not-found', say: 'notify.contact.refused' },
})

/** A code of six digits from a whole number below a million: each is as likely as any other. */
export function codeOf(number: number): string {
  return String(number).padStart(CODE_DIGITS, '0')
}

/** The code as typed, blanks and hyphens forgiven; undefined: nothing that was ever sent. */
export function readProofCode(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s\-\u2010-\u2015]/gu, '')
  return /^[0-9]{6}$/.test(digits) ? digits : undefined
}

/** A contact taken apart: each address is proved by itself. */
export function addressesOf({ whatsapp, email }: Contact): Contact[] {
  return [...(whatsapp === undefined ? [] : [{ whatsapp }]), ...(email === undefined ? [] : [{ email }])]
}

const HIDDEN = '•••'

/** An address of a channel, as `maskContact` shows it. */
export function maskAddress(to: string): string {
  return maskContact(to.includes('@') ? { email: to } : { whatsapp: to })
}

/**
 * A contact as who knows it will know it again, and who does not learns neither number nor
 * mailbox: tickets are forwarded. '' for none.
 */
export function maskContact({ whatsapp, email }: Contact): string {
  if (whatsapp !== undefined) return `${whatsapp.slice(0, 5)}${HIDDEN}${whatsapp.slice(-3)}`
  if (email === undefined) return ''
  return `${email.slice(0, 1)}${HIDDEN}${email.slice(email.lastIndexOf('@'))}`
}
