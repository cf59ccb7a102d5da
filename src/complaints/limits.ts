import { createHash } from 'node:crypto'
import type { Keys } from '../platform/crypto/index.ts'
import { type Limits, takeEach } from '../platform/limits.ts'

const HOUR = 3_600

/**
 * Too low silences a waiting room behind one address; too high buries what people write
 * under a flood. Nothing of the network is kept with a report: it is counted as a hash, and
 * the count goes within a day.
 */
const most = {
  networkAnHour: 10,
  networkADay: 40,
  /** From everywhere: what headquarters could read at all. */
  allADay: 5_000,
} as const

/** Counts one report from a network, or refuses it with `too-many-requests`. */
export async function takeReport(
  { limits, keys }: { limits: Pick<Limits, 'take'>; keys: Pick<Keys, 'lookup'> },
  network: string,
): Promise<void> {
  const subject = keys.lookup('network', network)
  await takeEach(limits, [
    { scope: 'report-network', subject, max: most.networkAnHour, windowSeconds: HOUR },
    { scope: 'report-network-day', subject, max: most.networkADay, windowSeconds: 24 * HOUR },
    { scope: 'report-all', subject: everybody, max: most.allADay, windowSeconds: 24 * HOUR },
  ])
}

const everybody = createHash('sha256').update('everybody').digest().subarray(0, 16)
