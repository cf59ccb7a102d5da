import { fill } from '../../web/islands/index.ts'
import { priorityKinds } from '../model.ts'
import type { CounterAnswer, CounterBody, CounterVerb, FloorAnswer, HallBody, VisitAnswer, VisitVerb } from '../wire.ts'
import type { Action } from './acts.tsx'
import type { FloorWords, ScreenData } from './screen.ts'

/** What is asked on the page before something is done. */
export type FloorQuestion =
  | { about: 'notice' | 'stop' | 'move' }
  | { about: 'counter'; counter: string }
  | { about: 'visit'; visit: string }

/** Whether what is asked about is there still: else the screen goes on without an answer. */
export function isThere({ counters, visits }: FloorAnswer, ask: FloorQuestion): boolean {
  if (ask.about === 'counter') return counters.some(({ id }) => id === ask.counter)
  return ask.about !== 'visit' || visits.some(({ id }) => id === ask.visit)
}

export type FloorDoes =
  | { go: string }
  | { ask: FloorQuestion | undefined }
  | { hall: HallBody }
  | { counter: string; verb: CounterVerb; body: CounterBody }
  | { visit: string; verb: VisitVerb; body: { stage?: string; priority?: VisitAnswer['priority'] } }
  /** Something lacks, so nothing is sent. */
  | { refuse: string }

export type FloorAction = Action<FloorDoes>

/** The hall as its supervisor sees it. */
export interface FloorPlace {
  words: FloorWords
  floor: FloorAnswer
  links: ScreenData['links']
  maySupervise: boolean
}

/** What can be done with the hall; who may not change it is led to the screens that they may use. */
export function floorActions({ words: { floor: say, common }, floor, links, maySupervise }: FloorPlace): FloorAction[] {
  if (!maySupervise) return []
  const stop: FloorAction = floor.pause
    ? { key: 'h', label: common.resumeCalls, does: { hall: { resume: true } } }
    : { key: 'h', label: say.stop, does: { ask: { about: 'stop' } } }
  return [
    { key: 'd', label: say.walkIn, does: { go: links.reception } },
    { key: 'p', label: say.notice, does: { ask: { about: 'notice' } } },
    { key: 'm', label: say.move, does: { ask: { about: 'move' } } },
    stop,
  ]
}

/** What an alert leads to: its counter or its number. */
export function alertAction({ words: { floor: say }, floor, maySupervise }: FloorPlace, index: number) {
  const alert = floor.alerts[index]
  if (!alert || !maySupervise) return undefined
  const counter = floor.counters.find(({ id }) => id === alert.counter)
  if (counter) return counterAction(say, counter)
  const visit = floor.visits.find(({ id }) => id === alert.visit)
  if (!visit) return undefined
  const label = fill(say.lookAtNumber, { number: visit.number })
  return { label, does: { ask: { about: 'visit', visit: visit.id } } } satisfies FloorAction
}

/** Each counter has its own number as its key. */
export function counterAction(say: FloorWords['floor'], { id, name, state }: CounterAnswer): FloorAction {
  return {
    ...(/^[1-9]$/.test(name) && { key: name }),
    label: fill(state === 'closed' ? say.openThat : say.lookAt, { name }),
    does: { ask: { about: 'counter', counter: id } },
  }
}

/** What can be done with one counter; `stages`: those ticked. */
export function counterChoices(
  { words: { floor: { ask: say } } }: FloorPlace,
  counter: CounterAnswer,
  stages: string[],
): FloorAction[] {
  const { id, state } = counter
  const does = (label: string, verb: CounterVerb, body: CounterBody = {}) => ({
    label,
    does: { counter: id, verb, body } satisfies FloorDoes,
  })
  const open: Omit<FloorAction, 'key'> =
    stages.length === 0
      ? { label: say.open, does: { refuse: say.noStage } }
      : does(state === 'closed' ? say.open : say.saveStages, 'open', { stages })
  const others = {
    closed: [],
    open: [does(say.pause, 'pause', { minutes: 15 }), does(say.close, 'close')],
    paused: [does(say.resume, 'resume'), does(say.close, 'close')],
  }
  return numbered([open, ...others[state]])
}

/** What can be done with one number. */
export function visitChoices({ words: { floor: { ask: say, priority } }, floor }: FloorPlace, visit: VisitAnswer) {
  const does = (label: string, verb: VisitVerb, body: { stage?: string; priority?: VisitAnswer['priority'] } = {}) => ({
    label,
    does: { visit: visit.id, verb, body } satisfies FloorDoes,
  })
  const leave = does(say.leave, 'leave')
  if (visit.state !== 'waiting') return numbered([does(say.return, 'return'), leave])
  const stages = floor.stages.filter(({ id }) => id !== visit.stage)
  return numbered([
    ...(visit.priority ? [] : priorityKinds).map((kind) =>
      does(fill(say.priority, { kind: priority[kind] }), 'make-priority', { priority: kind }),
    ),
    ...stages.map(({ id, name }) => does(fill(say.toStage, { stage: name }), 'move-queue', { stage: id })),
    leave,
  ])
}

/** Numbers answers from 1; beyond nine a button has no key. */
export function numbered(answers: readonly Omit<FloorAction, 'key'>[]): FloorAction[] {
  return answers.map((one, index) => (index < 9 ? { ...one, key: String(index + 1) } : one))
}
