/** What a play must come to, worked out without playing; derived in docs/fairness.md, "Brokers, played". */

/** n! / (k! (n - k)!) for k = 0..n. */
function binomials(n: number): number[] {
  const row = [1]
  for (let k = 0; k < n; k++) row.push((row[k]! * (n - k)) / (k + 1))
  return row
}

/**
 * P(the i-th smallest of `bounds.length` uniform numbers is at most bounds[i], for all i).
 * `bounds` never fall. Goes from bound to bound with the law of how many numbers lie below:
 * at the i-th there must be i at least (after Noé 1972; sums of what is not negative, so exact
 * also where the chance is small).
 */
export function chanceBelow(bounds: readonly number[]): number {
  const n = bounds.length
  const ways = Array.from({ length: n + 1 }, (_, left) => binomials(left))
  let law = [1, ...Array.from({ length: n }, () => 0)]
  let reached = 0
  for (const [i, bound] of bounds.entries()) {
    const share = reached < 1 ? (bound - reached) / (1 - reached) : 1
    const next = law.map(() => 0)
    for (let below = i; below <= n; below++) {
      for (let more = 0; more <= n - below && law[below]! > 0; more++) {
        const chance = ways[n - below]![more]! * share ** more * (1 - share) ** (n - below - more)
        next[below + more]! += law[below]! * chance
      }
    }
    law = next.map((mass, below) => (below > i ? mass : 0))
    reached = bound
  }
  return law.reduce((sum, mass) => sum + mass, 0)
}

/** Steps of Simpson's rule: what is integrated has a kink or two, and four digits are asked for. */
const STEPS = 400

/**
 * Share of `seats` that a bot sells when it holds all of them, knows what a seat is worth to
 * each of `seekers` (independent, uniform from 0), and asks the one price that brings most.
 */
export function soldShareOfBot(seats: number, seekers: number): number {
  const most = Math.min(seats, seekers)
  let sold = 0
  for (let k = 1; k <= most; k++) sold += k * chanceToSell(k, most, seekers)
  return sold / seats
}

/** P(k x the k-th largest value is the largest of j x the j-th, for j up to `most`). */
function chanceToSell(k: number, most: number, n: number): number {
  // Below the k-th value v the others are uniform on 0..v: whether none of them beats it knows no v.
  const below = Array.from({ length: n - k }, (_, i) => Math.min(1, k / Math.min(most, n - i)))
  const unbeatenBelow = chanceBelow(below)
  const density = k * binomials(n)[k]!
  const integrand = (v: number): number => {
    if (v === 1 && k > 1) return 0
    const above = Array.from({ length: k - 1 }, (_, i) => Math.min(1, (v * (i + 1)) / ((k - i - 1) * (1 - v))))
    return density * v ** (n - k) * (1 - v) ** (k - 1) * chanceBelow(above)
  }
  let sum = 0
  for (let step = 0; step <= STEPS; step++) {
    const weight = step === 0 || step === STEPS ? 1 : step % 2 === 1 ? 4 : 2
    sum += weight * integrand(step / STEPS)
  }
  return (unbeatenBelow * sum) / (3 * STEPS)
}

/** Of seats in a draw of `people` honest entries and `names` false ones that all want the same, more than there are. */
export const falseShare = (names: number, people: number): number => names / (names + people)

/** The chance of an honest one there. */
export const honestChance = (seats: number, names: number, people: number): number =>
  Math.min(1, seats / (names + people))

/** So many parties of one size. */
export interface Parties {
  size: number
  count: number
}

/**
 * The chance of each size to be served whole, in order of `parties`, when one after the other
 * is drawn and gets its seats if so many are left: the mass of every state of the draw, carried
 * from one drawn party to the next.
 */
export function oddsBySize(seats: number, parties: readonly Parties[]): number[] {
  const won = parties.map(() => 0)
  let states = new Map([[[...parties.map(({ count }) => count), seats].join(' '), 1]])
  const all = parties.reduce((sum, { count }) => sum + count, 0)
  for (let drawn = 0; drawn < all; drawn++) {
    const next = new Map<string, number>()
    for (const [state, mass] of states) {
      const counts = state.split(' ').map(Number)
      for (const [i, { size }] of parties.entries()) {
        const chance = (mass * counts[i]!) / (all - drawn)
        if (chance === 0) continue
        const after = counts.with(i, counts[i]! - 1)
        const left = counts.at(-1)!
        if (size <= left) {
          won[i]! += chance
          after[after.length - 1] = left - size
        }
        const key = after.join(' ')
        next.set(key, (next.get(key) ?? 0) + chance)
      }
    }
    states = next
  }
  return parties.map(({ count }, i) => won[i]! / count)
}
