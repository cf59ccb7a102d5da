import type { Keys } from '../platform/crypto/index.ts'
import { type GiveBack, type Limits, takeEach } from '../platform/limits.ts'

const HOUR = 3_600

/**
 * Too low leaves somebody without a code whose messages are slow; too high lets a stranger's
 * phone ring, costs the office its money, and helps who guesses. With ten codes a day and
 * five tries each, one contact's code is hit in some 55 years.
 */
const most = {
  contactAnHour: 3,
  contactADay: 10,
  /** Codes asked for from one network: a mobile operator puts hundreds behind one address. */
  networkAnHour: 300,
  /** Wrong codes from one network, whichever the contact. */
  guessesAnHour: 200,
} as const

export interface ProofLimits {
  /** Counts a code that somebody asks for, or refuses it. */
  takeAsk(network: string): Promise<void>
  /** Counts a code that is sent to a contact, or refuses it. To be given back where none was. */
  takeCode(contactHash: Buffer): Promise<GiveBack>
  /** Counts a guess before it is looked at, or refuses it. To be given back where it was right. */
  takeGuess(network: string): Promise<GiveBack>
}

export function openProofLimits({ limits, keys }: { limits: Limits; keys: Pick<Keys, 'lookup'> }): ProofLimits {
  const ofNetwork = (scope: string, network: string, max: number) => ({
    scope,
    subject: keys.lookup('network', network),
    max,
    windowSeconds: HOUR,
  })
  return {
    async takeAsk(network) {
      await limits.take(ofNetwork('code-network', network, most.networkAnHour))
    },
    takeCode: (subject) =>
      takeEach(limits, [
        { scope: 'code-contact', subject, max: most.contactAnHour, windowSeconds: HOUR },
        { scope: 'code-contact-day', subject, max: most.contactADay, windowSeconds: 24 * HOUR },
      ]),
    takeGuess: (network) => limits.take(ofNetwork('code-guess-network', network, most.guessesAnHour)),
  }
}
