import { fill } from '../../web/islands/index.ts'
import type { CounterAnswer, CounterBody, CounterVerb, FloorAnswer, HallBody, VisitAnswer, VisitVerb } from '../wire.ts'
import type { Action } from './acts.tsx'
import type { FloorWords } from './screen.ts'

/** What is asked on the page before something is done. */
export type CounterQuestion = 'send-back' | 'transfer' | 'pause' | 'out-of-turn' | 'system-down'

/** What a key or button of the counter does. */
export type CounterDoes =
  | { verb: CounterVerb; body?: CounterBody }
  | { visit: string; verb: VisitVerb }
  | { hall: HallBody }
  /** undefined: back to the acts. */
  | { ask: CounterQuestion | undefined }

export type CounterAction = Action<CounterDoes>

/** The hall as one counter sees it. */
export interface CounterPlace {
  words: FloorWords
  floor: FloorAnswer
  counter: CounterAnswer
  /** Who is called to it or served there. */
  visit: VisitAnswer | undefined
  /** Those whom it may call, in order. */
  queue: readonly VisitAnswer[]
  maySupervise: boolean
  /** What the last act can be taken back to, in words. */
  undo: string | undefined
}

/** Undefined: the hall has no such counter. */
export function placeOf(
  { floor, ...rest }: Pick<CounterPlace, 'words' | 'floor' | 'maySupervise' | 'undo'>,
  counterId: string,
): CounterPlace | undefined {
  const counter = floor.counters.find(({ id }) => id === counterId)
  if (!counter) return undefined
  const visit = floor.visits.find(({ id }) => id === counter.visit)
  const queue = floor.visits.filter(({ state, stage }) => state === 'waiting' && counter.stages.includes(stage))
  return { ...rest, floor, counter, visit, queue }
}

/** The one main act: it names who comes. Undefined: there is nothing to do but wait. */
export function mainAction({ words: { counter: say }, floor, counter, visit, queue }: CounterPlace) {
  const action = (label: string, verb: CounterVerb): CounterAction => ({ key: 'space', label, does: { verb } })
  const [next] = queue
  const mayCall = counter.state === 'open' && !floor.pause
  if (visit) {
    return mayCall && next
      ? action(fill(say.finishNext, { number: next.number }), 'finish-next')
      : action(say.finish, 'finish')
  }
  if (counter.state === 'paused') return action(say.resume, 'resume')
  return mayCall && next ? action(fill(say.callNext, { number: next.number }), 'next') : undefined
}

/** The other acts, as far as they make sense now. */
export function sideActions({ words: { counter: say }, visit, maySupervise, undo, counter }: CounterPlace) {
  const does = (key: string, label: string, verb: CounterVerb): CounterAction => ({ key, label, does: { verb } })
  const asks = (key: string, label: string, ask: CounterQuestion): CounterAction => ({ key, label, does: { ask } })
  const takeBack = { ...does('z', say.undo, 'undo'), ...(undo && { title: undo }) }
  const pause = asks('j', say.pause, 'pause')
  if (!visit) {
    const outOfTurn = maySupervise && counter.state === 'open' ? [asks('l', say.outOfTurn, 'out-of-turn')] : []
    return [...outOfTurn, pause, takeBack]
  }
  const untilStarted =
    visit.state === 'called'
      ? [does('m', say.start, 'start'), does('u', say.recall, 'recall'), does('t', say.noShow, 'no-show')]
      : []
  return [
    ...untilStarted,
    does('s', say.finishOnly, 'finish'),
    does('p', say.park, 'park'),
    asks('k', say.sendBack, 'send-back'),
    asks('a', say.transfer, 'transfer'),
    pause,
    takeBack,
  ]
}

/** Stops all calls, or lets them go on: a matter of the whole hall. */
export function hallAction({ words: { counter: say, common }, floor }: CounterPlace): CounterAction {
  return floor.pause
    ? { key: 'x', label: common.resumeCalls, does: { hall: { resume: true } } }
    : { key: 'x', label: say.systemDown, does: { ask: 'system-down' } }
}

/** Keys that this screen has in some state; the others are nobody's business. */
export const counterKeys = ['space', 'm', 'u', 't', 's', 'p', 'k', 'a', 'j', 'z', 'l', 'x'] as const
