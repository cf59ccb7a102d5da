import { type DrawEntry, entryChannels } from './entry-table.ts'
import type { DrawSlot } from './wishes.ts'

/** What tests and the bench draw from. */

/** The n-th entry's id: well mixed, and always the same. */
export function entryId(n: number): string {
  const mixed = (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
  return `${mixed}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

/** Slots of every hour from 08:00 of these days at these sites, in their order. */
export function drawSlots(
  { sites, days, hours, seats }: { sites: readonly string[]; days: number; hours: number; seats: number },
): DrawSlot[] {
  const first = Temporal.PlainDate.from('2026-12-01')
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n)
  return sites.toSorted().flatMap((site) =>
    numbers(days).flatMap((day) =>
      numbers(hours).map((hour) => ({
        site,
        date: first.add({ days: day }).toString(),
        start: `${String(8 + hour).padStart(2, '0')}:00`,
        seats,
      })),
    ),
  )
}

/** The n-th entry, with five wishes, among these slots; small parties are more frequent. */
export function drawEntry(n: number, slots: readonly DrawSlot[]): DrawEntry {
  const wishes = Array.from({ length: 5 }, (_, rank) => {
    const { site, date, start } = slots[(Math.imul(n * 5 + rank + 1, 0x85ebca6b) >>> 8) % slots.length]!
    return `${site} ${date} ${['any', 'morning', 'afternoon', start][(n + rank) % 4]}`
  })
  return {
    id: entryId(n),
    size: [1, 1, 1, 2, 2, 3, 4, 5][n % 8]!,
    wishes,
    day: `2026-11-${String(10 + (n % 10)).padStart(2, '0')}`,
    channel: entryChannels[n % 7 === 0 ? 1 : n % 11 === 0 ? 2 : 0],
  }
}
