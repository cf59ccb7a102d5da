import { Refusal } from '../../platform/errors.ts'
import type { HourGroup } from '../../web/index.ts'
import type { HourProps } from '../pages/hour.tsx'

/** The hour that was pressed for and is not to be had. */
export type Lost = NonNullable<HourProps['lost']>

/** Whether a refusal means: not this hour. Full went to somebody else; the rest is gone for all. */
export function lostBy(error: unknown): Lost['why'] | undefined {
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
  { slotId, why }: { slotId: string; why: Lost['why'] },
): { groups: readonly HourGroup[]; lost: Lost | undefined } {
  let lost: Lost | undefined
  const marked = groups.map((group) => ({
    ...group,
    hours: group.hours.map((hour) => {
      if (hour.slot !== slotId) return hour
      lost = { start: hour.start, site: group.id, why }
      if (why === 'full') return { ...hour, state: 'full' as const, justFull: true }
      return hour.state === 'free' || hour.state === 'few' ? { ...hour, state: 'closed' as const } : hour
    }),
  }))
  return { groups: marked, lost }
}
