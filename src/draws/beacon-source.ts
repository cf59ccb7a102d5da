import { hash } from 'node:crypto'
import type { Keys } from '../platform/crypto/index.ts'
import { readShort } from '../platform/short-answer.ts'
import {
  type BeaconChain,
  type BeaconRound,
  localChain,
  QUICKNET,
  signRound,
  timeOf,
  verifyRound,
} from './beacon.ts'

/** Where rounds come from: a draw asks for the one round that it named, and for no other. */
export interface BeaconSource {
  chain: BeaconChain
  /** The round, its signature verified; throws BeaconError. */
  round(round: number): Promise<BeaconRound>
}

/**
 * late: the round is not made yet, or not yet told · away: nobody answers as a beacon does ·
 * lying: somebody gave what is not the chain's signature of this round, and nobody gave the right one.
 * Whichever it is, a draw waits for this round.
 */
export type BeaconFault = 'late' | 'away' | 'lying'

export class BeaconError extends Error {
  readonly fault: BeaconFault

  constructor(fault: BeaconFault, message: string) {
    super(message)
    this.name = 'BeaconError'
    this.fault = fault
  }
}

export interface DrandOptions {
  /** Of relays, without a slash at the end, in the order in which they are asked. */
  urls: readonly string[]
  now: () => Temporal.Instant
  chain?: BeaconChain
  /** So long one relay may take, in milliseconds. */
  timeoutMs?: number
}

/** drand over HTTP. Relays need not be trusted: a round is verified, so the first right answer is the answer. */
export function drandBeacon({ urls, now, chain = QUICKNET, timeoutMs = 5000 }: DrandOptions): BeaconSource {
  return {
    chain,
    async round(round) {
      refuseEarly({ chain, round }, now())
      const faults: BeaconError[] = []
      for (const url of urls) {
        try {
          return await askRelay({ url, chain, round, timeoutMs })
        } catch (error) {
          if (!(error instanceof BeaconError)) throw error
          faults.push(error)
        }
      }
      const worst = (['lying', 'late', 'away'] as const).find((fault) => faults.some((one) => one.fault === fault))
      const told = faults.map(({ message }) => message).join('; ')
      throw new BeaconError(worst ?? 'away', told || 'no relay of the beacon is set (DRAND_URLS)')
    },
  }
}

/** The local beacon: of our own key, for demonstrations and tests without a network. */
export function localBeacon({ seed, now }: { seed: Uint8Array; now: () => Temporal.Instant }): BeaconSource {
  const { chain, secretKey } = localChain(seed)
  return {
    chain,
    round: (round) =>
      Promise.try(() => {
        refuseEarly({ chain, round }, now())
        return signRound(secretKey, round)
      }),
  }
}

/** The beacon of this installation: drand by the relays set, or its own, by a key that follows from the look-up key. */
export function openBeacon(
  { drandUrls }: { drandUrls: readonly string[] | undefined },
  { keys, now }: { keys: Pick<Keys, 'lookup'>; now: () => Temporal.Instant },
): BeaconSource {
  if (drandUrls) return drandBeacon({ urls: drandUrls, now })
  return localBeacon({ seed: hash('sha512', keys.lookup('beacon', 'local'), 'buffer'), now })
}

function refuseEarly({ chain, round }: { chain: BeaconChain; round: number }, now: Temporal.Instant): void {
  const made = timeOf(chain, round)
  if (Temporal.Instant.compare(now, made) < 0) throw new BeaconError('late', `round ${round} is made at ${made}`)
}

/** A round has some 400 characters. */
const BODY_MAX = 4096

async function askRelay(
  { url, chain, round, timeoutMs }: { url: string; chain: BeaconChain; round: number; timeoutMs: number },
): Promise<BeaconRound> {
  const { host } = new URL(url)
  const signal = AbortSignal.timeout(timeoutMs)
  const answer = await fetchText(`${url}/${chain.chainHash}/public/${round}`, signal)
  if (!answer) throw new BeaconError('away', `${host} does not answer`)
  // 425: too early; older relays say 404 of a round to come.
  if (answer.status === 404 || answer.status === 425) throw new BeaconError('late', `${host} has no round ${round} yet`)
  if (answer.status !== 200) throw new BeaconError('away', `${host} answers ${answer.status}`)
  const told = readRound(answer.text)
  if (!told) throw new BeaconError('away', `${host} does not answer as a beacon does`)
  const verified = told.round === round ? verifyRound(chain, told) : undefined
  if (!verified) throw new BeaconError('lying', `${host} gives what is not the signature of round ${round}`)
  return verified
}

async function fetchText(url: string, signal: AbortSignal): Promise<{ status: number; text: string } | undefined> {
  try {
    const response = await fetch(url, { signal, redirect: 'error' })
    return { status: response.status, text: (await readShort(response, BODY_MAX)) ?? '' }
  } catch {
    return undefined
  }
}

function readRound(text: string): Pick<BeaconRound, 'round' | 'signature'> | undefined {
  try {
    const { round, signature } = JSON.parse(text) as Record<string, unknown>
    return typeof round === 'number' && typeof signature === 'string' ? { round, signature } : undefined
  } catch {
    return undefined
  }
}
