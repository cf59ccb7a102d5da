import { useEffect, useRef, useState } from 'preact/hooks'
import type { Locale } from '../../platform/i18n/index.ts'
import { mount, useClock } from '../../web/islands/index.ts'
import type { DisplayAnswer } from '../wire-public.ts'
import { type Call, isStillDue } from './hall-calls.ts'
import { useFeed } from './hall-feed.ts'
import { HallScreen, type HallWords } from './hall-screen.tsx'
import type { Language, Speech } from './hall-sentence.ts'
import { type Sounds, Voice, type VoiceState } from './hall-voice.ts'
import { useNewerBuild } from './newer-build.ts'

/** What the page hands to the screen. */
export interface DisplayData {
  words: HallWords
  locale: Locale
  /** The hall when the page was made. */
  hall: DisplayAnswer
  /** The API's address of this hall. */
  address: string
  counters: string[]
  speech: Speech
  sounds: Record<Language, Sounds>
  /** What the page is made of: see useNewerBuild. */
  build: string
}

interface Heard {
  state: VoiceState
  speaking: Call | undefined
  spoken: Call | undefined
}

function HallDisplay({ data }: { data: DisplayData }) {
  const { words, locale, speech } = data
  const [heard, setHeard] = useState<Heard>({ state: 'off', speaking: undefined, spoken: undefined })
  const latest = useRef(data.hall)
  const isDue = (call: Call): boolean => isStillDue(latest.current, call)
  const [voice] = useState(() => new Voice({ sounds: data.sounds, speech, isDue, onChange: setHeard }))
  const { hall, silentMs } = useFeed({
    address: data.address,
    counters: data.counters,
    first: data.hall,
    onHall: (now, calls) => {
      latest.current = now
      voice.say(calls)
    },
  })
  const nowMs = useClock(hall.now)
  useNewerBuild(data.build, heard.speaking !== undefined)
  useEffect(() => () => voice.end(), [])
  const sound = speech === 'none' ? undefined : <Sound words={words} voice={voice} state={heard.state} />
  return (
    <div class="hall" data-sound={heard.state} data-speaking={heard.speaking?.seq} data-spoken={heard.spoken?.seq}>
      <HallScreen
        words={words}
        locale={locale}
        hall={hall}
        nowMs={nowMs}
        staleSinceMs={silentMs > 0 ? nowMs - silentMs : undefined}
        speaking={heard.speaking}
        sound={sound}
      />
    </div>
  )
}

/** How the sound stands, and the press that turns it on: any key does, since television sets have no pointer. */
function Sound({ words, voice, state }: { words: HallWords; voice: Voice; state: VoiceState }) {
  useEffect(() => {
    if (state !== 'off') return
    const allow = ({ target }: KeyboardEvent): void => {
      // The switch itself is pressed by its own key, which must not count twice.
      if (!(target instanceof HTMLButtonElement)) voice.allow()
    }
    document.addEventListener('keydown', allow)
    return () => document.removeEventListener('keydown', allow)
  }, [state])
  if (state === 'loading') return <p class="snd">{words.soundLoading}</p>
  if (state === 'failed') return <p class="snd failed">{words.soundFailed}</p>
  const press = (): void => (state === 'on' ? voice.silence() : voice.allow())
  return (
    <button type="button" class={`snd ${state}`} onClick={press}>
      {state === 'on' ? words.soundOff : words.soundOn}
    </button>
  )
}

mount<DisplayData>('display', (data) => <HallDisplay data={data} />)
