import { StateWord, type View } from '../../web/index.ts'
import type { StateShape } from '../../web/components/state-word.tsx'
import { entryText } from '../door-draw.ts'
import type { Door } from '../door.ts'
import type { DoorEntry } from '../door-store.ts'

export interface DoorOrderProps {
  view: View
  door: Door
  /** Numbers in the hall, by visit. */
  numbers: ReadonlyMap<string, string>
  /** For staff: where a number is printed. */
  slip?: (visitId: string) => string
}

const shapes: Record<DoorEntry['state'], StateShape> = {
  seated: 'many',
  waiting: 'few',
  out: 'full',
  refused: 'shut',
  withdrawn: 'shut',
}

/** Everybody in the drawn order, and what came of it: entries and numbers, no names. */
export function DoorOrder({ view: { t }, door: { draw, entries }, numbers, slip }: DoorOrderProps) {
  const byEntry = new Map(entries.map((one) => [one.entry, one]))
  return (
    <ol class="drawn">
      {draw?.order.map((entry) => {
        const { people, state, visitId, refusal } = byEntry.get(entry)!
        const number = (visitId !== null && numbers.get(visitId)) || ''
        return (
          <li key={entry}>
            <div>
              <b>{entryText(entry)}</b>
              <span>{t('visits.doorDraw.people', { people })}</span>
              <StateWord shape={shapes[state]}>{t(`visits.doorDraw.result.${state}`, { number })}</StateWord>
              {slip && refusal !== null && <span>{t(`platform.problems.${refusal}.title`)}</span>}
              {slip && visitId !== null && (
                <a class="back to" href={slip(visitId)}>{t('visits.doorDraw.staff.slip', { number })}</a>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
