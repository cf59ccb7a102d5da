import type {
  Call,
  Floor,
  FloorCounter,
  FloorVisit,
  Left,
  OutOfTurnReason,
  SendBackReason,
  ServiceTime,
  TurnCounts,
} from './model.ts'

/**
 * What one act does to a hall: visits and counters whole, as they are afterwards. It is
 * written to the database, told to every process and put on every copy in memory; all three
 * take the same object, so none can differ.
 */
export interface HallChange {
  visits?: readonly FloorVisit[]
  counters?: readonly FloorCounter[]
  /** By stage; stages that are not named stay. */
  turns?: Readonly<Record<string, TurnCounts>>
  /** By letter. */
  numbers?: Readonly<Record<string, number>>
  /** null: calls go on. */
  pause?: Floor['pause'] | null
  notices?: Floor['notices']
  call?: Omit<Call, 'version'>
  served?: ServiceTime
  left?: Left
  /** A step that was taken back: what it added to `served` and `left` is gone. */
  undone?: Pick<Step, 'visitId' | 'kind'> & { counter: string }
}

export const stepKinds = [
  'checked-in', 'more-arrived', 'split', 'called', 'recalled', 'started', 'finished', 'sent-on', 'sent-back', 'parked',
  'transferred', 'absent', 'returned', 'left', 'out-of-turn', 'made-priority', 'more-time', 'undone',
] as const
export type StepKind = (typeof stepKinds)[number]

/** One line of a visit's history. */
export interface Step {
  visitId: string
  kind: StepKind
  stage: string
  counter?: string
  reason?: OutOfTurnReason | SendBackReason
  /** Of service, for `sent-on` and `finished`. */
  minutes?: number
  /** How things were, for undo; absent: cannot be taken back. */
  before?: { visit: FloorVisit; turns?: { before: TurnCounts; after: TurnCounts } }
}

/** A step that can be taken back. */
export interface LastStep {
  step: Pick<Step, 'visitId' | 'kind'>
  before: NonNullable<Step['before']>
}

/** What an act came to: the change, and the steps that tell of it. */
export interface Decision {
  change: HallChange
  steps: readonly Step[]
}

export const CALLS_KEPT = 12
export const LEFT_KEPT = 60

/** The hall after `change`, as its version `version`. The hall before stays as it was. */
export function applyChange(floor: Floor, version: number, change: HallChange): Floor {
  const { pause: _before, ...rest } = floor
  const pause = change.pause === undefined ? floor.pause : (change.pause ?? undefined)
  return {
    ...rest,
    version,
    visits: withAll(floor.visits, change.visits, (one) => one.visitId),
    counters: withAll(floor.counters, change.counters, (one) => one.counterId),
    turns: change.turns ? { ...floor.turns, ...change.turns } : floor.turns,
    numbers: change.numbers ? { ...floor.numbers, ...change.numbers } : floor.numbers,
    ...(pause && { pause }),
    notices: change.notices ?? floor.notices,
    calls: change.call ? [{ ...change.call, version }, ...floor.calls].slice(0, CALLS_KEPT) : floor.calls,
    left: withNewest(floor.left, change.left, change.undone).slice(0, LEFT_KEPT),
    served: withNewest(floor.served, change.served, change.undone),
  }
}

/** Newest first. An undone step's own is the newest of its visit at its counter, if it added one. */
function withNewest<T extends Left | ServiceTime>(
  before: readonly T[],
  added: T | undefined,
  undone: HallChange['undone'],
): readonly T[] {
  if (added) return [added, ...before]
  if (!undone) return before
  const { visitId, counter, kind } = undone
  const isIts = (one: T): boolean =>
    one.visitId === visitId &&
    one.counter === counter &&
    ('what' in one ? one.what === kind : kind === 'finished' || kind === 'sent-on')
  const at = before.findIndex(isIts)
  return at < 0 ? before : before.toSpliced(at, 1)
}

function withAll<T>(
  before: ReadonlyMap<string, T>,
  changed: readonly T[] | undefined,
  keyOf: (one: T) => string,
): ReadonlyMap<string, T> {
  if (!changed || changed.length === 0) return before
  const after = new Map(before)
  for (const one of changed) after.set(keyOf(one), one)
  return after
}

/** Both, one after the other: `second` was decided on the hall that `first` left. */
export function joined(first: Decision, second: Decision): Decision {
  const { visits: a = [], counters: c = [], ...before } = first.change
  const { visits: b = [], counters: d = [], ...after } = second.change
  const last = <T>(all: readonly T[], keyOf: (one: T) => string): T[] => [
    ...new Map(all.map((one) => [keyOf(one), one])).values(),
  ]
  return {
    change: {
      ...before,
      ...after,
      visits: last([...a, ...b], (one) => one.visitId),
      counters: last([...c, ...d], (one) => one.counterId),
      ...(before.turns && after.turns && { turns: { ...before.turns, ...after.turns } }),
      ...(before.numbers && after.numbers && { numbers: { ...before.numbers, ...after.numbers } }),
    },
    steps: [...first.steps, ...second.steps],
  }
}
