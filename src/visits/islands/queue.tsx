import type { VisitAnswer } from '../wire.ts'
import { hourIn } from './moments.ts'
import type { FloorWords } from './screen.ts'

export interface QueueProps {
  words: FloorWords
  /** In the order in which they are called. */
  visits: readonly VisitAnswer[]
  /** The first of them comes next. */
  marksFirst?: boolean
  /** Adds a button to each row. */
  manage?: (visit: VisitAnswer) => void
  caption?: string
}

/** Who waits, in order, each with the reason for the place: the column that is never left out. */
export function Queue({ words, visits, marksFirst = false, manage, caption }: QueueProps) {
  const { queue } = words
  return (
    <table class="q">
      <caption class="sr">{caption ?? queue.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{queue.place}</th>
          <th scope="col">{queue.number}</th>
          <th scope="col">{queue.why}</th>
          <th scope="col" class="h">{queue.arrived}</th>
          <th scope="col">{queue.services}</th>
          <th scope="col" class="r">{queue.people}</th>
          {manage && <th scope="col"><span class="sr">{queue.manage}</span></th>}
        </tr>
      </thead>
      <tbody>
        {visits.map((visit, index) => (
          <tr key={visit.id} class={marksFirst && index === 0 ? 'first' : undefined}>
            <td class="place">{index + 1}</td>
            <th scope="row">{visit.number}</th>
            <td>{visit.why && <span class={`why ${visit.whyMark ?? ''}`}>{visit.why}</span>}</td>
            <td class="h">{hourIn(visit.arrivedAt, words.common)}</td>
            <td>{visit.services}</td>
            <td class="r">{visit.people}</td>
            {manage && (
              <td>
                <button
                  type="button"
                  class="act"
                  aria-label={queue.manageNumber.replace('{number}', visit.number)}
                  onClick={() => manage(visit)}
                >
                  {queue.manage}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the marks beside the reasons mean; the one that is rare is explained when it is there. */
export function QueueLegend({ words: { queue: { legend } }, visits }: Pick<QueueProps, 'words' | 'visits'>) {
  return (
    <>
      <span class="why appointment">{legend.appointment}</span>
      <span class="why priority">{legend.priority}</span>
      <span class="why late">{legend.late}</span>
      <span class="why walk-in">{legend.walkIn}</span>
      {visits.some((one) => one.whyMark === 'ordered') && <span class="why ordered">{legend.ordered}</span>}
    </>
  )
}
