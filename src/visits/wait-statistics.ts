/**
 * The statistics behind expected waits (wait.ts): how long a service still takes, in what
 * order busy counters come free, and how wide a range must be. Pure; all in minutes.
 */

/** Spread of one person's service, as a share of its mean: 0.5 is usual for interviews with photo. */
const SERVICE_CV = 0.5

/** Phases of the Erlang distribution that has this spread, for one person; a party has so many each. */
const PHASES = Math.round(1 / SERVICE_CV ** 2)

/**
 * What is left of a service that has taken `elapsed` minutes, where a person takes `minutes`
 * in the mean. For an Erlang distribution of k phases and mean m, with x = k elapsed / m and
 * A(j) = sum of x^i / i! for i = 0..j:
 *   E[S | S > elapsed] = m A(k) / A(k-1)     E[S^2 | S > elapsed] = m^2 (k+1)/k A(k+1) / A(k-1)
 */
export function residualOf({ people, minutes, elapsed }: ServiceSoFar): { minutes: number; sd: number } {
  const phases = PHASES * people
  const mean = minutes * people
  if (mean <= 0) return { minutes: 0, sd: 0 }
  const x = (phases * elapsed) / mean
  let [term, sum] = [1, 1]
  for (let i = 1; i < phases; i++) sum += term *= x / i
  const [next, afterNext] = [(term * x) / phases, (term * x * x) / (phases * (phases + 1))]
  const whole = (mean * (sum + next)) / sum
  const square = (mean ** 2 * (phases + 1) * (sum + next + afterNext)) / (phases * sum)
  return { minutes: whole - elapsed, sd: Math.sqrt(Math.max(0, square - whole ** 2)) }
}
interface ServiceSoFar {
  people: number
  minutes: number
  elapsed: number
}

/**
 * When each of several busy counters comes free, so that the first of them is as early as the
 * first of several uncertain ones is: of four that need about six minutes each, one is free
 * after two. Keeps who is before whom, and the mean; the spread becomes that of the counters' means and of
 * their uncertainty together.
 */
export function spreadOut(busy: readonly { minutes: number; sd: number }[]): number[] {
  const n = busy.length
  const mean = busy.reduce((sum, { minutes }) => sum + minutes, 0) / n
  const variance = busy.reduce((sum, { minutes, sd }) => sum + (minutes - mean) ** 2 + sd ** 2, 0) / n
  const order = busy.map((_, index) => index).sort((a, b) => (busy[a]?.minutes ?? 0) - (busy[b]?.minutes ?? 0))
  const result = busy.map(({ minutes }) => minutes)
  if (n < 2) return result
  // Blom's points: where the first, second ... of n are found; scaled, since they cut the tail.
  const points = order.map((_, rank) => gammaPoint({ mean, variance }, (rank + 0.625) / (n + 0.25)))
  const scale = (mean * n) / points.reduce((sum, point) => sum + point, 0)
  order.forEach((index, rank) => (result[index] = (points[rank] ?? 0) * scale))
  return result
}

/** Minutes. Even the next one is not called to the second: a counter is wiped, a form looked for. */
const SPREAD_BASE = 2
/** Of the root of wait x minutes between calls. Lower: the range is too narrow in short queues. */
const SPREAD_SERVICE = 1
/** Of the wait itself. Lower: too narrow in the long queues of a day on which something goes wrong. */
const SPREAD_DAY = 0.2

/**
 * The wait that is not exceeded with the chance `share`, for a mean of `minutes`, where
 * somebody is called every `perCall` minutes. One call more counts, for somebody who comes
 * now and goes before; and the upper half is never that of a shorter wait than half a call.
 */
export function waitQuantile({ minutes, perCall }: { minutes: number; perCall: number }, share: number): number {
  const mean = share > 0.5 ? Math.max(minutes, 1 + perCall / 2) : minutes
  const variance = SPREAD_BASE ** 2 + SPREAD_SERVICE ** 2 * (mean + perCall) * perCall + (SPREAD_DAY * mean) ** 2
  return gammaPoint({ mean, variance }, share)
}

/**
 * A point of the gamma distribution, by Wilson and Hilferty's cube of a normal one. More spread
 * than that of the exponential distribution is cut: the cube does not reach there.
 */
function gammaPoint({ mean, variance }: { mean: number; variance: number }, share: number): number {
  if (mean <= 0) return 0
  const ninth = Math.min(variance, mean ** 2) / (9 * mean ** 2)
  return mean * Math.max(0, 1 - ninth + normalPoint(share) * Math.sqrt(ninth)) ** 3
}

/** The point of the normal distribution below which `share` lies; by a logistic curve, good to 0.05 up to 95%. */
function normalPoint(share: number): number {
  return Math.log(share / (1 - share)) / 1.75
}
