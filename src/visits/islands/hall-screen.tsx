import type { ComponentChildren } from 'preact'
import type { Locale } from '../../platform/i18n/index.ts'
import { KawungEdge, Mark } from '../../web/components/mark.tsx'
import { fill } from '../../web/islands/fill.ts'
import type words from '../pages/messages.display.id.ts'
import type { DisplayAnswer } from '../wire-public.ts'
import { type Call, isStillDue, shownCalls } from './hall-calls.ts'
import { type HallTimes, hallTimes } from './hall-times.ts'

export type HallWords = Record<keyof typeof words, string>

export interface HallScreenProps {
  words: HallWords
  locale: Locale
  hall: DisplayAnswer
  /** Milliseconds since 1970, the server's clock. */
  nowMs: number
  /** When the server was last heard of, once that is too long ago. */
  staleSinceMs?: number | undefined
  /** Shown large while it is heard. */
  speaking?: Call | undefined
  /** The switch of the sound; the server's own page has none. */
  sound?: ComponentChildren
}

/** A notice stands as a whole for so long. */
const NOTICE_MS = 12_000
/** With more counters than these the list gets a second column, and then a third. */
const ROWS_MAX = 6
const TWO_COLUMNS_MAX = 12
const COUNTERS_MAX = 30
/** Two rows of them; where counters need the room, one. */
const NEXT_MAX = 6
const NEXT_MAX_IN_ONE_ROW = 3

/** The whole screen of a hall: the same from the server and in the browser. Numbers only, never a name. */
export function HallScreen(props: HallScreenProps) {
  const { words, locale, hall, nowMs, staleSinceMs, speaking } = props
  const times = hallTimes(locale, hall.timeZone)
  const { large, others } = shownCalls(hall, speaking && isStillDue(hall, speaking) ? speaking : undefined)
  const isCurrent =
    large !== undefined && staleSinceMs === undefined && hall.pause === undefined && isStillDue(hall, large)
  return (
    <>
      <header>
        <div class="hd">
          <Mark ground="cloth" />
          <h1>{hall.office}</h1>
          <p class="dt">{times.day(nowMs)}</p>
          <time dateTime={new Date(nowMs).toISOString()}>{times.hour(nowMs)}</time>
        </div>
        <KawungEdge />
      </header>
      <main>
        <div class="l">
          {staleSinceMs !== undefined && <Stale words={words} since={times.hour(staleSinceMs)} />}
          {hall.pause ? (
            <Pause words={words} reason={hall.pause.reason} since={times.hour(Date.parse(hall.pause.since))} />
          ) : (
            <Called words={words} call={large} times={times} isCurrent={isCurrent} />
          )}
          <Recent words={words} calls={others} />
        </div>
        <div class="side">
          <Counters words={words} hall={hall} times={times} called={isCurrent ? large : undefined} />
          <Next words={words} numbers={nextOf(hall)} />
        </div>
      </main>
      <footer class="notice">
        <Notice {...props} />
        <dl>
          <div><dt>{words.waiting}</dt><dd>{fill(words.waitingCount, { count: hall.waiting })}</dd></div>
          <div>
            <dt>{words.walkIns}</dt>
            <dd>{hall.walkInsLeft > 0 ? fill(words.walkInsLeft, { count: hall.walkInsLeft }) : words.walkInsNone}</dd>
          </div>
        </dl>
        {props.sound}
      </footer>
    </>
  )
}

function Stale({ words, since }: { words: HallWords; since: string }) {
  return (
    <div class="stale" role="alert">
      <b>{fill(words.stale, { time: since })}</b>
      <span>{words.staleHint}</span>
    </div>
  )
}

function Pause({ words, reason, since }: { words: HallWords; reason: 'system-down' | 'supervisor'; since: string }) {
  const [title, hint] =
    reason === 'system-down'
      ? [words.systemDown, words.systemDownHint]
      : [words.callsPaused, words.callsPausedHint]
  return (
    <section class="big told" aria-live="polite">
      <div class="a">
        <h2>{title}</h2>
        <p class="k">{fill(hint, { time: since })}</p>
      </div>
    </section>
  )
}

interface CalledProps {
  words: HallWords
  call: Call | undefined
  times: HallTimes
  /** False: it was the last one that we know of, and is shown as that. */
  isCurrent: boolean
}

function Called({ words, call, times, isCurrent }: CalledProps) {
  if (!call) {
    return (
      <section class="big told" aria-live="polite">
        <div class="a"><h2>{words.nobodyYet}</h2><p class="k">{words.nobodyYetHint}</p></div>
      </section>
    )
  }
  const before = call.again ? words.again : words.please
  const said = isCurrent ? before : fill(words.lastCalled, { time: times.hour(Date.parse(call.at)) })
  return (
    <section class={isCurrent ? 'big' : 'big old'} aria-live="polite" data-called={call.seq}>
      <div class="a"><p class="k">{said}</p><p class="no">{call.number}</p></div>
      {/* A new call is a new stub, which slides in. */}
      <div class="b" key={call.seq}>
        <p class="k">{words.toCounter}</p>
        <p class={`lk ${widthOf(call.counter)}`}>{call.counter}</p>
      </div>
    </section>
  )
}

/** Class for what must fit a stub: "3", "12", "B12", "Lantai 2". */
function widthOf(counter: string): string {
  if (counter.length <= 1) return 'one'
  if (counter.length === 2) return 'two'
  return counter.length <= 4 ? 'four' : 'many'
}

function Recent({ words, calls }: { words: HallWords; calls: readonly Call[] }) {
  if (calls.length === 0) return null
  return (
    <section>
      <h2>{words.recent}</h2>
      <ol class="recent">
        {calls.map(({ number, counter, seq }) => (
          <li key={seq} class={widthOf(counter)}>
            <b>{number}</b>
            <span class="to">{words.counter}<b>{counter}</b></span>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface CountersProps {
  words: HallWords
  hall: DisplayAnswer
  times: HallTimes
  called: Call | undefined
}

function Counters({ words, hall, times, called }: CountersProps) {
  const counters = shownCounters(hall.counters)
  const density = counters.length > TWO_COLUMNS_MAX ? 'three' : counters.length > ROWS_MAX ? 'two' : 'one'
  return (
    <section>
      <h2>{words.counters}</h2>
      <ul class={`counters ${density}`}>
        {counters.map((counter) => {
          // A name that says itself what it is, "Biometrik", needs no "Loket" before it.
          const isNamed = !/\d/.test(counter.name) || counter.name.length > 3
          const isCalled = called !== undefined && called.counter === counter.name && called.number === counter.number
          return (
            <li key={counter.name} class={isCalled ? 'me' : undefined}>
              <span class={isNamed ? 'cn named' : 'cn'}>
                <span class="cw">{words.counterWord} </span>{counter.name}
              </span>
              {counter.state === 'open' && counter.number ? (
                <b>{counter.number}</b>
              ) : (
                <span class={`o ${counter.state}`}>{stateOf(counter, { words, times, density })}</span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type Counter = DisplayAnswer['counters'][number]

/** All of them; where there are too many for the screen, those first where somebody sits. */
function shownCounters(counters: readonly Counter[]): readonly Counter[] {
  const open = counters.filter(({ state }) => state !== 'closed')
  return (counters.length > TWO_COLUMNS_MAX ? open : counters).slice(0, COUNTERS_MAX)
}

interface StateWording {
  words: HallWords
  times: HallTimes
  density: 'one' | 'two' | 'three'
}

function stateOf({ state, pausedUntil }: Counter, { words, times, density }: StateWording): string {
  if (state === 'closed') return words.closed
  if (state === 'open') return density === 'one' ? words.ready : words.readyShort
  if (density === 'three') return words.pausedShort
  const [until, paused] =
    density === 'one' ? [words.pausedUntil, words.paused] : [words.pausedUntilShort, words.pausedShort]
  return pausedUntil ? fill(until, { time: times.hour(Date.parse(pausedUntil)) }) : paused
}

function nextOf({ next, counters }: DisplayAnswer): string[] {
  return next.slice(0, counters.length > TWO_COLUMNS_MAX ? NEXT_MAX_IN_ONE_ROW : NEXT_MAX)
}

function Next({ words, numbers }: { words: HallWords; numbers: readonly string[] }) {
  return (
    <section>
      <h2>{words.next}</h2>
      {numbers.length > 0 ? (
        <ol class="nx">{numbers.map((number) => <li key={number}>{number}</li>)}</ol>
      ) : (
        <p class="o">{words.nobodyNext}</p>
      )}
    </section>
  )
}

function Notice({ words, locale, hall, nowMs }: HallScreenProps) {
  const own = hall.notices.map((notice) => notice[locale])
  const usual = own.length > 0 ? own : [words.missed, words.free]
  const notices = [...doorNotices({ words, locale, hall, nowMs }), ...usual]
  return (
    <>
      <Mark />
      <p>{notices[Math.floor(nowMs / NOTICE_MS) % notices.length]}</p>
    </>
  )
}

/** The draw at the door, until its hour comes. */
function doorNotices({ words, locale, hall: { door, timeZone }, nowMs }: HallScreenProps): string[] {
  const drawMs = door ? Date.parse(door.drawAt) : 0
  if (!door || nowMs >= drawMs) return []
  const { lastEntry, fingerprint } = door
  const time = hallTimes(locale, timeZone).hour(drawMs)
  return [fill(lastEntry ? words.doorDraw : words.doorDrawOpen, { time, fingerprint, last: lastEntry ?? '' })]
}
