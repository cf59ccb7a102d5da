import { useState } from 'preact/hooks'
import { fill, useKeys } from '../../web/islands/index.ts'
import type { CounterAnswer } from '../wire.ts'
import { Ask, keysOf } from './acts.tsx'
import { StageChoice } from './choose-counter.tsx'
import {
  counterAction,
  counterChoices,
  type FloorAction,
  type FloorDoes,
  type FloorPlace,
  type FloorQuestion,
  numbered,
  visitChoices,
} from './floor-actions.ts'

interface AskProps {
  place: FloorPlace
  perform(does: FloorDoes): void
}

/** A supervisor's question with its answers; one whose counter or number is gone asks nothing. */
export function FloorAsk({ place, ask, perform }: AskProps & { ask: FloorQuestion }) {
  const { words: { floor: { ask: say } }, floor } = place
  switch (ask.about) {
    case 'notice':
      return <NoticeAsk place={place} perform={perform} />
    case 'stop': {
      const actions = numbered([
        { label: say.stopSystem, does: { hall: { pause: 'system-down' } } },
        { label: say.stopOther, does: { hall: { pause: 'supervisor' } } },
      ])
      return <PlainAsk place={place} perform={perform} title={say.stop} text={say.stopText} actions={actions} />
    }
    case 'move': {
      const actions = floor.counters.map((one) => counterAction(place.words.floor, one))
      return <PlainAsk place={place} perform={perform} title={say.move} text={say.moveText} actions={actions} />
    }
    case 'counter': {
      const counter = floor.counters.find(({ id }) => id === ask.counter)
      return counter ? <CounterOfFloorAsk place={place} counter={counter} perform={perform} /> : null
    }
    case 'visit': {
      const visit = floor.visits.find(({ id }) => id === ask.visit)
      if (!visit) return null
      const title = fill(say.visit, { number: visit.number })
      const actions = visitChoices(place, visit)
      return <PlainAsk place={place} perform={perform} title={title} text={say.visitText} actions={actions} />
    }
  }
}

interface PlainProps extends AskProps {
  title: string
  text: string
  actions: FloorAction[]
}

const cancelOf = ({ words: { common } }: FloorPlace): FloorAction => ({
  key: 'escape',
  label: common.cancel,
  does: { ask: undefined },
})

function PlainAsk({ place, perform, ...question }: PlainProps) {
  const cancel = cancelOf(place)
  useKeys(keysOf([...question.actions, cancel], perform))
  return <Ask words={place.words} {...question} cancel={cancel} perform={perform} />
}

function CounterOfFloorAsk({ place, counter, perform }: AskProps & { counter: CounterAnswer }) {
  const { words, floor } = place
  const [stages, setStages] = useState(counter.stages.length > 0 ? counter.stages : counter.stagesMay)
  const actions = counterChoices(place, counter, stages)
  const cancel = cancelOf(place)
  const name = fill(words.common.counter, { name: counter.name })
  useKeys(keysOf([...actions, cancel], perform))
  return (
    <Ask
      words={words}
      title={counter.staffName ? `${name} · ${counter.staffName}` : name}
      text={words.floor.ask.counterText}
      actions={actions}
      cancel={cancel}
      perform={perform}
    >
      <StageChoice
        legend={words.floor.ask.counterText}
        floor={floor}
        counter={counter}
        chosen={stages}
        onChange={setStages}
      />
    </Ask>
  )
}

const NOTICES_MAX = 6
const NOTICE_LENGTH_MAX = 200

function NoticeAsk({ place, perform }: AskProps) {
  const { words, floor: { notices } } = place
  const { ask: say } = words.floor
  const [id, setId] = useState('')
  const [en, setEn] = useState('')
  const add = (): FloorDoes => {
    if (!id.trim() || !en.trim()) return { refuse: say.noticeEmpty }
    if (notices.length >= NOTICES_MAX) return { refuse: say.noticeMany }
    return { hall: { notices: [...notices, { id: id.trim(), en: en.trim() }] } }
  }
  const removals = numbered(
    notices.map((notice) => ({
      label: fill(say.noticeRemove, { text: notice.id }),
      does: { hall: { notices: notices.filter((one) => one !== notice) } },
    })),
  )
  const cancel = cancelOf(place)
  useKeys(keysOf([...removals, cancel], perform))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        perform(add())
      }}
    >
      <Ask words={words} title={say.notice} text={say.noticeText} actions={removals} cancel={cancel} perform={perform}>
        <NoticeField name="notice-id" label={say.noticeId} value={id} onInput={setId} />
        <NoticeField name="notice-en" label={say.noticeEn} value={en} onInput={setEn} />
        <p><button class="act">{say.noticeAdd} <kbd>{words.common.keys.enter}</kbd></button></p>
        <p class="muted s">{notices.length > 0 ? say.noticeNow : say.noticeNone}</p>
      </Ask>
    </form>
  )
}

interface FieldProps {
  name: string
  label: string
  value: string
  onInput(value: string): void
}

function NoticeField({ name, label, value, onInput }: FieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        class="in"
        id={name}
        maxLength={NOTICE_LENGTH_MAX}
        autocomplete="off"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}
