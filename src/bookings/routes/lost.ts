import { Refusal } from '../../platform/errors.ts'
import type { HourGroup } from '../../web/index.ts'
import type { HourProps } from '../pages/hour.tsx'

/** The hour that was pressed for and is not to be had. */
export type Lost = NonNullable<HourProps['lost']>

export interface LostSlot {
  slotId: string
  why: 'full' | 'gone'
}

/** Whether a refusal means: not this hour. Full went to somebody else; the rest is gone for all. */
export function lostBy(error: unknown): 'full' | 'gone' | undefined {
  if (!(error instanceof Refusal)) return undefined
  switch (error.type) {
    case 'slot-full':
      return 'full'
    case 'slot-closed':
    case 'slot-unreleased':
      return 'gone'
    default:
      return undefined
  }
}

/**
 * The list with the hour that was just lost marked in it. This process may hear of the
 * others' seats a moment later than the engine said no: the engine is right.
 */
export function withoutLost(
  groups: readonly HourGroup[],
  { slotId, why }: LostSlot,
  party: number,
): { groups: readonly HourGroup[]; lost: Lost | undefined } {
  let lost: Lost | undefined
  const marked = groups.map((group) => ({
    ...group,
    hours: group.hours.map((hour) => {
      if (hour.slot !== slotId) return hour
      const isTooFew = hour.left > 0 && hour.left < party
      lost = { start: hour.start, site: group.id, why: why === 'full' && isTooFew ? 'too-few' : why }
      if (why === 'full') return { ...hour, state: 'full' as const, justFull: !isTooFew }
      return hour.state === 'free' || hour.state === 'few' ? { ...hour, state: 'closed' as const } : hour
    }),
  }))
  return { groups: marked, lost }
}
