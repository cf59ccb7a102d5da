import { setTimeout as pause } from 'node:timers/promises'
import { describeFailure } from '../platform/failure.ts'
import { deliver, type DeliverDeps } from './deliver.ts'
import { type Claimed, claimDue, freeAbandoned, renewClaims } from './store.ts'

/** Who has not said for so long that a message is in its hand is dead. */
const ABANDONED_SECONDS = 120
/** Said so often, that two may be missed before that. */
const RENEW_SECONDS = 30
/** Looked so often whether it is time. */
const RENEW_LOOK_MS = 1_000
/** In hand at once: waiting for far sides, not working. */
const AT_ONCE = 50
/**
 * At most so many are begun in so many ms, 500 a second: people who book wait for the same
 * processors, and may lose a tenth of them to a morning's reminders, not half (docs/bench.md).
 */
const BATCH = 25
const BATCH_MS = 50

export interface Bringer {
  /** Brings one that this worker has in hand. */
  bringOne(claimed: Claimed): Promise<void>
  /** Brings all that is due, what is about this moment first, and what dead workers left. */
  bringDue(): Promise<void>
}

/**
 * A worker's hands: as many messages as may wait for far sides at once. While one round takes
 * what is due another has nothing to do: it would only hold up other jobs.
 */
export function openBringer(deps: DeliverDeps): Bringer {
  const { database: { kysely }, clock, log } = deps
  const inHand = new Set<Claimed>()
  let isTaking = false
  let renewing: NodeJS.Timeout | undefined

  const renew = (): void => {
    const now = clock.now()
    const before = now.subtract({ seconds: RENEW_SECONDS })
    const old = [...inHand].filter(({ claimedAt }) => Temporal.Instant.compare(claimedAt, before) <= 0)
    if (old.length === 0) return
    renewClaims(kysely, old, now).catch((error: unknown) =>
      log.error({ failure: describeFailure(error) }, 'messages in hand could not be renewed'),
    )
  }
  const bringOne = async (claimed: Claimed): Promise<void> => {
    inHand.add(claimed)
    renewing ??= setInterval(renew, RENEW_LOOK_MS).unref()
    try {
      await deliver(deps, claimed)
    } finally {
      inHand.delete(claimed)
      if (inHand.size === 0) {
        clearInterval(renewing)
        renewing = undefined
      }
    }
  }
  const claim = async (max: number): Promise<Claimed[]> => {
    const urgent = await claimDue(kysely, { now: clock.now(), max, isUrgent: true })
    if (urgent.length === max) return urgent
    return [...urgent, ...(await claimDue(kysely, { now: clock.now(), max: max - urgent.length }))]
  }

  /** Fills the hands again and again, until nothing is due. */
  const takeAll = async (busy: Set<Promise<void>>, fail: (error: unknown) => void): Promise<void> => {
    for (;;) {
      while (inHand.size > AT_ONCE - BATCH && busy.size > 0) await Promise.race(busy)
      const begun = pause(BATCH_MS)
      const max = Math.min(BATCH, AT_ONCE - inHand.size)
      const claimed = max > 0 ? await claim(max) : []
      for (const one of claimed) {
        const brought = bringOne(one).catch(fail).finally(() => busy.delete(brought))
        busy.add(brought)
      }
      if (claimed.length < max || max <= 0) return
      await begun
    }
  }

  return {
    bringOne,
    async bringDue() {
      const now = clock.now()
      await freeAbandoned(kysely, { before: now.subtract({ seconds: ABANDONED_SECONDS }), now })
      if (isTaking) return
      const busy = new Set<Promise<void>>()
      const failures: unknown[] = []
      isTaking = true
      try {
        await takeAll(busy, (error) => failures.push(error))
      } finally {
        isTaking = false
        await Promise.all(busy)
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}
