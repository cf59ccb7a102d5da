import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { liveSource } from '../../web/islands/live.ts'
import { mount } from '../../web/islands/mount.ts'
import type { LiveTicketAnswer } from '../wire-public.ts'
import { Chime, type ChimeState } from './chime.ts'
import { headingOf, type LiveFacts, LiveView, type LiveWords } from './live-view.tsx'
import { hourIn } from './moments.ts'

/** What the page hands over. */
export interface LiveTicketData {
  words: LiveWords
  facts: LiveFacts
  live: LiveTicketAnswer
  /** Where changes are told, and where they are asked for instead. */
  events: string
  poll: string
  /** "Giliran", behind the heading in the tab. */
  brand: string
}

/** Every call of the ticket's numbers: each is rung for. */
const callsOf = (live: LiveTicketAnswer): readonly string[] =>
  [live, ...(live.others ?? [])].flatMap(({ number, state, counter, calls }) =>
    state === 'called' ? [`${number} ${counter} ${calls}`] : [],
  )

function LiveTicket({ words, facts, live: first, events, poll, brand }: LiveTicketData) {
  const [live, setLive] = useState(first)
  const [isStale, setIsStale] = useState(false)
  const [sound, setSound] = useState<ChimeState>('off')
  const chime = useMemo(() => new Chime(), [])
  const called = useRef(callsOf(first))

  useEffect(() => {
    const onSeen = (): void => void (document.hidden || chime.stayAwake())
    document.addEventListener('visibilitychange', onSeen)
    const stop = liveSource<LiveTicketAnswer>({
      events,
      event: 'ticket',
      poll,
      onData: setLive,
      onState: ({ kind }) => setIsStale(kind !== 'live'),
    })
    return () => {
      document.removeEventListener('visibilitychange', onSeen)
      stop()
    }
  }, [])

  useEffect(() => {
    document.title = `${headingOf(live, words)} · ${brand}`
    const calls = callsOf(live)
    if (calls.some((one) => !called.current.includes(one))) chime.call()
    called.current = calls
  }, [live])

  const press = async (): Promise<void> => {
    await (sound === 'on' ? chime.silence() : chime.allow())
    setSound(chime.state)
  }
  const said = { off: words.soundIsOff, on: words.soundIsOn, failed: words.soundFailed }[sound]
  return (
    <div class="stack" data-sound={sound}>
      <LiveView
        words={words}
        facts={facts}
        live={live}
        staleSince={isStale ? hourIn(live.now, words) : undefined}
        sound={(
          <div class="snd stack">
            <button type="button" class="btn two" onClick={() => void press()}>
              {sound === 'on' ? words.soundOff : words.soundOn}
            </button>
            <p class="s muted" role="status">{said}</p>
          </div>
        )}
      />
    </div>
  )
}

mount<LiveTicketData>('live-ticket', (data) => <LiveTicket {...data} />)
