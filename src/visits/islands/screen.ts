import { useEffect, useRef, useState } from 'preact/hooks'
import { type Liveness, liveSource, postJson, useClock } from '../../web/islands/index.ts'
import type indonesian from '../pages/messages.floor.id.ts'
import type { FloorAnswer } from '../wire.ts'

export type FloorWords = typeof indonesian

/** What the page gives to the counter's and the supervisor's screens. */
export interface ScreenData {
  words: FloorWords
  /** "/api/v1/offices/wonosobo/sites/kantor" */
  api: string
  locale: 'id' | 'en'
  floor: FloorAnswer
  links: { counter: string; floor: string; reception: string; closeDay: string }
  /** May open and close others' counters, stop calls, call out of turn. */
  maySupervise: boolean
}

/** One line above the desk, until the next act: what was refused and why, or what happened instead. */
export interface Said {
  title?: string
  text: string
  /** Nothing was changed. */
  isRefusal: boolean
}

/** Puts what an act answered into the hall, before the hall itself tells. */
export type Merge = (floor: FloorAnswer) => FloorAnswer

export interface Screen {
  floor: FloorAnswer
  liveness: Liveness
  /** The server's time, in milliseconds. */
  now: number
  said: Said | undefined
  say(said: Said | undefined): void
  merge(change: Merge): void
  /** Sends an act; undefined: it was not done, and `said` tells why. */
  send<T>(path: string, body: unknown): Promise<T | undefined>
}

/** For those who hear the page: what is on its way is said once it is there. */
function showBusy(isBusy: boolean): void {
  document.getElementById('main')?.setAttribute('aria-busy', String(isBusy))
}

/** A screen that follows its hall and sends acts, one at a time. */
export function useScreen({ api, locale, words, floor: first }: ScreenData): Screen {
  const [floor, setFloor] = useState(first)
  const [liveness, setLiveness] = useState<Liveness>({ kind: 'live' })
  const [said, say] = useState<Said>()
  const isSending = useRef(false)
  const now = useClock(floor.now)
  useEffect(
    () =>
      liveSource<FloorAnswer>({
        events: `${api}/floor/events?locale=${locale}`,
        event: 'floor',
        poll: `${api}/floor?locale=${locale}`,
        // Answers may overtake one another; a new day begins with a new count.
        onData: (next) => setFloor((was) => (next.day === was.day && next.version < was.version ? was : next)),
        onState: setLiveness,
      }),
    [api, locale],
  )
  const { notSentTitle, notSent, unknownTitle, unknown, stillSending } = words.common
  const refuse = (text: string, title?: string): undefined => {
    say({ isRefusal: true, text, ...(title && { title }) })
    return undefined
  }
  const send = async <T>(path: string, body: unknown): Promise<T | undefined> => {
    if (liveness.kind === 'offline') return refuse(notSent, notSentTitle)
    if (isSending.current) return refuse(stillSending)
    isSending.current = true
    showBusy(true)
    const answered = await postJson<T>(api + path, body)
    isSending.current = false
    showBusy(false)
    if (answered.kind === 'no-network') return refuse(unknown, unknownTitle)
    if (answered.kind === 'refused') return refuse(answered.problem.detail, `${answered.problem.title}.`)
    say(undefined)
    return answered.value
  }
  return { floor, liveness, now, said, say, send, merge: setFloor }
}
