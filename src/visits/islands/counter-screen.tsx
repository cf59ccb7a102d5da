import { fill, type Liveness } from '../../web/islands/index.ts'
import { Act } from './acts.tsx'
import { Banners } from './banners.tsx'
import {
  type CounterDoes,
  type CounterPlace,
  type CounterQuestion,
  hallAction,
  mainAction,
  sideActions,
} from './counter-actions.ts'
import { CounterAsk } from './counter-asks.tsx'
import { CounterTicket, type People } from './counter-ticket.tsx'
import { hourIn } from './moments.ts'
import { Queue, QueueLegend } from './queue.tsx'
import type { Said } from './screen.ts'

/** More are counted, not listed: the screen does not scroll. */
const ROWS_SHOWN = 10

export interface CounterScreenProps {
  place: CounterPlace
  people: People
  now: number
  liveness: Liveness
  said: Said | undefined
  ask: CounterQuestion | undefined
  perform(does: CounterDoes): void
  /** Address of the supervisor's screen. */
  floorHref: string
}

/** One counter: who is there and what can be done, beside who comes next and why. */
export function CounterScreen(props: CounterScreenProps) {
  const { place, people, now, liveness, said, ask, perform, floorHref } = props
  const { words, floor, counter, maySupervise } = place
  const main = mainAction(place)
  return (
    <>
      <Banners words={words} floor={floor} liveness={liveness} said={said}>
        {maySupervise && <Act words={words} action={hallAction(place)} perform={perform} />}
      </Banners>
      <div class="col">
        <h1 class="sr">{fill(words.common.counter, { name: counter.name })}</h1>
        <CounterTicket place={place} people={people} now={now} hasKeys={!ask} />
        {ask
          ? <CounterAsk key={ask} place={place} ask={ask} perform={perform} />
          : <div class="acts">
              {main && <Act words={words} action={main} kind="main" perform={perform} />}
              {sideActions(place).map((one) => <Act key={one.key} words={words} action={one} perform={perform} />)}
            </div>}
      </div>
      <div class="col">
        <NextHere place={place} floorHref={floorHref} />
        <JustNow place={place} perform={perform} />
      </div>
    </>
  )
}

function NextHere({ place, floorHref }: Pick<CounterScreenProps, 'place' | 'floorHref'>) {
  const { words, floor, queue } = place
  const { counter: say } = words
  const more = queue.length - ROWS_SHOWN
  return (
    <section class="pane grow" aria-labelledby="next-here">
      <div class="pane-h">
        <h2 id="next-here">{say.nextHere}</h2>
        <p class="muted">
          {fill(say.ofWaiting, { here: queue.length, all: floor.counts.waiting })} ·{' '}
          <a href={`${floorHref}#everyone`}>{say.seeAll}</a>
        </p>
      </div>
      {queue.length === 0 && <p>{say.nobody}</p>}
      {queue.length > 0 && <Queue words={words} visits={queue.slice(0, ROWS_SHOWN)} marksFirst />}
      <p class="keyline">
        <QueueLegend words={words} visits={queue} />
        {more > 0 && <b>{fill(say.more, { count: more })}</b>}
      </p>
    </section>
  )
}

/** The last that left this counter, and those of them who are set aside and may come back. */
function JustNow({ place, perform }: Pick<CounterScreenProps, 'place' | 'perform'>) {
  const { words, floor, counter: { recent }, maySupervise } = place
  const { counter: say } = words
  const backAgain = floor.visits.filter(
    ({ id, state }) => maySupervise && state === 'parked' && recent.some(({ visit }) => visit === id),
  )
  return (
    <section class="pane" aria-labelledby="just-now">
      <div class="pane-h">
        <h2 id="just-now">{say.justNow}</h2>
        {recent.length === 0
          ? <p class="muted">{say.nothingYet}</p>
          : <ul class="recent">
              {recent.map(({ visit, number, what, at }) => (
                <li key={`${visit} ${at}`}><b>{number}</b> {what} {hourIn(at, words.common)}</li>
              ))}
            </ul>}
      </div>
      {(backAgain.length > 0 || !floor.pause) && (
        <div class="set-aside keys">
          {!floor.pause && <Act words={words} action={hallAction(place)} perform={perform} />}
          {backAgain.map(({ id, number }) => (
            <Act
              key={id}
              words={words}
              action={{ label: fill(say.bringBack, { number }), does: { visit: id, verb: 'return' } }}
              perform={perform}
            />
          ))}
        </div>
      )}
    </section>
  )
}
