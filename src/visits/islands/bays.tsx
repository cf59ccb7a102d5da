import { fill } from '../../web/islands/index.ts'
import type { CounterAnswer, FloorAnswer, VisitAnswer } from '../wire.ts'
import { hourIn, timerOf } from './moments.ts'
import type { FloorWords } from './screen.ts'

export interface BaysProps {
  words: FloorWords
  floor: FloorAnswer
  now: number
}

/** Every counter as a sheet: its state, its number, since when, and who sits there. */
export function Bays({ words, floor, now }: BaysProps) {
  return (
    <ul class="bays">
      {floor.counters.map((counter) => (
        <Bay key={counter.id} words={words} floor={floor} counter={counter} now={now} />
      ))}
    </ul>
  )
}

function Bay({ words, floor, counter, now }: BaysProps & { counter: CounterAnswer }) {
  const visit = floor.visits.find(({ id }) => id === counter.visit)
  const isLong = floor.alerts.some((one) => one.counter === counter.id && one.kind === 'counter-long')
  const { mark, word } = stateOf(words, counter, visit, isLong)
  const isOff = counter.state !== 'open' && !visit
  return (
    <li class={['bay', mark === 'late' && 'late', isOff && 'off'].filter(Boolean).join(' ')}>
      <header>
        <h3>{fill(words.common.counter, { name: counter.name })}</h3>
        <span class={`sc ${mark}`}>{word}</span>
      </header>
      <div class="b">
        <p class={visit ? 'n' : 'n w'}>{visit?.number ?? emptyWord(words, counter)}</p>
        <p class="t">{besideOf(words, counter, visit, now)}</p>
        <p class="by">{staffOf(words, counter)}</p>
      </div>
    </li>
  )
}

/** Mark and word of a counter's state; what needs an eye comes first. */
function stateOf(
  { floor: { state: say } }: FloorWords,
  { state, silent }: CounterAnswer,
  visit: VisitAnswer | undefined,
  isLong: boolean,
): { mark: 'late' | 'on' | 'calling' | 'free' | 'break' | 'shut'; word: string } {
  if (state !== 'closed' && silent) return { mark: 'late', word: say.silent }
  if (isLong) return { mark: 'late', word: say.long }
  if (visit?.state === 'serving') return { mark: 'on', word: say.serving }
  if (visit) return { mark: 'calling', word: visit.calls > 1 ? say.recalling : say.calling }
  if (state === 'paused') return { mark: 'break', word: say.pause }
  return state === 'open' ? { mark: 'free', word: say.free } : { mark: 'shut', word: say.shut }
}

function emptyWord({ floor: say }: FloorWords, { state }: CounterAnswer): string {
  return state === 'closed' ? say.closed : state === 'paused' ? say.resting : say.noOne
}

function besideOf(
  words: FloorWords,
  { pausedUntil }: CounterAnswer,
  visit: VisitAnswer | undefined,
  now: number,
): string {
  const since = visit && (visit.startedAt ?? visit.calledAt)
  if (since) return timerOf(since, now, words.common)
  return pausedUntil ? fill(words.floor.until, { hour: hourIn(pausedUntil, words.common) }) : ''
}

function staffOf({ floor: say }: FloorWords, { staffName, served, meanMinutes }: CounterAnswer): string {
  if (!staffName) return say.nobodyThere
  const minutes = Math.round(meanMinutes ?? 0)
  return minutes === 0
    ? fill(say.staffNoFigures, { staff: staffName, count: served })
    : fill(say.staffFigures, { staff: staffName, count: served, minutes })
}
