import { type Act, counterOf, nothing, visitOf } from './acts.ts'
import { type By, changeHall, type Decided, type Hall, type HallDeps } from './change-hall.ts'
import {
  callNext,
  callOutOfTurn,
  closeCounter,
  finish,
  finishAndNext,
  noShow,
  openCounter,
  park,
  pauseCounter,
  recall,
  resumeCounter,
  sendBack,
  start,
  transfer,
  undo,
} from './counter-acts.ts'
import { visitErrors } from './errors.ts'
import type { Decision, LastStep, Step } from './hall-change.ts'
import { lastStepAt, noteSeen } from './hall-store.ts'
import type { Floor } from './model.ts'
import type { CounterBody, CounterVerb } from './wire.ts'

export interface CounterActed {
  floor: Floor
  /** `next` found nobody. */
  nobody: boolean
  /** The step that `undo` would take back now. */
  last: Pick<Step, 'visitId' | 'kind'> | undefined
}

interface Asked {
  hall: Hall
  counterId: string
  verb: CounterVerb
  body: CounterBody
  by: By
}

/** What was decided, and whether nobody was there to call. */
interface Outcome {
  decision: Decision
  nobody?: boolean
}

/** A step can be taken back for so long; after that the person has walked. */
const UNDO_MS_MAX = 120_000

/** Does one act at a counter. Throws visitErrors where the hall's state does not allow it. */
export async function actAtCounter(deps: HallDeps, asked: Asked): Promise<CounterActed> {
  const { hall, counterId, verb, by } = asked
  if (verb === 'seen') {
    const nowMs = deps.clock.now().epochMilliseconds
    await noteSeen(deps.database.kysely, { ...hall.key, counterId, nowMs })
    const last = await lastStepAt(deps.database.kysely, { ...hall.key, counterId, sinceMs: nowMs - UNDO_MS_MAX })
    return { floor: await deps.floors.floor(hall.key), nobody: false, last: last?.step }
  }
  const { floor, result } = await changeHall(deps, { hall, by }, async (act, tx): Promise<Decided<CounterActed>> => {
    const last =
      verb === 'undo'
        ? await lastStepAt(tx, { ...hall.key, counterId, sinceMs: act.nowMs - UNDO_MS_MAX })
        : undefined
    const { decision, nobody = false } = verb === 'undo' ? takeBack(act, counterId, last) : decide(act, asked)
    const step = decision.steps.findLast((one) => one.before !== undefined)
    return {
      decision,
      result: { floor: act.floor, nobody, last: verb === 'undo' ? undefined : step },
      ...(decision.steps.length === 0 &&
        decision.change.counters && { trace: { kind: `counter-${verb}`, details: { counter: counterId } } }),
    }
  })
  return { ...result, floor }
}

function takeBack(act: Act, counterId: string, last: LastStep | undefined): Outcome {
  if (!last) throw visitErrors.NOTHING_TO_UNDO()
  return { decision: undo(act, counterId, last) }
}

/** The verbs that change the visit at the counter. */
const ofVisit: ReadonlySet<CounterVerb> = new Set([
  'recall',
  'start',
  'finish',
  'finish-next',
  'no-show',
  'park',
  'transfer',
  'send-back',
])

/** A key was pressed for the visit that the screen showed; pressed again it must not hit the next. */
function refuseOvertaken(act: Act, { counterId, verb, body: { at } }: Asked): void {
  if (at === undefined || !ofVisit.has(verb) || counterOf(act, counterId).visitId === at) return
  throw visitErrors.WRONG_STATE({ values: { number: visitOf(act, at).number } })
}

function decide(act: Act, asked: Asked): Outcome {
  const { counterId, verb, body } = asked
  refuseOvertaken(act, asked)
  switch (verb) {
    case 'open':
      return { decision: openCounter(act, counterId, body.stages) }
    case 'close':
      return { decision: closeCounter(act, counterId) }
    case 'pause':
      return { decision: pauseCounter(act, counterId, body.minutes) }
    case 'resume':
      return { decision: resumeCounter(act, counterId) }
    case 'next': {
      const decision = callNext(act, counterId)
      return decision ? { decision } : { decision: nothing, nobody: true }
    }
    case 'recall':
      return { decision: recall(act, counterId) }
    case 'start':
      return { decision: start(act, counterId) }
    case 'finish':
      return { decision: finish(act, counterId, body.to) }
    case 'finish-next':
      return finishAndNext(act, counterId, body.to)
    case 'no-show':
      return { decision: noShow(act, counterId) }
    case 'park':
      return { decision: park(act, counterId) }
    case 'transfer':
      return { decision: transfer(act, counterId, { ...(body.to && { stage: body.to }), ...counterOfBody(body) }) }
    case 'send-back':
      return { decision: sendBack(act, counterId, needed(body.reason, 'reason')) }
    case 'call':
      return {
        decision: callOutOfTurn(act, counterId, {
          visitId: needed(body.visit, 'visit'),
          reason: needed(body.outOfTurn, 'outOfTurn'),
        }),
      }
    case 'undo':
    case 'seen':
      throw new Error(`${verb} is decided elsewhere`)
  }
}

const counterOfBody = ({ counter }: CounterBody) => (counter === undefined ? {} : { counter })

/** A field that this verb needs; the schema cannot say so, for all verbs share it. */
function needed<T>(value: T | undefined, field: string): T {
  if (value !== undefined) return value
  throw visitErrors.INVALID({ faults: [{ pointer: `/${field}`, code: 'missing', say: 'platform.fault.missing' }] })
}
