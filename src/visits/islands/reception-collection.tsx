import { useEffect, useRef, useState } from 'preact/hooks'
import { makeNonce, postJson, type Problem } from '../../web/islands/index.ts'
import type { CollectionAnswer, CollectionBody } from '../wire.ts'
import { KeyButton, NoteLine, peopleText } from './reception-parts.tsx'
import type { Given, ReceptionData } from './reception-types.ts'

export interface CollectionProps {
  data: ReceptionData
  isOffline: boolean
  onGiven(given: Given): void
  onLost(): void
  close(): void
}

const counts = [1, 2, 3, 4, 5]

/** Somebody comes for finished passports: a number of its own letter, and nobody's name. */
export function CollectionForm({ data, isOffline, onGiven, onLost, close }: CollectionProps) {
  const { words } = data
  const { collection: say, keys } = words
  const [people, setPeople] = useState(1)
  const [problem, setProblem] = useState<Problem>()
  const nonce = useRef(makeNonce())
  const isSending = useRef(false)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])

  const send = async (): Promise<void> => {
    if (isSending.current) return
    isSending.current = true
    const body: CollectionBody = { people, nonce: nonce.current }
    const answered = await postJson<CollectionAnswer>(`${data.api}/collections`, body)
    isSending.current = false
    if (answered.kind === 'done') {
      return onGiven({ ...answered.value, people, code: '', name: say.title })
    }
    if (answered.kind === 'refused') setProblem(answered.problem)
    else onLost()
  }
  return (
    <form
      class="pane"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2>{say.title}</h2>
      <p class="muted">{say.text}</p>
      {isOffline && <p class="said no" role="alert"><span>{say.offline}</span></p>}
      <fieldset class="seen">
        <legend><b>{say.people}</b></legend>
        <div class="checks">
          {counts.map((count) => (
            <label key={count}>
              <input type="radio" name="people" ref={count === 1 ? first : undefined} checked={people === count}
                onChange={() => setPeople(count)} />{' '}
              {peopleText(words, count)}
            </label>
          ))}
        </div>
      </fieldset>
      <NoteLine note={problem && { isRefusal: true, text: problem.detail }} />
      <div class="acts">
        <KeyButton kind="main" shows={keys.enter} submits>{say.send}</KeyButton>
        <KeyButton shows={keys.escape} press={close}>{say.cancel}</KeyButton>
      </div>
    </form>
  )
}
