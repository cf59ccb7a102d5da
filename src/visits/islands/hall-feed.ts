import { useEffect, useRef, useState } from 'preact/hooks'
import { getJson, liveSource } from '../../web/islands/index.ts'
import type { DisplayAnswer } from '../wire-public.ts'
import { type Call, callsSince, followedTo, onlyCounters } from './hall-calls.ts'

export interface FeedOptions {
  /** The API's address of this hall; its events are at /events below it. */
  address: string
  /** Only these counters; none: all. */
  counters: readonly string[]
  first: DisplayAnswer
  /** The hall as it is now, and the calls that are to be spoken: oldest first, each once, mostly none. */
  onHall(hall: DisplayAnswer, calls: Call[]): void
}

export interface Feed {
  hall: DisplayAnswer
  /** Milliseconds since anything was heard of the server, or 0 while all is well. */
  silentMs: number
}

/** Without a word for so long the screen says that it is behind. */
const STALE_MS = 20_000
/**
 * A hall where nothing happens sends nothing that a page could see, and a line that was cut
 * somewhere in between looks the same: asked so often, both are told apart before STALE_MS.
 */
const ASK_MS = 8_000
const LOOK_MS = 1_000

/** Follows a hall by events or by asking, and says when it cannot. */
export function useFeed({ address, counters, first, onHall }: FeedOptions): Feed {
  const [hall, setHall] = useState(() => onlyCounters(first, counters))
  const [silentMs, setSilentMs] = useState(0)
  const followed = useRef(followedTo(hall))
  useEffect(() => {
    let heardMs = performance.now()
    let afterGap = false
    let asking = false
    const heard = (): void => {
      heardMs = performance.now()
      setSilentMs(0)
    }
    const take = (answer: DisplayAnswer): void => {
      heard()
      const now = onlyCounters(answer, counters)
      const calls = callsSince(now, followed.current, afterGap)
      afterGap = false
      const newest = followedTo(now)
      if (calls.length > 0 || newest.day !== followed.current.day) followed.current = newest
      onHall(now, calls)
      setHall(now)
    }
    const ask = async (): Promise<void> => {
      asking = true
      const answered = await getJson<DisplayAnswer>(address)
      asking = false
      if (answered.kind === 'done') take(answered.value)
    }
    const look = (): void => {
      const silentMs = performance.now() - heardMs
      if (silentMs > ASK_MS && !asking) void ask()
      if (silentMs > STALE_MS) {
        afterGap = true
        setSilentMs(silentMs)
      }
    }
    const leave = liveSource<DisplayAnswer>({
      events: `${address}/events`,
      event: 'display',
      poll: address,
      onData: take,
      onState: ({ kind }) => {
        if (kind === 'live') heard()
        else afterGap = true
      },
    })
    const timer = setInterval(look, LOOK_MS)
    return () => {
      clearInterval(timer)
      leave()
    }
  }, [])
  return { hall, silentMs }
}
