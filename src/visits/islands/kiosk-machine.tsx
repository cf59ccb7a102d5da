import { useEffect, useRef, useState } from 'preact/hooks'
import { fill } from '../../web/islands/fill.ts'
import { postJson } from '../../web/islands/post.ts'
import type { DayCodeAnswer, KioskBody } from '../wire.ts'
import { checkInAll, findTicket, type FoundTicket, type Outcome, readDay } from './kiosk-flow.ts'
import { KioskHead, type KioskPlace, type KioskWords } from './kiosk-parts.tsx'
import { keepTrouble, type PrinterTrouble, printSlip, readTrouble } from './kiosk-printer.ts'
import {
  DoneScreen,
  hourIn,
  type KioskAt,
  LookingScreen,
  NotAllScreen,
  PartyScreen,
  RefusedScreen,
  ScanScreen,
  StartScreen,
  TypeScreen,
  WalkInScreen,
} from './kiosk-screens.tsx'
import { KioskSlip } from './kiosk-slip.tsx'
import { CODE_LENGTH, useTyping, withKey } from './kiosk-typing.ts'

/** What the page hands over. */
export interface KioskData {
  words: KioskWords
  place: KioskPlace
  /** "WSB" */
  letters: string
  today: DayCodeAnswer
  /** "Senin, 30 November 2026" */
  day: string
  /** The API's address of this hall. */
  api: string
  /** This page in the house's first language, and in the other one. */
  links: { home: string; other: string; otherLocale: string; signIn: string }
  isHome: boolean
}

/** Back to the start when nobody has touched it for so long. */
const IDLE_MS = 30_000
/** Often enough to tell the time by the minute; each asking keeps the kiosk signed in. */
const DAY_MS = 20_000

type Line = 'open' | 'offline' | 'signed-out'

export function Kiosk(data: KioskData) {
  const { words, place, letters, api, links } = data
  const [screen, go] = useState<KioskAt>({ at: 'start' })
  const [line, setLine] = useState<Line>('open')
  const [today, setToday] = useState(data.today)
  const [isLarge, setIsLarge] = useState(false)
  const printer = usePrinter(words, today)
  const [helpSince, setHelpSince] = useState<string>()

  const settle = <T,>(outcome: Outcome<T>, again: () => void): T | undefined => {
    if (outcome.kind === 'done') return outcome.value
    if (outcome.kind === 'signed-out') setLine('signed-out')
    const text = outcome.kind === 'refused' ? outcome.text : words.refused.network
    go({ at: 'refused', text, ...(outcome.kind === 'no-network' && { again }) })
    return undefined
  }
  const checkIn = async (found: FoundTicket): Promise<void> => {
    go({ at: 'looking' })
    const given = settle(await checkInAll(api, found), () => void checkIn(found))
    if (given) go({ at: 'done', given, isPrinted: printer.trouble === undefined })
  }
  const find = async (q: string): Promise<void> => {
    go({ at: 'looking' })
    const found = settle(await findTicket(api, q), () => void find(q))
    if (found) await (found.people > 1 ? go({ at: 'party', found }) : checkIn(found))
  }
  const press = (key: string): void => {
    if (screen.at !== 'type') return
    const typed = key === 'Backspace' ? screen.typed.slice(0, -1) : key === 'Delete' ? '' : withKey(screen.typed, key)
    if (key !== 'Enter') return go({ at: 'type', typed, isShort: false })
    if (typed.length < CODE_LENGTH) return go({ at: 'type', typed: screen.typed, isShort: true })
    void find(screen.typed)
  }
  useTyping({ onScan: (text) => void find(text), onKey: press })
  useIdle(screen, () => {
    setIsLarge(false)
    if (data.isHome) go({ at: 'start' })
    else location.replace(links.home)
  })
  useDay(data, { setToday, setLine })
  const notPrinted = (): void => {
    if (screen.at !== 'done') return
    printer.fails(screen.given.number)
    go({ ...screen, isPrinted: false })
  }
  usePrinting(screen, notPrinted)

  const tell = (body: KioskBody): void => void postJson(`${api}/kiosk`, body)
  useEffect(() => {
    tell({ help: helpSince !== undefined, ...(printer.trouble && { noPaperFor: printer.trouble.number }) })
  }, [helpSince, printer.trouble?.number])

  const time = { hour: hourIn(today.now, words), day: data.day }
  return (
    <div class={isLarge ? 'k large' : 'k'} data-at={screen.at}>
      <KioskHead words={words} place={place} time={time} />
      <main id="main" tabIndex={-1}>
        {printer.trouble && (
          <Banner
            text={fill(words.printer.banner, { time: printer.trouble.since, number: printer.trouble.number })}
            hint={words.printer.bannerHint}
            act={words.printer.fixed}
            press={printer.fixed}
          />
        )}
        {helpSince && (
          <Banner
            text={fill(words.help.banner, { time: helpSince })}
            act={words.help.done}
            press={() => setHelpSince(undefined)}
          />
        )}
        {line !== 'open' && (
          <p class="k-banner" role="alert">
            <b>{line === 'offline' ? words.offline : words.signedOut}</b>
            {line === 'signed-out' && <a href={links.signIn}>{words.signIn}</a>}
          </p>
        )}
        <Shown
          {...{ words, place, letters, screen, go, press }}
          doorCode={today.code}
          onCode={(text) => void find(text)}
          checkIn={(found) => void checkIn(found)}
          notPrinted={notPrinted}
        />
      </main>
      <footer>
        <ul class="k-foot">
          <li><a href={links.other} hreflang={links.otherLocale} lang={links.otherLocale}>{words.otherLanguage}</a></li>
          <li>
            <button type="button" aria-pressed={isLarge} onClick={() => setIsLarge(!isLarge)}>
              {isLarge ? words.usual : words.large}
            </button>
          </li>
          <li><button type="button" onClick={() => setHelpSince(time.hour)}>{words.callStaff}</button></li>
        </ul>
        <p class="k-free">{words.free}</p>
      </footer>
      {screen.at === 'done' && <KioskSlip words={words} given={screen.given} place={place} time={time} />}
    </div>
  )
}

function Banner({ text, hint, act, press }: { text: string; hint?: string; act: string; press(): void }) {
  return (
    <div class="k-banner" role="status">
      <p><b>{text}</b> {hint}</p>
      <button type="button" onClick={press}>{act}</button>
    </div>
  )
}

interface ShownProps {
  words: KioskWords
  place: KioskPlace
  letters: string
  doorCode: string
  screen: KioskAt
  go(to: KioskAt): void
  press(key: string): void
  onCode(text: string): void
  checkIn(found: FoundTicket): void
  notPrinted(): void
}

function Shown({ screen, doorCode, letters, press, onCode, checkIn, notPrinted, place, ...rest }: ShownProps) {
  switch (screen.at) {
    case 'start':
      return <StartScreen {...rest} letters={letters} doorCode={doorCode} />
    case 'scan':
      return <ScanScreen {...rest} letters={letters} onCode={onCode} />
    case 'type':
      return <TypeScreen {...rest} typed={screen.typed} isShort={screen.isShort} press={press} />
    case 'walk-in':
      return <WalkInScreen {...rest} />
    case 'looking':
      return <LookingScreen {...rest} />
    case 'party':
      return <PartyScreen {...rest} found={screen.found} all={() => checkIn(screen.found)} />
    case 'not-all':
      return <NotAllScreen {...rest} />
    case 'refused':
      return <RefusedScreen {...rest} text={screen.text} again={screen.again} />
    case 'done':
      return <DoneScreen {...rest} {...{ place, notPrinted }} given={screen.given} isPrinted={screen.isPrinted} />
  }
}

/** Goes back when nobody has touched the screen for a while: what stands there is somebody's. */
function useIdle(screen: KioskAt, leave: () => void): void {
  const latest = useRef(leave)
  latest.current = leave
  useEffect(() => {
    let timer = setTimeout(() => latest.current(), IDLE_MS)
    const touched = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => latest.current(), IDLE_MS)
    }
    for (const kind of ['pointerdown', 'keydown'] as const) addEventListener(kind, touched)
    return () => {
      clearTimeout(timer)
      for (const kind of ['pointerdown', 'keydown'] as const) removeEventListener(kind, touched)
    }
  }, [screen])
}

/** The time, the day's code, and whether the kiosk may still work; a new day loads the page anew. */
function useDay(
  { api, today: first }: KioskData,
  { setToday, setLine }: { setToday(today: DayCodeAnswer): void; setLine(line: Line): void },
): void {
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const outcome = await readDay(api)
      if (outcome.kind !== 'done') return setLine(outcome.kind === 'signed-out' ? 'signed-out' : 'offline')
      if (outcome.value.day !== first.day) return location.reload()
      setLine('open')
      setToday(outcome.value)
    }
    const timer = setInterval(() => void ask(), DAY_MS)
    return () => clearInterval(timer)
  }, [])
}

/** Prints once for each number, after its slip is in the page. */
function usePrinting(screen: KioskAt, fails: () => void): void {
  const printed = useRef<string>(undefined)
  useEffect(() => {
    if (screen.at !== 'done') printed.current = undefined
    if (screen.at !== 'done' || !screen.isPrinted || printed.current === screen.given.visit) return
    printed.current = screen.given.visit
    if (!printSlip()) fails()
  }, [screen])
}

function usePrinter(words: KioskWords, today: DayCodeAnswer) {
  const [trouble, setTrouble] = useState<PrinterTrouble | undefined>(readTrouble)
  const set = (next: PrinterTrouble | undefined): void => {
    keepTrouble(next)
    setTrouble(next)
  }
  return {
    trouble,
    fixed: () => set(undefined),
    fails: (number: string) => set({ since: trouble?.since ?? hourIn(today.now, words), number }),
  }
}
