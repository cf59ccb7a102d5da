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
  const columns = ['place', 'entry', 'people', 'came'] as const
  return (
    <table class="drawn">
      <caption class="sr">{t('visits.doorDraw.result.order')}</caption>
      <thead>
        <tr>{columns.map((column) => <th scope="col" key={column}>{t(`visits.doorDraw.result.${column}`)}</th>)}</tr>
      </thead>
      <tbody>
        {draw?.order.map((entry, index) => {
          const { people, state, visitId } = byEntry.get(entry)!
          const number = (visitId !== null && numbers.get(visitId)) || ''
          return (
            <tr key={entry}>
              <td>{index + 1}</td>
              <th scope="row" class="nw">{entryText(entry)}</th>
              <td>{people}</td>
              <td>
                <StateWord shape={shapes[state]}>
                  {state === 'withdrawn' ? '' : t(`visits.doorDraw.result.${state}`, { number })}
                </StateWord>
                {slip && visitId !== null && (
                  <> <a class="back" href={slip(visitId)}>{t('visits.doorDraw.staff.slip', { number })}</a></>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
