import type { Keys } from '../platform/crypto/index.ts'
import { type GiveBack, type Limits, takeEach } from '../platform/limits.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * Wrong sign-ins, of password and code alike. Too low shuts out a desk on a Monday morning;
 * too high lets somebody guess. Of a million codes three are right at any time: guessed 30
 * times an hour behind a right password, one is hit in about 15 months.
 */
const most = {
  accountAndNetwork: 5,
  network: 100,
  /** From anywhere: who is shut out by others' guesses waits, or asks for a reset. */
  account: 30,
} as const

/**
 * Counts a guess at an account, or refuses it; counted before it is looked at, so many at
 * once gain nothing. To be given back where it was right.
 */
export type TakeGuess = (account: string, network: string) => Promise<GiveBack>

export function openGuesses({ limits, keys: { lookup } }: { limits: Limits; keys: Pick<Keys, 'lookup'> }): TakeGuess {
  return (account, network) =>
    takeEach(limits, [
      {
        scope: 'staff-account-network',
        subject: lookup('guess', `${account} ${network}`),
        max: most.accountAndNetwork,
        windowSeconds: 15 * MINUTE,
      },
      { scope: 'staff-network', subject: lookup('network', network), max: most.network, windowSeconds: HOUR },
      { scope: 'staff-account', subject: lookup('guess', account), max: most.account, windowSeconds: HOUR },
    ])
}
