import type { ComponentChildren } from 'preact'
import { KawungEdge, Mark } from '../../web/components/mark.tsx'
import { fill } from '../../web/islands/fill.ts'
import type indonesian from '../pages/messages.live.id.ts'
import type { LiveTicketAnswer } from '../wire-public.ts'
import { hourIn, momentLike } from './moments.ts'

export type LiveWords = { [K in keyof typeof indonesian.ticket]: string }

/** What of a ticket does not change while it is looked at. Nothing of it names anybody in full. */
export interface LiveFacts {
  /** "Kantor Imigrasi", then the place "Wonosobo" and another site's name. */
  office: string
  place: string
  site?: string
  /** "WIB" */
  zone: string
  /** "08.30"; without one they walked in. */
  hour?: string
  /** "Siti A. dan 1 orang" */
  forWhom: string
  /** "Siti A.", by the position on the ticket. */
  people: readonly string[]
  /** One priority ticket after so many others. */
  priorityAfter: number
  links: { here: string; leave: string; messages: string; moreTime: string; move: string }
}

export interface LiveViewProps {
  words: LiveWords
  facts: LiveFacts
  live: LiveTicketAnswer
  /** Since when nothing was heard, as its hour; undefined: all is fresh. */
  staleSince?: string | undefined
  /** The switch for the sound; only a browser with script has one. */
  sound?: ComponentChildren
}

/** So long before the range begins one should be back. */
const BACK_MINUTES = 5
const MINUTE_MS = 60_000

/** The hour so many minutes before an instant, in the same zone. */
function hourBefore(instant: string, minutes: number, words: LiveWords): string {
  return hourIn(momentLike(Date.parse(instant) - minutes * MINUTE_MS, instant), words)
}

/** What the page is about right now: its heading, and what the tab says. */
export function headingOf(
  { state, place, counter = '' }: Pick<LiveTicketAnswer, 'state' | 'place' | 'counter'>,
  words: LiveWords,
): string {
  switch (state) {
    case 'waiting':
      return fill(words.place, { place: place ?? 1 })
    case 'called':
      return fill(words.goToCounter, { counter })
    case 'serving':
      return fill(words.serving, { counter })
    case 'parked':
    case 'absent':
    case 'finished':
    case 'left':
      return words[state]
    case 'not-yet':
      return words.ticket
  }
}

/** The ticket on its day, as the phone shows it: the same on the server and in the browser. */
export function LiveView(props: LiveViewProps) {
  const { words, facts, live, staleSince, sound } = props
  const isOver = live.state === 'finished' || live.state === 'left'
  return (
    <>
      {live.pause && !isOver && <Halt {...props} pause={live.pause} />}
      <section class="ticket" aria-label={words.ticket}>
        <div class="t-band">
          <Mark ground="cloth" />
          <p>{facts.office} <b>{facts.place}{facts.site && <span class="t-site">{facts.site}</span>}</b></p>
        </div>
        <KawungEdge />
        <div class="t-body">
          <p class="t-label">{words.number} <span class="t-code in-hall">{live.number}</span></p>
          <p class="muted s">
            {facts.hour ? fill(words.today, { hour: facts.hour, zone: facts.zone }) : words.walkIn}
            <br />{live.whose ? namesOf(facts, live.whose) : facts.forWhom}
          </p>
        </div>
        <div class="perf" />
        <Stub {...props} />
      </section>
      {live.others && <Others {...props} others={live.others} />}
      <p class="s muted t-under">
        <span class={staleSince ? 'stale' : undefined}>
          {fill(staleSince ? words.stale : words.updated, {
            time: staleSince ?? hourIn(live.now, words),
            zone: facts.zone,
          })}
        </span>{' '}
        <a class="back" href={facts.links.here}>{words.refresh}</a>
      </p>
      {live.state === 'called' && <WhatNow {...props} />}
      {!isOver && live.state !== 'serving' && sound}
      {live.state !== 'called' && <WhatNow {...props} />}
    </>
  )
}

/** Where the office fails its people, who is not at a counter may choose another day, whatever the limits. */
const mayMove: ReadonlySet<LiveTicketAnswer['state']> = new Set(['waiting', 'parked', 'absent'])

function Halt({ words, facts, live, pause }: LiveViewProps & { pause: NonNullable<LiveTicketAnswer['pause']> }) {
  const said = pause.reason === 'system-down' ? words.pausedSystem : words.pausedSupervisor
  return (
    <div class="halt" role="status">
      <p><b>{fill(said, { time: hourIn(pause.since, words), zone: facts.zone })}</b></p>
      {pause.reason === 'system-down' && mayMove.has(live.state) && (
        <p><a class="back" href={facts.links.move}>{words.pausedMove}</a></p>
      )}
    </div>
  )
}

/** Below the perforation: where one stands, or where to go. */
function Stub(props: LiveViewProps) {
  const { words, facts, live } = props
  if (live.state === 'called') return <Call {...props} />
  return (
    <div class="t-body">
      <div role="status">
        <h1 class="t-place">{headingOf(live, words)}</h1>
        {live.state === 'waiting' && (
          <p class="t-window">
            {live.expected
              ? <>{words.about} <b class="nw">{windowText(live.expected, words, facts.zone)}</b></>
              : <span class="s">{words.noWindow}</span>}
          </p>
        )}
      </div>
      {live.state === 'waiting' && <Line words={words} live={live} />}
    </div>
  )
}

const namesOf = ({ people }: LiveFacts, whose: readonly number[]): string =>
  whose.map((position) => people[position]).join(', ')

/** The other numbers of a party in which each has their own: the one that is called is said as loud as one's own. */
function Others({ words, facts, others }: LiveViewProps & { others: NonNullable<LiveTicketAnswer['others']> }) {
  return (
    <>
      <h2>{words.others}</h2>
      <ul class="points">
        {others.map((one) => (
          <li key={one.number}>
            <b>{one.number}</b> {namesOf(facts, one.whose)}<br />
            {one.state === 'called'
              ? <b role="alert" key={one.calls}>{otherText(one, words, facts)}</b>
              : otherText(one, words, facts)}
          </li>
        ))}
      </ul>
    </>
  )
}

function otherText(
  one: NonNullable<LiveTicketAnswer['others']>[number],
  words: LiveWords,
  { zone }: LiveFacts,
): string {
  if (one.state !== 'waiting') return headingOf(one, words)
  return one.expected ? `${words.about} ${windowText(one.expected, words, zone)}` : words.waiting
}

function windowText({ from, to }: { from: string; to: string }, words: LiveWords, zone: string): string {
  return fill(words.window, { from: hourIn(from, words), to: hourIn(to, words), zone })
}

function Line({ words, live: { line, before = 0, stageName } }: Pick<LiveViewProps, 'words' | 'live'>) {
  const count = before === 0 ? words.nobodyBefore : before === 1 ? words.beforeOne : words.before
  return (
    <>
      <ol class="line" aria-label={words.line}>
        {line?.before.map((number) => <li key={number} class="first">{number}</li>)}
        <li class="me" aria-current="true">{words.you}</li>
        {line?.after.map((number) => <li key={number} class="later">{number}</li>)}
      </ol>
      <p class="s muted">
        {fill(count, { count: before })}
        {stageName && <><br />{fill(words.stage, { stage: stageName })}</>}
      </p>
    </>
  )
}

function Call({ words, facts, live }: LiveViewProps) {
  const { counter = '', calledAt, comeBy } = live
  const said = (sentence: string, instant: string): string =>
    fill(sentence, { time: hourIn(instant, words), zone: facts.zone })
  return (
    <div class="t-call" role="alert" key={`${counter} ${live.calls}`}>
      <h1>{words.goTo} <span class={counter.length > 2 ? 'n long' : 'n'}>{counter}</span></h1>
      <p>
        {calledAt && <b>{said(words.calledAt, calledAt)}</b>}{' '}
        {comeBy && said(words.comeBy, comeBy)}
      </p>
    </div>
  )
}

/** Under the ticket: what to do in this state, and what may be done. */
function WhatNow(props: LiveViewProps) {
  const { words, facts, live } = props
  switch (live.state) {
    case 'waiting':
      return <WhileWaiting {...props} />
    case 'called':
      return <WhenCalled {...props} />
    case 'serving':
    case 'finished':
    case 'left':
      return <p>{words[`${live.state}Text`]}</p>
    case 'parked':
    case 'absent':
      return (
        <>
          {live.sentBack && <p><b>{fill(words.sentBack, { reason: live.sentBack })}</b></p>}
          <p>{words[`${live.state}Text`]}</p>
          <More words={words} facts={facts} />
        </>
      )
    case 'not-yet':
      return null
  }
}

function WhileWaiting({ words, facts, live }: LiveViewProps) {
  const { expected, now, why } = live
  const mayGo = expected && Date.parse(expected.from) - 2 * BACK_MINUTES * MINUTE_MS > Date.parse(now)
  return (
    <>
      <h2>{mayGo ? words.outside : words.inside}</h2>
      <p>
        {mayGo
          ? fill(words.outsideText, { time: hourBefore(expected.from, BACK_MINUTES, words) })
          : words.insideText}
      </p>
      <h2>{words.why}</h2>
      <p>
        {why && <><b>{fill(words.whyYours, { why })}</b>{' '}</>}
        {fill(words.whyText, { count: facts.priorityAfter })}
      </p>
      <More words={words} facts={facts} />
    </>
  )
}

function More({ words, facts }: Pick<LiveViewProps, 'words' | 'facts'>) {
  return (
    <ul class="rows">
      <li>
        <a href={facts.links.messages}>
          <span>{words.messages}<span class="d">{words.messagesDetail}</span></span>
        </a>
      </li>
      <li><a href={facts.links.leave}><span>{words.leave}<span class="d">{words.leaveDetail}</span></span></a></li>
    </ul>
  )
}

function WhenCalled({ words, facts, live }: LiveViewProps) {
  const { counter = '', counterPlace, moreTimeAt } = live
  return (
    <>
      <p>{counterPlace && `${fill(words.where, { counter, place: counterPlace })} `}{words.bring}</p>
      {moreTimeAt
        ? <p class="note">{fill(words.moreTimeSaid, { time: hourIn(moreTimeAt, words), zone: facts.zone })}</p>
        : (
          <form class="stack" method="post" action={facts.links.moreTime}>
            <button class="btn two">{words.moreTime}</button>
            <p class="muted s">{words.moreTimeText}</p>
          </form>
        )}
    </>
  )
}
