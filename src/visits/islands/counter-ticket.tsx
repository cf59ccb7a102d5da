import { useState } from 'preact/hooks'
import { fill, useKeys } from '../../web/islands/index.ts'
import type { VisitAnswer, VisitPeopleAnswer } from '../wire.ts'
import type { CounterPlace } from './counter-actions.ts'
import { hourIn, timerOf } from './moments.ts'
import type { FloorWords } from './screen.ts'

/** Who is on the ticket: not asked for yet, on its way, or it did not come. */
export type People = VisitPeopleAnswer | 'loading' | 'lost'

export interface CounterTicketProps {
  place: CounterPlace
  people: People
  now: number
  /** While a question is open the numbers answer it. */
  hasKeys: boolean
}

/** The ticket at the counter: number and timer, below the perforation the persons and their papers. */
export function CounterTicket({ place, people, now, hasKeys }: CounterTicketProps) {
  const { words, visit } = place
  if (!visit) return <FreeTicket place={place} />
  return (
    <section class="ticket" aria-labelledby="current">
      <div class="t-band">
        <p class="tag">{tagOf(words, visit)}</p>
        <p>{momentsOf(words, visit)}</p>
      </div>
      <div class="hem" aria-hidden="true" />
      <div class="t-body">
        <h2 class="t-code" id="current">{visit.number}</h2>
        <Timer place={place} visit={visit} now={now} />
      </div>
      <div class="perf" />
      <div class="who">
        {typeof people === 'string'
          ? <p class="muted">{people === 'loading' ? words.counter.loadingPeople : words.counter.noPeople}</p>
          : <PeopleOf key={people.id} words={words} people={people} hasKeys={hasKeys} />}
        {visit.party && <p class="muted s">{fill(words.counter.party, { numbers: visit.party.join(', ') })}</p>}
        {visit.moreTimeAt && (
          <p role="status" class="note">
            {fill(words.counter.moreTime, { hour: hourIn(visit.moreTimeAt, words.common) })}
          </p>
        )}
      </div>
    </section>
  )
}

function FreeTicket({ place: { words, counter, queue } }: { place: CounterPlace }) {
  const { counter: say } = words
  const [next] = queue
  const until = counter.pausedUntil && hourIn(counter.pausedUntil, words.common)
  const rests = until ? fill(say.onBreakUntil, { hour: until }) : say.onBreak
  return (
    <section class="ticket" aria-labelledby="current">
      <div class="t-band">
        <p class="tag quiet">{counter.state === 'paused' ? rests : say.free}</p>
      </div>
      <div class="hem" aria-hidden="true" />
      <div class="t-idle">
        {next
          ? <>
              <h2 id="current" class="t-label">
                {say.upNext} <span class="t-code">{next.number}</span>
              </h2>
              <p><span class={`why ${next.whyMark ?? ''}`}>{next.why}</span></p>
              <p class="muted">{next.services}</p>
            </>
          : <h2 id="current">{say.nobody}</h2>}
      </div>
    </section>
  )
}

function tagOf({ counter: say }: FloorWords, { state, calls }: VisitAnswer): string {
  if (state === 'serving') return say.serving
  return calls > 1 ? fill(say.calledTimes, { count: calls }) : say.called
}

function momentsOf(words: FloorWords, { appointment, arrivedAt, calledAt }: VisitAnswer) {
  const { counter: say } = words
  const rest = [
    fill(say.arrived, { hour: hourIn(arrivedAt, words.common) }),
    ...(calledAt ? [fill(say.calledAt, { hour: hourIn(calledAt, words.common) })] : []),
  ]
  return (
    <>
      {appointment && <>{fill(say.appointment, { hour: '' })}<b>{hourIn(appointment, words.common)}</b> · </>}
      {rest.join(' · ')}
    </>
  )
}

/** Beyond the usual time the bar is full and changes its colour; the figures say it as well. */
function Timer({ place: { words, floor }, visit, now }: { place: CounterPlace; visit: VisitAnswer; now: number }) {
  const since = visit.startedAt ?? visit.calledAt ?? visit.arrivedAt
  const stage = floor.stages.find(({ id }) => id === visit.stage)
  const usualMs = (stage?.minutes ?? 0) * visit.people * 60_000
  const part = usualMs > 0 ? Math.min(1, Math.max(0, (now - Date.parse(since)) / usualMs)) : 0
  return (
    <p class="timer">
      <b>{timerOf(since, now, words.common)}</b>
      {stage && (
        <>
          <svg class={part < 1 ? 'pace' : 'pace over'} viewBox="0 0 144 10" aria-hidden="true">
            <rect class="gone" x="1" y="1" width={Math.round(142 * part)} height="8" rx="4" />
            <rect x="1" y="1" width="142" height="8" rx="4" />
          </svg>
          <span class="muted s">{fill(words.counter.usually, { minutes: Math.round(stage.minutes) })}</span>
        </>
      )}
    </p>
  )
}

interface PeopleProps {
  words: FloorWords
  people: VisitPeopleAnswer
  hasKeys: boolean
}

function PeopleOf({ words, people: { people, companion, help }, hasKeys }: PeopleProps) {
  const { counter: say } = words
  const [shown, show] = useState(0)
  /** Ticks by person and paper: they stay on this screen, what is missing is sent by "Berkas kurang". */
  const [ticked, tick] = useState<ReadonlySet<string>>(new Set())
  const present = people.filter(({ state }) => state === 'present')
  useKeys(hasKeys ? Object.fromEntries(present.map((_, index) => [String(index + 1), () => show(index)])) : {})
  const person = present[shown] ?? present[0]
  const flip = (name: string): void => {
    const next = new Set(ticked)
    if (!next.delete(name)) next.add(name)
    tick(next)
  }
  return (
    <>
      <h3 class="sr">{say.whoIsHere}</h3>
      <ul class="people">
        {present.map(({ position, name }, index) => (
          <li key={position}>
            <button type="button" class="act" aria-pressed={index === shown} onClick={() => show(index)}>
              {name} <kbd>{index + 1}</kbd>
            </button>
          </li>
        ))}
      </ul>
      {person && (
        <>
          <dl class="facts">
            <dt>{say.service}</dt><dd>{person.service}, {person.purpose}</dd>
            <dt>{say.nik}</dt>
            <dd>{person.nik}{person.nikAsPrinted && <span class="muted s"> · {say.nikAsPrinted}</span>}</dd>
            {person.born && <><dt>{say.born}</dt><dd>{person.born}</dd></>}
            {companion && <><dt>{say.companion}</dt><dd>{companion}</dd></>}
            {help.length > 0 && <><dt>{say.help}</dt><dd>{help.join(', ')}</dd></>}
          </dl>
          <fieldset class="checks">
            <legend class="sr">{say.papers}</legend>
            {person.documents.map(({ id, name }) => {
              const key = `${person.position}/${id}`
              return (
                <label key={key}>
                  <input type="checkbox" checked={ticked.has(key)} onChange={() => flip(key)} /> {name}
                </label>
              )
            })}
          </fieldset>
        </>
      )}
    </>
  )
}
