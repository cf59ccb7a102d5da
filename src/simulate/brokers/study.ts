import { setImmediate } from 'node:timers/promises'
import { Random } from '../random.ts'
import type { Market, Outcome, Strategy, Switches } from './model.ts'
import { play } from './play.ts'
import { productRules, type ProductRules } from './product.ts'

/** A mean over plays, and its standard error. */
export interface Measured {
  mean: number
  error: number
}

/** What a strategy came to: shares are of all seats, money is of one play. */
export interface Result {
  switches: Switches
  strategy: Strategy
  runs: number
  broker: Measured
  people: Measured
  empty: Measured
  /** What the broker held before it sold. */
  held: Measured
  profit: Measured
}

export interface Runs {
  runs: number
  seed: number
  rules?: ProductRules
}

/** Work in steps of one play each, so that a server can do other things between them. */
export type Steps<T> = Generator<void, T>

/** Does all steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Does one step at a time, and lets everything else that waits go between them. */
export async function betweenOthers<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await setImmediate()
  }
}

interface What {
  switches: Switches
  strategy: Strategy
}

/** Plays one strategy `runs` times. The same seed is the same result. */
export const measure = (market: Market, what: What, runs: Runs): Result => atOnce(measureSteps(market, what, runs))

function* measureSteps(
  market: Market,
  { switches, strategy }: What,
  { runs, seed, rules = productRules }: Runs,
): Steps<Result> {
  const random = new Random(seed)
  const outcomes: Outcome[] = []
  for (let run = 0; run < runs; run++) {
    outcomes.push(play({ market, switches, strategy, random, rules }))
    yield
  }
  const share = (of: (one: Outcome) => number): Measured => meanOf(outcomes.map((one) => of(one) / market.seats))
  return {
    switches,
    strategy,
    runs,
    broker: share(({ broker }) => broker),
    people: share(({ people }) => people),
    empty: share(({ empty }) => empty),
    held: share(({ held }) => held),
    profit: meanOf(outcomes.map(({ revenue, cost }) => revenue - cost)),
  }
}

export function meanOf(all: readonly number[]): Measured {
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length
  const spread = all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, all.length - 1)
  return { mean, error: Math.sqrt(spread / all.length) }
}

/** All that a broker might do here, as many names and copies as it could think of. */
export function strategiesAt({ draw, onePerson }: Switches, { seats, seekers }: Market): Strategy[] {
  const names = draw ? [1, 2, 4].map((times) => Math.round(seekers * times)) : [seats]
  const copies = draw && !onePerson ? [3, 10] : [1]
  return [
    { kind: 'out' },
    ...names.flatMap((count): Strategy[] => [
      { kind: 'transfer', names: count },
      { kind: 'rebook', names: count },
    ]),
    ...copies.map((count): Strategy => ({ kind: 'agent', copies: count })),
    { kind: 'watch' },
  ]
}

/** Of the runs, to find out which strategy pays: that one is then measured with others. */
const PILOT_SHARE = 0.1
const PILOT_MIN = 6

/** What a broker that looks for profit does here, and what comes of it. It stays out where nothing pays. */
export const bestFor = (market: Market, switches: Switches, runs: Runs): Result =>
  atOnce(bestSteps(market, switches, runs))

export function* bestSteps(market: Market, switches: Switches, { runs, seed, ...rest }: Runs): Steps<Result> {
  const pilot = { runs: Math.max(PILOT_MIN, Math.round(runs * PILOT_SHARE)), seed: seed + 1, ...rest }
  let best: Result | undefined
  for (const strategy of strategiesAt(switches, market)) {
    const tried = yield* measureSteps(market, { switches, strategy }, pilot)
    if (!best || tried.profit.mean > best.profit.mean) best = tried
  }
  return yield* measureSteps(market, { switches, strategy: best!.strategy }, { runs, seed, ...rest })
}
