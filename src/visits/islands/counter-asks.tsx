import { useState } from 'preact/hooks'
import { fill, useKeys } from '../../web/islands/index.ts'
import { outOfTurnReasons, sendBackReasons } from '../model.ts'
import { Ask, keysOf } from './acts.tsx'
import type { CounterAction, CounterDoes, CounterPlace, CounterQuestion } from './counter-actions.ts'

export interface CounterAskProps {
  place: CounterPlace
  ask: CounterQuestion
  perform(does: CounterDoes): void
}

/** A counter's question with its answers, numbered so that a key suffices. */
export function CounterAsk({ place, ask, perform }: CounterAskProps) {
  const { words } = place
  const [chosen, choose] = useState(place.queue[0]?.id)
  const question = questionOf(place, ask, chosen)
  const cancel: CounterAction = { key: 'escape', label: words.common.cancel, does: { ask: undefined } }
  useKeys(keysOf([...question.actions, cancel], perform))
  return (
    <Ask words={words} {...question} cancel={cancel} perform={perform}>
      {ask === 'out-of-turn' && (
        <div class="field">
          <label for="out-of-turn">{words.counter.ask.outOfTurnWho}</label>
          <select id="out-of-turn" class="in" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
            {place.queue.map(({ id, number, why = '' }) => (
              <option key={id} value={id}>{`${number} · ${why}`}</option>
            ))}
          </select>
        </div>
      )}
    </Ask>
  )
}

interface Question {
  title: string
  text: string
  actions: CounterAction[]
}

/** Numbers answers from 1. */
function numbered(answers: readonly { label: string; does: CounterDoes }[]): CounterAction[] {
  return answers.map((one, index) => ({ ...one, key: String(index + 1) }))
}

function questionOf(place: CounterPlace, ask: CounterQuestion, chosen: string | undefined): Question {
  const { words: { counter: { ask: say, ...words } }, visit } = place
  const number = visit?.number ?? ''
  switch (ask) {
    case 'send-back': {
      const actions = numbered(
        sendBackReasons.map((reason) => ({
          label: words.sendBackReason[reason],
          does: { verb: 'send-back', body: { reason } },
        })),
      )
      return { title: fill(say.sendBack, { number }), text: say.sendBackText, actions }
    }
    case 'transfer': {
      const actions = transfersOf(place)
      const text = actions.length > 0 ? say.transferText : say.transferNowhere
      return { title: fill(say.transfer, { number }), text, actions }
    }
    case 'pause':
      return { title: say.pause, text: say.pauseText, actions: pausesOf(place) }
    case 'out-of-turn': {
      const actions = numbered(
        outOfTurnReasons.map((reason) => ({
          label: words.outOfTurnReason[reason],
          does: { verb: 'call', body: { ...(chosen && { visit: chosen }), outOfTurn: reason } },
        })),
      )
      return { title: say.outOfTurn, text: say.outOfTurnText, actions }
    }
    case 'system-down': {
      const yes: CounterAction = { key: 'y', label: say.systemDownYes, does: { hall: { pause: 'system-down' } } }
      return { title: say.systemDown, text: say.systemDownText, actions: [yes] }
    }
  }
}

function transfersOf({ words, floor, counter, visit }: CounterPlace): CounterAction[] {
  const stages = floor.stages.filter(({ id }) => id !== visit?.stage)
  const counters = floor.counters.filter((one) => one.id !== counter.id && one.state === 'open' && !one.visit)
  return numbered([
    ...stages.map(({ id, name }) => ({
      label: fill(words.counter.ask.toStage, { stage: name }),
      does: { verb: 'transfer', body: { to: id } } as const,
    })),
    ...counters.map(({ id, name }) => ({
      label: fill(words.common.counter, { name }),
      does: { verb: 'transfer', body: { counter: id } } as const,
    })),
  ]).slice(0, 9)
}

const BREAKS_MINUTES = [15, 30, 60]

function pausesOf({ words: { counter: { ask: say } }, visit }: CounterPlace): CounterAction[] {
  return numbered([
    ...BREAKS_MINUTES.map((minutes) => ({
      label: fill(say.minutes, { minutes }),
      does: { verb: 'pause', body: { minutes } } as const,
    })),
    { label: say.untilResumed, does: { verb: 'pause', body: {} } },
    ...(visit ? [] : [{ label: say.close, does: { verb: 'close', body: {} } as const }]),
  ])
}
