/** When a booking from home asks for a proof of work, and how much. It is a price, never a proof of a person. */
export const workPolicies = ['off', 'auto', 'always'] as const
export type WorkPolicy = (typeof workPolicies)[number]

/** 0: nothing; 1: some; 2: more. */
export type WorkLevel = 0 | 1 | 2

/** What is known of where a request comes from: whether so many seats were booked from its network this hour. */
export interface Suspicion {
  /** As many as a busy village behind one address. */
  isBusy: boolean
  /** Several times that. */
  isVeryBusy: boolean
  /** As many as a few families, at the hour at which the day was released. */
  isBusyAtRelease: boolean
  /** Was told again and again that somebody holds a turn already: tries NIKs. */
  triesPeople: boolean
}

/** Ordinary use costs nothing; `always` is for an office under attack. */
export function workLevel(policy: WorkPolicy, suspicion: Suspicion): WorkLevel {
  if (policy === 'off') return 0
  if (suspicion.isVeryBusy || (suspicion.isBusy && suspicion.triesPeople)) return 2
  const some = policy === 'always' || suspicion.isBusy || suspicion.isBusyAtRelease || suspicion.triesPeople
  return some ? 1 : 0
}

/** The hour of release lasts so long: by then what bots are after is gone. */
export const RELEASE_MINUTES = 10

export function isAtRelease(opensAt: Temporal.Instant, now: Temporal.Instant): boolean {
  const since = opensAt.until(now).total('minutes')
  return since >= 0 && since < RELEASE_MINUTES
}

/** Iterations of PBKDF2 behind each try. */
export const WORK_COST = 1_000

/**
 * Tries up to the answer, drawn between the two. Measured on a desktop: 0.4 ms each; a cheap
 * telephone is taken to be seven times as slow: up to some 0.9 s there, then up to two. More would
 * shut out the telephone first.
 */
export const WORK_TRIES: Readonly<Record<Exclude<WorkLevel, 0>, readonly [min: number, max: number]>> = {
  1: [150, 300],
  2: [400, 700],
}

/** An answer is good for so long; a slow line and a second look at the page fit in. */
export const WORK_MINUTES = 10
/** What was paid for stays paid for as long as answers that were typed are kept. */
export const PAID_MINUTES = 60
