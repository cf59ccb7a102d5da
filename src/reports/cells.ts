/**
 * Small counts are merged, so that no figure that is published is about fewer than five people.
 * What is published of a crowd is always a partition of it: whatever anybody adds or subtracts is
 * again a sum of published cells. The partition is found by one walk in an order that is fixed
 * beforehand, so that it tells nothing either: "the smallest with the next smallest" would let
 * whoever knows the rule work out that a cell of six is five and one. Proved by possible worlds in
 * rules.prop.test.ts.
 */

/** A count below this, other than none, is about somebody who could be known. */
export const CELL_MIN = 5

/** How many people are of any of these kinds, together. */
export interface Cell<K extends string> {
  of: K[]
  people: number
}

export const isSmall = (people: number): boolean => people > 0 && people < CELL_MIN

export const sumOf = (cells: readonly Cell<string>[]): number => cells.reduce((sum, one) => sum + one.people, 0)

/**
 * Neighbours together, from the last of the order to the first, until they are enough; what is
 * left over at the first goes to the cell behind it. None of a kind is told where it stands alone.
 * Undefined: all together are 1 to 4 people, of whom nothing is said.
 */
export function mergeSmall<K extends string>(counts: readonly Cell<K>[]): Cell<K>[] | undefined {
  if (isSmall(sumOf(counts))) return undefined
  const cells: Cell<K>[] = []
  let open: Cell<K> | undefined
  for (const one of counts.toReversed()) {
    open = open ? joined(one, open) : one
    if (isSmall(open.people)) continue
    cells.unshift(open)
    open = undefined
  }
  if (!open) return cells
  const next = cells.findIndex(({ people }) => people > 0)
  const first = [open, ...cells.slice(0, next + 1)].reduce(joined)
  return [first, ...cells.slice(next + 1)]
}

const joined = <K extends string>(before: Cell<K>, behind: Cell<K>): Cell<K> => ({
  of: [...before.of, ...behind.of],
  people: before.people + behind.people,
})

/** Counts of one label summed over days: a month shows of its people what its days have shown, and no more. */
export function sumByLabel<K extends string>(
  all: readonly (readonly Cell<K>[])[],
  { withNone = false }: { withNone?: boolean } = {},
): Cell<K>[] {
  const sums = new Map<string, Cell<K>>()
  for (const { of, people } of all.flat()) {
    const label = of.join(' ')
    const before = sums.get(label)
    sums.set(label, { of, people: (before?.people ?? 0) + people })
  }
  return [...sums.values()].filter(({ people }) => withNone || people > 0)
}
