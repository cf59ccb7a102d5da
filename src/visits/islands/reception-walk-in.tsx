import { useEffect, useRef, useState } from 'preact/hooks'
import { fill, makeNonce, postJson, type Problem } from '../../web/islands/index.ts'
import type { CheckedInAnswer, WalkInBody } from '../wire.ts'
import { KeyButton, type Note, NoteLine, sendByEnter } from './reception-parts.tsx'
import { HelpChoice, PrioritySelect } from './reception-ticket.tsx'
import type { Checking, Given, ReceptionData } from './reception-types.ts'

type Person = WalkInBody['people'][number] & { nikAsPrinted: boolean }

export interface WalkInProps {
  data: ReceptionData
  wantsPriority: boolean
  isOffline: boolean
  onGiven(given: Given): void
  onLost(): void
  close(): void
}

const PEOPLE_MAX = 5
const nobody: Person = { name: '', nik: '', nikAsPrinted: false, service: '', purpose: '' }

/** Somebody without a booking: a seat of the walk-in channel, bound to the NIKs. */
export function WalkInForm({ data, wantsPriority, isOffline, onGiven, onLost, close }: WalkInProps) {
  const { words } = data
  const { walkIn: say, keys } = words
  const [people, setPeople] = useState<Person[]>([nobody])
  const [priority, setPriority] = useState<Checking['priority']>('')
  const [help, setHelp] = useState<Checking['help']>([])
  const [problem, setProblem] = useState<Problem>()
  const nonce = useRef(makeNonce())
  const isSending = useRef(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  const send = async (): Promise<void> => {
    if (isSending.current) return
    const unchosen = unchosenIn(people, say.chooseFirst)
    if (unchosen.length > 0) return setProblem({ ...noChoice, detail: say.chooseFirst, errors: unchosen })
    isSending.current = true
    const wishes = { ...(priority && { priority }), ...(help.length > 0 && { help }) }
    const body: WalkInBody = { people, ...wishes, nonce: nonce.current }
    const answered = await postJson<CheckedInAnswer>(`${data.api}/walk-ins`, body)
    isSending.current = false
    if (answered.kind === 'done') return onGiven(givenByWalkIn(answered.value, people))
    if (answered.kind === 'refused') setProblem(answered.problem)
    else onLost()
  }
  const set = (at: number, more: Partial<Person>): void =>
    setPeople(people.map((one, i) => (i === at ? { ...one, ...more } : one)))
  const note: Note | undefined = problem && { isRefusal: true, text: problem.detail }
  return (
    <form
      class="pane walk-in"
      noValidate
      onKeyDown={sendByEnter}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2 ref={heading} tabIndex={-1}>{wantsPriority ? say.titlePriority : say.title}</h2>
      <p class="muted">{say.text}</p>
      {isOffline && <p class="said no" role="alert"><span>{say.offline}</span></p>}
      {people.map((person, at) => (
        <PersonFields key={at} data={data} at={at} count={people.length} person={person} problem={problem} set={set}
          remove={() => setPeople(people.filter((_, i) => i !== at))} />
      ))}
      <label class="lab" for="priority">{words.ticket.priority}</label>
      <PrioritySelect words={words} value={priority} onChange={setPriority} />
      <HelpChoice words={words} help={help} onChange={setHelp} />
      <NoteLine note={note} />
      <div class="acts">
        <KeyButton kind="main" shows={keys.enter} submits>{say.send}</KeyButton>
        {people.length < PEOPLE_MAX && <KeyButton press={() => setPeople([...people, nobody])}>{say.add}</KeyButton>}
        <a class="act" href={data.links.door}>{say.door}</a>
        <KeyButton shows={keys.escape} press={close}>{say.cancel}</KeyButton>
      </div>
    </form>
  )
}

interface PersonFieldsProps {
  data: ReceptionData
  at: number
  count: number
  person: Person
  problem: Problem | undefined
  set(at: number, more: Partial<Person>): void
  remove(): void
}

function PersonFields({ data, at, count, person, problem, set, remove }: PersonFieldsProps) {
  const { walkIn: say } = data.words
  const faults = (problem?.errors ?? []).filter(({ pointer }) => pointer.startsWith(`/people/${at}/`))
  const errorOf = (name: string): string | undefined =>
    faults.find(({ pointer }) => pointer === `/people/${at}/${name}`)?.detail
  const isImpossible = person.nikAsPrinted || faults.some(({ code }) => code === 'nik-impossible')
  return (
    <fieldset class="seen">
      <legend><b>{fill(say.person, { number: at + 1 })}</b></legend>
      <TextField id={`name-${at}`} label={say.name} value={person.name} error={errorOf('name')}
        onInput={(name) => set(at, { name })} />
      <TextField id={`nik-${at}`} label={say.nik} value={person.nik} error={errorOf('nik')} isNumeric
        onInput={(nik) => set(at, { nik })} />
      {isImpossible && (
        <label class="pick">
          <input type="checkbox" checked={person.nikAsPrinted}
            onChange={({ currentTarget }) => set(at, { nikAsPrinted: currentTarget.checked })} />{' '}
          {say.asPrinted}
        </label>
      )}
      <div class="halves">
        <Choice id={`service-${at}`} label={say.service} empty={say.choose} choices={data.services}
          value={person.service} error={errorOf('service')} onChange={(service) => set(at, { service })} />
        <Choice id={`purpose-${at}`} label={say.purpose} empty={say.choose} choices={data.purposes}
          value={person.purpose} error={errorOf('purpose')} onChange={(purpose) => set(at, { purpose })} />
      </div>
      {count > 1 && <KeyButton press={remove}>{fill(say.remove, { number: at + 1 })}</KeyButton>}
    </fieldset>
  )
}

interface TextFieldProps {
  id: string
  label: string
  value: string
  error: string | undefined
  isNumeric?: boolean
  onInput(value: string): void
}

function TextField({ id, label, value, error, isNumeric = false, onInput }: TextFieldProps) {
  return (
    <div class={error ? 'field err' : 'field'}>
      <label for={id}>{label}</label>
      {error && <p class="msg" id={`${id}-error`}>{error}</p>}
      <input
        class="in"
        id={id}
        value={value}
        autocomplete="off"
        spellcheck={false}
        inputMode={isNumeric ? 'numeric' : 'text'}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </div>
  )
}

interface ChoiceProps extends Omit<TextFieldProps, 'onInput' | 'isNumeric'> {
  empty: string
  choices: readonly { id: string; name: string }[]
  onChange(value: string): void
}

function Choice({ id, label, empty, choices, value, error, onChange }: ChoiceProps) {
  return (
    <div class={error ? 'field err' : 'field'}>
      <label for={id}>{label}</label>
      {error && <p class="msg" id={`${id}-error`}>{error}</p>}
      <select class="in" id={id} value={value} aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">{empty}</option>
        {choices.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </select>
    </div>
  )
}

const noChoice = { type: 'invalid', title: '', status: 422 }

/** The lists from which nothing was chosen: the server could only say that the text is too short. */
function unchosenIn(people: readonly Person[], detail: string): NonNullable<Problem['errors']> {
  return people.flatMap((one, i) =>
    (['service', 'purpose'] as const)
      .filter((name) => one[name] === '')
      .map((name) => ({ pointer: `/people/${i}/${name}`, code: 'missing', detail })),
  )
}

/** The answer names the ticket's code in the slip's address alone. */
function givenByWalkIn(answer: CheckedInAnswer, people: readonly Person[]): Given {
  const { number, visit, before, expected, again } = answer
  return {
    number,
    visit,
    people: answer.people,
    code: /[?&]code=([^&]+)/.exec(answer.slip)?.[1] ?? '',
    name: people[0]?.name ?? '',
    before,
    ...(expected && { expected }),
    again,
  }
}
