import { useEffect, useState } from 'preact/hooks'
import { fill } from '../../web/islands/fill.ts'
import { postJson } from '../../web/islands/post.ts'
import type { DayCodeAnswer, KioskBody } from '../wire.ts'
import type { FoundTicket } from './kiosk-flow.ts'
import { type KioskLine, useCheckIn, useDay, useHelp, useIdle, usePrinter, usePrinting } from './kiosk-hooks.ts'
import { KioskHead, type KioskPlace, type KioskWords } from './kiosk-parts.tsx'
import {
  DoneScreen,
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
import { hourIn } from './moments.ts'

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

export function Kiosk(data: KioskData) {
  const { words, place, letters, api, links } = data
  const [screen, go] = useState<KioskAt>({ at: 'start' })
  const [line, setLine] = useState<KioskLine>('open')
  const [today, setToday] = useState(data.today)
  const [isLarge, setIsLarge] = useState(false)
  const printer = usePrinter(today)
  const help = useHelp(today)

  const prints = printer.trouble === undefined
  const { find, checkIn } = useCheckIn({ api, words, prints, go, setLine })
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
    tell({ help: help.since !== undefined, ...(printer.trouble && { noPaperFor: printer.trouble.number }) })
  }, [help.since, printer.trouble?.number])

  const time = { hour: hourIn(today.now, words), day: data.day }
  return (
    <div class={isLarge ? 'k large' : 'k'} data-at={screen.at}>
      <KioskHead words={words} place={place} time={time} />
      <main id="main" tabIndex={-1}>
        <Banners {...{ words, line, printer, help }} signIn={links.signIn} />
        <Shown
          {...{ words, place, letters, screen, go, press }}
          doorCode={today.code}
          onCode={(text) => void find(text)}
          checkIn={(found) => void checkIn(found)}
          notPrinted={notPrinted}
        />
      </main>
      <Footer
        {...{ words, links, isLarge }}
        enlarge={() => setIsLarge(!isLarge)}
        callStaff={help.call}
      />
      {screen.at === 'done' && <KioskSlip words={words} given={screen.given} place={place} time={time} />}
    </div>
  )
}

interface BannersProps {
  words: KioskWords
  line: KioskLine
  printer: ReturnType<typeof usePrinter>
  help: ReturnType<typeof useHelp>
  signIn: string
}

/** What staff must see, whoever stands there. */
function Banners({ words, line, printer: { trouble, fixed }, help, signIn }: BannersProps) {
  return (
    <>
      {trouble && (
        <Banner
          text={fill(words.printer.banner, { time: hourIn(trouble.since, words), number: trouble.number })}
          hint={words.printer.bannerHint}
          act={words.printer.fixed}
          press={fixed}
        />
      )}
      {help.since && (
        <Banner
          text={fill(words.help.banner, { time: hourIn(help.since, words) })}
          act={words.help.done}
          press={help.helped}
        />
      )}
      {line !== 'open' && (
        <p class="k-banner" role="alert">
          <b>{line === 'offline' ? words.offline : words.signedOut}</b>
          {line === 'signed-out' && <a href={signIn}>{words.signIn}</a>}
        </p>
      )}
    </>
  )
}

interface FooterProps extends Pick<KioskData, 'words' | 'links'> {
  isLarge: boolean
  enlarge(): void
  callStaff(): void
}

function Footer({ words, links: { other, otherLocale }, isLarge, enlarge, callStaff }: FooterProps) {
  return (
    <footer>
      <ul class="k-foot">
        <li><a href={other} hreflang={otherLocale} lang={otherLocale}>{words.otherLanguage}</a></li>
        <li>
          <button type="button" aria-pressed={isLarge} onClick={enlarge}>{isLarge ? words.usual : words.large}</button>
        </li>
        <li><button type="button" onClick={callStaff}>{words.callStaff}</button></li>
      </ul>
      <p class="k-free">{words.free}</p>
    </footer>
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
