import { fill } from '../../web/islands/index.ts'
import { Island, type StaffBar, StaffPage, type View } from '../../web/index.ts'
import type { CounterData } from '../islands/counter.island.tsx'
import { placeOf } from '../islands/counter-actions.ts'
import { CounterScreen } from '../islands/counter-screen.tsx'
import { hourIn } from '../islands/moments.ts'
import { Queue } from '../islands/queue.tsx'
import { nothing, withWords } from './floor-words.ts'

export interface CounterPageProps {
  view: View
  bar: StaffBar
  data: Omit<CounterData, 'words' | 'locale'>
}

/**
 * A counter's screen; without a counter chosen it asks for one. It opens with the hall as it
 * is, which its island then follows; without script that is all there is.
 */
export function CounterPage({ view, bar, data: facts }: CounterPageProps) {
  const data = withWords(view, facts)
  const { words, floor, maySupervise, links } = data
  const hour = hourIn(floor.now, words.common)
  const place = data.counterId && placeOf({ words, floor, maySupervise, undo: undefined }, data.counterId)
  const title = place ? fill(words.common.counter, { name: place.counter.name }) : words.counter.choose.title
  return (
    <StaffPage view={view} title={title} bar={bar} screen="counter">
      <Island view={view} name="counter" data={data satisfies CounterData}>
        <p class="said across unscripted">{fill(words.common.needsScript, { hour })}</p>
        {place
          ? <CounterScreen
              place={place}
              people="loading"
              now={Date.parse(floor.now)}
              liveness={{ kind: 'live' }}
              said={undefined}
              ask={undefined}
              perform={nothing}
              floorHref={links.floor}
            />
          : <div class="across">
              <h1>{title}</h1>
              <Queue words={words} visits={floor.visits.filter(({ state }) => state === 'waiting')} />
            </div>}
      </Island>
    </StaffPage>
  )
}
