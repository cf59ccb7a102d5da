import type { PriceRule } from './model.ts'

/**
 * What a broker with `supply` seats asks of each buyer, the keenest first; `worth` falls.
 * Under `one` it is the k-th worth for the k that makes k times it the largest
 * (docs/fairness.md, "A bot under instant").
 */
export function askedPrices(worth: readonly number[], supply: number, rule: PriceRule): number[] {
  const reach = worth.slice(0, supply).filter((value) => value > 0)
  if (rule === 'each') return reach
  if (rule !== 'one') return reach.filter((value) => value >= rule).map(() => rule)
  let [best, sold] = [0, 0]
  for (const [index, value] of reach.entries()) {
    if ((index + 1) * value <= best) continue
    best = (index + 1) * value
    sold = index + 1
  }
  return reach.slice(0, sold).map(() => reach[sold - 1]!)
}

/** The chance of a seat without and with the broker, when `clients` of all have ordered. */
export type OddsWith = (clients: number) => { alone: number; helped: number }

/**
 * Prices that make most for orders paid on success: nobody pays more than a seat is worth
 * times what the broker adds to its chance, so value x (1 - alone / helped).
 */
export function orderPrices(values: readonly number[], limit: number, odds: OddsWith, rule: PriceRule): number[] {
  let [best, prices]: [number, number[]] = [0, []]
  for (let clients = 1; clients <= Math.min(limit, values.length); clients++) {
    const { alone, helped } = odds(clients)
    const gain = Math.max(0, 1 - alone / helped)
    const asked = askedExactly(values.slice(0, clients).map((value) => value * gain), rule)
    const revenue = helped * asked.reduce((sum, one) => sum + one, 0)
    if (asked.length === clients && revenue > best) [best, prices] = [revenue, asked]
  }
  return prices
}

/** As askedPrices, when all of `worth` are to buy: shorter when the rule does not let them. */
function askedExactly(worth: readonly number[], rule: PriceRule): number[] {
  if (rule !== 'one') return askedPrices(worth, worth.length, rule)
  const least = worth.at(-1) ?? 0
  return least > 0 ? worth.map(() => least) : []
}
