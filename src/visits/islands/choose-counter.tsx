import { useState } from 'preact/hooks'
import { fill, useKeys } from '../../web/islands/index.ts'
import type { CounterAnswer, FloorAnswer } from '../wire.ts'
import { Act, type Action, keysOf } from './acts.tsx'
import type { FloorWords } from './screen.ts'

/** To open a counter with these stages. */
export interface Opening {
  counter: CounterAnswer
  stages: string[]
}

export interface ChooseCounterProps {
  words: FloorWords
  floor: FloorAnswer
  perform(opening: Opening): void
}

/** First of all: which counter, and which of its stages. */
export function ChooseCounter({ words, floor, perform }: ChooseCounterProps) {
  const { counter: { choose: say } } = words
  /** Stages by counter, where somebody changed what it serves by itself. */
  const [changed, change] = useState<Readonly<Record<string, string[]>>>({})
  const stagesOf = ({ id, stages, stagesMay }: CounterAnswer): string[] =>
    changed[id] ?? (stages.length > 0 ? stages : stagesMay)
  const actionOf = (counter: CounterAnswer): Action<Opening> => ({
    ...(/^[1-9]$/.test(counter.name) && { key: counter.name }),
    label: fill(counter.state === 'closed' ? say.open : say.takeOver, { name: counter.name }),
    does: { counter, stages: stagesOf(counter) },
  })
  useKeys(keysOf(floor.counters.map(actionOf), perform))
  return (
    <ul class="counters">
      {floor.counters.map((counter) => (
        <li key={counter.id}>
          <div>
            <h2>{fill(words.common.counter, { name: counter.name })}</h2>
            <p class="muted">{counter.staffName ? fill(say.usedBy, { staff: counter.staffName }) : say.shut}</p>
          </div>
          <StageChoice
            legend={fill(say.stages, { name: counter.name })}
            floor={floor}
            counter={counter}
            chosen={stagesOf(counter)}
            onChange={(stages) => change({ ...changed, [counter.id]: stages })}
          />
          <Act words={words} action={actionOf(counter)} perform={perform} />
        </li>
      ))}
    </ul>
  )
}

export interface StageChoiceProps {
  legend: string
  floor: FloorAnswer
  counter: CounterAnswer
  chosen: readonly string[]
  onChange(stages: string[]): void
}

/** The stages that a counter may serve, to tick. */
export function StageChoice({ legend, floor, counter, chosen, onChange }: StageChoiceProps) {
  return (
    <fieldset class="stages">
      <legend class="sr">{legend}</legend>
      {floor.stages
        .filter(({ id }) => counter.stagesMay.includes(id))
        .map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />{' '}
            {name}
          </label>
        ))}
    </fieldset>
  )
}
