import { createHash, createHmac } from 'node:crypto'

/**
 * The ombudsman's sample: which of a month's turns are opened to an auditor. Nobody can know it
 * while the list can still be changed, and everybody can recompute it afterwards: the list of
 * commitments is fixed by a leaf, and the round of the public beacon comes later.
 */

const DOMAIN = 'giliran-sample/1'

/** A beacon's round that has come. `chainHash` and `randomness`: hex, 32 bytes each. */
export interface SampleRound {
  chainHash: string
  round: number
  randomness: string
}

/** SHA-256 of the list as it is published: each commitment in hex with a line feed, in ascending order. */
export function listText(commitments: readonly Buffer[]): string {
  return commitments
    .map((one) => one.toString('hex'))
    .toSorted()
    .map((hex) => `${hex}\n`)
    .join('')
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/** `domain \n office \n month \n` then chain hash, u64be(round), randomness and the list's hash, all as bytes. */
export function sampleSeed(
  { officeId, month, list }: { officeId: string; month: string; list: string },
  { chainHash, round, randomness }: SampleRound,
): Buffer {
  const number = Buffer.alloc(8)
  number.writeBigUInt64BE(BigInt(round))
  return createHash('sha256')
    .update(`${DOMAIN}\n${officeId}\n${month}\n`)
    .update(Buffer.from(chainHash, 'hex'))
    .update(number)
    .update(Buffer.from(randomness, 'hex'))
    .update(Buffer.from(sha256Hex(list), 'hex'))
    .digest()
}

/** The first `count` of the list by HMAC-SHA-256(seed, commitment), ascending; hex. All, where the list has fewer. */
export function pickSample(seed: Buffer, list: string, count: number): string[] {
  return list
    .split('\n')
    .filter((one) => one !== '')
    .map((commitment) => ({
      commitment,
      key: createHmac('sha256', seed).update(Buffer.from(commitment, 'hex')).digest('hex'),
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, count)
    .map(({ commitment }) => commitment)
}

/** Between the leaf that fixes the list and the round, so that the leaf can be cosigned in time. */
export const ROUND_AFTER_SECONDS = 60

/** Whether a round comes late enough: nobody who could still change the list knew it. */
export function isLateEnough(roundAt: Temporal.Instant, listAt: Temporal.Instant): boolean {
  return Temporal.Instant.compare(roundAt, listAt.add({ seconds: ROUND_AFTER_SECONDS })) >= 0
}
