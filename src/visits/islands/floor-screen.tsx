import type { ComponentChildren } from 'preact'
import { fill, type Liveness } from '../../web/islands/index.ts'
import type { VisitAnswer } from '../wire.ts'
import { Act } from './acts.tsx'
import { Banners } from './banners.tsx'
import { Bays } from './bays.tsx'
import { Chart, ChartTable } from './chart.tsx'
import { alertAction, type FloorDoes, floorActions, type FloorPlace, type FloorQuestion } from './floor-actions.ts'
import { FloorAsk } from './floor-asks.tsx'
import { Queue, QueueLegend } from './queue.tsx'
import type { Said } from './screen.ts'

export interface FloorScreenProps {
  place: FloorPlace
  now: number
  liveness: Liveness
  said: Said | undefined
  ask: FloorQuestion | undefined
  /** The whole queue is unfolded. */
  showsEveryone: boolean
  perform(does: FloorDoes): void
}

/** The floor at a glance, beside what needs an eye and what can be done about it. */
export function FloorScreen({ place, now, liveness, said, ask, showsEveryone, perform }: FloorScreenProps) {
  const { words, floor } = place
  const { floor: say } = words
  return (
    <>
      <Banners words={words} floor={floor} liveness={liveness} said={said} />
      <div class="col">
        <h1 class="sr">{say.title}</h1>
        <Strip place={place} />
        <h2 class="sr">{say.counters}</h2>
        <Bays words={words} floor={floor} now={now} />
        <section class="pane fill" aria-labelledby="chart">
          <h2 id="chart">{say.chart}</h2>
          <Chart words={words} hours={floor.hours} />
          <div class="folds">
            <Everyone place={place} isOpen={showsEveryone} perform={perform} />
            <details>
              <summary>{say.asTable}</summary>
              <ChartTable words={words} hours={floor.hours} />
            </details>
          </div>
        </section>
      </div>
      <div class="col">
        {ask
          ? <FloorAsk key={JSON.stringify(ask)} place={place} ask={ask} perform={perform} />
          : <>
              <Attention place={place} perform={perform} />
              <Acts place={place} perform={perform} />
            </>}
      </div>
    </>
  )
}

function Strip({ place: { words, floor: { counts } } }: { place: FloorPlace }) {
  const { floor: say } = words
  const small = (sentence: string, count: number) => count > 0 && <small>{fill(sentence, { count })}</small>
  return (
    <dl class="strip">
      <Count term={say.waiting}>{counts.waiting}</Count>
      <Count term={say.serving}>{counts.serving}</Count>
      <Count term={say.finished}>{counts.finished} {small(say.absent, counts.absent)}</Count>
      <Count term={say.notArrived}>{counts.notArrived} {small(say.late, counts.late)}</Count>
      <Count term={say.longestWait}>{counts.longestWaitMinutes} <small>{say.minutes}</small></Count>
    </dl>
  )
}

function Count({ term, children }: { term: string; children: ComponentChildren }) {
  return <div><dt>{term}</dt><dd>{children}</dd></div>
}

type PartProps = Pick<FloorScreenProps, 'place' | 'perform'>

function Everyone({ place, isOpen, perform }: PartProps & { isOpen: boolean }) {
  const { words, floor: { visits }, maySupervise } = place
  const { queue } = words
  const inState = (state: VisitAnswer['state']): VisitAnswer[] => visits.filter((one) => one.state === state)
  const manage = maySupervise
    ? (visit: VisitAnswer): void => perform({ ask: { about: 'visit', visit: visit.id } })
    : undefined
  const waiting = inState('waiting')
  const away = [
    { title: queue.parked, visits: inState('parked') },
    { title: queue.absent, visits: inState('absent') },
  ].filter((one) => one.visits.length > 0)
  const table = { words, ...(manage && { manage }) }
  return (
    <details id="everyone" open={isOpen}>
      <summary>{fill(words.floor.everyone, { count: waiting.length })}</summary>
      {waiting.length > 0 ? <Queue {...table} visits={waiting} /> : <p>{queue.empty}</p>}
      <p class="keyline"><QueueLegend words={words} visits={waiting} /></p>
      {away.map(({ title, visits }) => (
        <section key={title}>
          <h3>{title}</h3>
          <Queue {...table} visits={visits} caption={title} />
        </section>
      ))}
    </details>
  )
}

function Attention({ place, perform }: PartProps) {
  const { words, floor } = place
  return (
    <section class="pane" aria-labelledby="attention">
      <h2 id="attention">{words.floor.attention}</h2>
      {floor.alerts.length === 0 && <p>{words.floor.allWell}</p>}
      <ul class="todo">
        {floor.alerts.map((alert, index) => {
          const action = alertAction(place, index)
          return (
            <li key={alert.text}>
              {alert.kind === 'late-waiting' ? <b>{alert.text}</b> : <span class="sc late">{alert.text}</span>}
              <p>{alert.detail}</p>
              {action && <Act words={words} action={action} perform={perform} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Acts({ place, perform }: PartProps) {
  const { words } = place
  const actions = floorActions(place)
  if (actions.length === 0) return null
  return (
    <section class="pane fill keys" aria-labelledby="acts">
      <h2 id="acts">{words.floor.acts}</h2>
      <div class="under">
        {actions.map((action) =>
          'go' in action.does
            ? <a key={action.key} class="act" href={action.does.go}>
                {action.label} <kbd>{action.key?.toUpperCase()}</kbd>
              </a>
            : <Act key={action.key} words={words} action={action} perform={perform} />,
        )}
        <p class="muted s">{words.floor.recorded}</p>
        <p><a href={place.links.closeDay}>{words.floor.closeDay}</a></p>
      </div>
    </section>
  )
}
