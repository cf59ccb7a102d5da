import { useEffect, useRef } from 'preact/hooks'
import { fill } from '../../web/islands/fill.ts'
import type { CheckedInAnswer } from '../wire.ts'
import type { FoundTicket } from './kiosk-flow.ts'
import { Big, doorIcon, type KioskPlace, type KioskWords, scanIcon, typeIcon, Way } from './kiosk-parts.tsx'
import { CODE_KEYS, groupCode } from './kiosk-typing.ts'
import { hourIn } from './moments.ts'
import { useCamera } from './use-camera.ts'

/** What stands between header and footer. */
export type KioskAt =
  | { at: 'start' | 'scan' | 'walk-in' | 'looking' | 'not-all' }
  | { at: 'type'; typed: string; isShort: boolean }
  | { at: 'party'; found: FoundTicket }
  | { at: 'refused'; text: string; again?: () => void }
  | { at: 'done'; given: CheckedInAnswer; isPrinted: boolean }

export interface ScreenProps {
  words: KioskWords
  go(to: KioskAt): void
}

/** The focus follows the heading, so that what changed is read out. */
function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [children])
  return <h1 ref={heading} tabIndex={-1}>{children}</h1>
}

export function StartScreen(props: ScreenProps & { letters: string; doorCode: string }) {
  const { words: { start, doorCode: door }, go, letters, doorCode } = props
  return (
    <>
      <Heading>{start.heading}</Heading>
      <p class="k-lead">{start.lead}</p>
      <ul class="k-ways">
        <Way main icon={scanIcon} title={start.scan} detail={start.scanDetail} press={() => go({ at: 'scan' })} />
        <Way
          icon={typeIcon}
          title={start.type}
          detail={fill(start.typeDetail, { example: `${letters}\u20117K4\u2011M2PX` })}
          press={() => go({ at: 'type', typed: letters, isShort: false })}
        />
        <Way icon={doorIcon} title={start.walkIn} detail={start.walkInDetail} press={() => go({ at: 'walk-in' })} />
      </ul>
      <div class="k-staff">
        <p><b>{start.helpHeading}</b> {start.helpText}</p>
        <p class="k-door">{fill(door, { code: doorCode })}</p>
      </div>
    </>
  )
}

export interface ScanScreenProps extends ScreenProps {
  letters: string
  onCode(text: string): void
}

export function ScanScreen({ words, go, letters, onCode }: ScanScreenProps) {
  const { video, state } = useCamera(onCode)
  const { scan } = words
  return (
    <>
      <Heading>{scan.heading}</Heading>
      <p class="k-lead">{scan.lead}</p>
      {state !== 'running' && <p role="status"><b>{state === 'starting' ? scan.starting : scan.noCamera}</b></p>}
      <video ref={video} muted playsInline hidden={state !== 'running'} aria-label={scan.camera} />
      <div class="k-acts">
        <Big two press={() => go({ at: 'type', typed: letters, isShort: false })}>{scan.type}</Big>
        <Big two press={() => go({ at: 'start' })}>{words.back}</Big>
      </div>
    </>
  )
}

export interface TypeScreenProps extends ScreenProps {
  typed: string
  isShort: boolean
  press(key: string): void
}

export function TypeScreen({ words, typed, isShort, press, go }: TypeScreenProps) {
  const { type } = words
  return (
    <>
      <Heading>{type.heading}</Heading>
      <p class="k-lead">{type.lead}</p>
      <p class="k-code" role="status" aria-label={type.code}>{typed === '' ? type.empty : groupCode(typed)}</p>
      {isShort && <p class="k-wrong" role="alert">{type.short}</p>}
      <div class="k-keys">
        {Array.from(CODE_KEYS, (key) => (
          <button key={key} type="button" onClick={() => press(key)}>{key}</button>
        ))}
        <button type="button" class="wide" onClick={() => press('Backspace')}>{type.erase}</button>
        <button type="button" class="wide" onClick={() => press('Delete')}>{type.eraseAll}</button>
      </div>
      <div class="k-acts pair">
        <Big press={() => press('Enter')}>{type.send}</Big>
        <Big two press={() => go({ at: 'start' })}>{words.back}</Big>
      </div>
    </>
  )
}

export function WalkInScreen({ words, go }: ScreenProps) {
  const { walkIn } = words
  return (
    <>
      <Heading>{walkIn.heading}</Heading>
      <div class="k-text">
        <p>{walkIn.text}</p>
        <p>{walkIn.priority}</p>
        <p><b>{walkIn.bring}</b></p>
      </div>
      <div class="k-acts"><Big press={() => go({ at: 'start' })}>{words.back}</Big></div>
    </>
  )
}

export function PartyScreen({ words, found, go, all }: ScreenProps & { found: FoundTicket; all(): void }) {
  const { party } = words
  return (
    <>
      <Heading>{fill(party.heading, { count: found.people })}</Heading>
      <div class="k-acts">
        <Big press={all}>{party.all}</Big>
        <Big two press={() => go({ at: 'not-all' })}>{party.notAll}</Big>
        <Big two press={() => go({ at: 'start' })}>{words.back}</Big>
      </div>
    </>
  )
}

export function NotAllScreen({ words, go }: ScreenProps) {
  return (
    <>
      <Heading>{words.party.notAllHeading}</Heading>
      <p class="k-text">{words.party.notAllText}</p>
      <div class="k-acts"><Big press={() => go({ at: 'start' })}>{words.back}</Big></div>
    </>
  )
}

export function LookingScreen({ words }: Pick<ScreenProps, 'words'>) {
  return <Heading>{words.waiting}</Heading>
}

export interface RefusedScreenProps extends ScreenProps {
  text: string
  again: (() => void) | undefined
}

export function RefusedScreen({ words, text, again, go }: RefusedScreenProps) {
  const { refused } = words
  return (
    <>
      <Heading>{refused.heading}</Heading>
      <div class="k-text">
        <p><b>{text}</b></p>
        {!again && <p>{refused.elsewhere}</p>}
      </div>
      <div class="k-acts">
        {again && <Big press={again}>{refused.again}</Big>}
        <Big two={again !== undefined} press={() => go({ at: 'start' })}>{words.back}</Big>
      </div>
    </>
  )
}

export interface DoneScreenProps extends ScreenProps {
  given: CheckedInAnswer
  place: KioskPlace
  isPrinted: boolean
  notPrinted(): void
}

export function DoneScreen({ words, given, place, isPrinted, notPrinted, go }: DoneScreenProps) {
  const { done } = words
  return (
    <>
      <Heading>{isPrinted ? (given.again ? done.again : done.heading) : done.writeDown}</Heading>
      <p class="k-number">{given.number}</p>
      <div class="k-text">
        <p>
          <b>{beforeText(words, given)}</b>
          {given.expected && <><br />{aboutText(words, given.expected, place.zone)}</>}
        </p>
        {given.party && <p>{fill(done.party, { numbers: given.party.join(', ') })}</p>}
        <p>{isPrinted ? done.take : done.writeDownText}</p>
      </div>
      <div class={isPrinted ? 'k-acts pair' : 'k-acts'}>
        <Big press={() => go({ at: 'start' })}>{done.finish}</Big>
        {isPrinted && <Big two press={notPrinted}>{done.notPrinted}</Big>}
      </div>
      <p class="k-soon">{done.backSoon}</p>
    </>
  )
}

export function beforeText({ done }: KioskWords, { before }: CheckedInAnswer): string {
  return before === 0 ? done.nobodyBefore : before === 1 ? done.beforeOne : fill(done.before, { count: before })
}

export function aboutText(
  words: KioskWords,
  { from, to }: NonNullable<CheckedInAnswer['expected']>,
  zone: string,
): string {
  return fill(words.done.about, { from: hourIn(from, words), to: hourIn(to, words), zone })
}
