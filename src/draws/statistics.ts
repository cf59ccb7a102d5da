import { entryChannels, type EntryTable } from './entry-table.ts'
import type { Drawn } from './rules.ts'

/**
 * What a draw looks like afterwards. That a group got fewer seats may lie in its parties or its
 * wishes; that its places in the order are worse can only be chance or fraud. So the odds count
 * seats, and the test counts places (docs/fairness.md, "Checking a draw").
 */
export interface GroupRow {
  /** A day YYYY-MM-DD, a channel, or a number of people. */
  value: string
  entries: number
  /** Drawn in the first half of the order. */
  firstHalf: number
  /** With a seat. */
  seated: number
}

export interface GroupTable {
  by: 'day' | 'channel' | 'size'
  rows: GroupRow[]
  /** Undefined where there is only one group to compare. */
  test: ChiSquare | undefined
}

export interface ChiSquare {
  chiSquare: number
  degrees: number
  /** How often chance alone gives a table at least as uneven. */
  p: number
}

/** The tables of a draw by day of entry, channel and party size; groups without entries are left out. */
export function groupTables(table: EntryTable, drawn: Drawn): GroupTable[] {
  const { days, dayOf, channelOf, sizes } = table
  const groupings = [
    { by: 'day' as const, groupOf: (at: number) => dayOf[at]!, name: (group: number) => days[group]! },
    { by: 'channel' as const, groupOf: (at: number) => channelOf[at]!, name: (group: number) => entryChannels[group]! },
    { by: 'size' as const, groupOf: (at: number) => sizes[at]!, name: String },
  ]
  return groupings.map(({ by, groupOf, name }) => {
    const rows: GroupRow[] = []
    for (let at = 0; at < table.size; at++) {
      const group = groupOf(at)
      const row = (rows[group] ??= { value: name(group), entries: 0, firstHalf: 0, seated: 0 })
      row.entries++
      if (drawn.place[at]! * 2 <= table.size) row.firstHalf++
      if (drawn.slot[at]! >= 0) row.seated++
    }
    const present = rows.filter(Boolean).toSorted((a, b) => (a.value < b.value ? -1 : 1))
    return { by, rows: present, test: chiSquareOf(present) }
  })
}

/** Below it the chi-square distribution no longer describes a cell. */
const EXPECTED_MIN = 5

/**
 * From here down a table is said to be more than chance. Each draw has three tables: at 0.01 one in
 * thirty honest draws would be accused, which teaches people not to listen.
 */
export const P_SUSPICIOUS = 0.001

/** Pearson's test that each group has the same share in the first half; small groups are tested as one. */
export function chiSquareOf(rows: readonly Pick<GroupRow, 'entries' | 'firstHalf'>[]): ChiSquare | undefined {
  const all = sum(rows)
  const share = all.firstHalf / all.entries
  const isLarge = ({ entries }: { entries: number }): boolean =>
    entries * Math.min(share, 1 - share) >= EXPECTED_MIN
  const rest = sum(rows.filter((row) => !isLarge(row)))
  const groups = [...rows.filter(isLarge), ...(isLarge(rest) ? [rest] : [])]
  if (groups.length < 2) return undefined
  // Groups too small even together are left out, so the share is that of the groups compared.
  const compared = sum(groups)
  const expected = compared.firstHalf / compared.entries
  const chiSquare = groups.reduce((total, { entries, firstHalf }) => {
    const difference = firstHalf - entries * expected
    return total + difference ** 2 / (entries * expected * (1 - expected))
  }, 0)
  const degrees = groups.length - 1
  return { chiSquare, degrees, p: chiSquareTail(chiSquare, degrees) }
}

function sum(rows: readonly Pick<GroupRow, 'entries' | 'firstHalf'>[]): { entries: number; firstHalf: number } {
  return rows.reduce(
    (total, row) => ({ entries: total.entries + row.entries, firstHalf: total.firstHalf + row.firstHalf }),
    { entries: 0, firstHalf: 0 },
  )
}

/** The chance that a chi-square variable of so many degrees exceeds `x`: the regularized gamma function Q(k/2, x/2). */
export function chiSquareTail(x: number, degrees: number): number {
  if (x <= 0) return 1
  // By its recurrence Q(a+1, h) = Q(a, h) + h^a e^-h / Γ(a+1), from Q(1/2) = erfc or Q(1) = e^-h.
  const half = x / 2
  let a = degrees % 2 === 0 ? 1 : 0.5
  let tail = a === 1 ? Math.exp(-half) : erfc(Math.sqrt(half))
  // log of h^a e^-h / Γ(a+1), for the present a.
  let log = a * Math.log(half) - half - (a === 1 ? 0 : Math.log(Math.sqrt(Math.PI) / 2))
  for (; a < degrees / 2; a++) {
    tail += Math.exp(log)
    log += Math.log(half) - Math.log(a + 1)
  }
  return Math.min(1, tail)
}

/** The complementary error function for z >= 0, to 1.2e-7 of its value (Press et al., Numerical Recipes, 6.2). */
function erfc(z: number): number {
  const t = 1 / (1 + z / 2)
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ]
  return t * Math.exp(-z * z + coefficients.reduceRight((series, coefficient) => series * t + coefficient, 0))
}
