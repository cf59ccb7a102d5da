import { useEffect, useRef } from 'preact/hooks'
import { fill } from '../../web/islands/index.ts'
import { hourIn } from './moments.ts'
import { KeyButton, type Note, NoteLine, peopleText } from './reception-parts.tsx'
import type { Given, ReceptionWords } from './reception-types.ts'

export interface GivenProps {
  words: ReceptionWords
  given: Given
  print: 'not-yet' | 'asked' | 'by-hand'
  note: Note | undefined
  onPrint(): void
  onByHand(): void
  onNext(): void
  onSplit(): void
}

/** The number, large; then whether the paper came, since a printer's failure is seen by eyes only. */
export function GivenNumber(props: GivenProps) {
  const { words, given, print } = props
  const { given: say } = words
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [given.number, print])
  return (
    <div class="col checking">
      <section class="ticket" aria-labelledby="current">
        <div class="t-band"><p class="tag">{say.number}</p>{given.code && <p>{given.code}</p>}</div>
        <div class="hem" aria-hidden="true" />
        <div class="t-body">
          <h2 class="t-code" id="current" ref={heading} tabIndex={-1}>
            <span class="sr">{say.number} </span>{given.number}
          </h2>
          <p class="timer">
            <span class="muted s">{given.name}</span>
            <b>{peopleText(words, given.people)}</b>
          </p>
        </div>
        <div class="perf" />
        <div class="who">
          {given.again && <p>{say.again}</p>}
          {given.before !== undefined && <p>{fill(say.before, { count: given.before })}{expectedText(words, given)}</p>}
          {given.party && <p>{fill(say.party, { numbers: given.party.join(', ') })}</p>}
          {print === 'by-hand' && <ByHand words={words} given={given} />}
        </div>
      </section>
      <NoteLine note={props.note} />
      {print === 'not-yet' && <BeforePrinting {...props} />}
      {print === 'asked' && <DidItCome {...props} />}
      {print === 'by-hand' && (
        <div class="acts">
          <KeyButton kind="main" shows={words.keys.enter} press={props.onNext}>{say.next}</KeyButton>
        </div>
      )}
      <PaperSlip words={words} given={given} />
    </div>
  )
}

function expectedText(words: ReceptionWords, { expected }: Given): string {
  if (!expected) return ''
  return `, ${fill(words.given.expected, { from: hourIn(expected.from, words), to: hourIn(expected.to, words) })}`
}

function BeforePrinting({ words: { given: say, keys }, given, onPrint, onNext, onByHand, onSplit }: GivenProps) {
  return (
    <div class="acts pair">
      <KeyButton kind="main" shows={keys.enter} press={onPrint}>{say.print}</KeyButton>
      <KeyButton shows={keys.space} press={onNext}>{say.next}</KeyButton>
      <KeyButton shows="T" press={onByHand}>{say.byHand}</KeyButton>
      {given.maySplit && <KeyButton kind="wide" shows="S" press={onSplit}>{say.split}</KeyButton>}
    </div>
  )
}

function DidItCome({ words: { given: say }, onPrint, onNext, onByHand }: GivenProps) {
  return (
    <section class="ask" aria-labelledby="did-it-come">
      <h3 id="did-it-come">{say.didItCome}</h3>
      <p class="muted">{say.didItComeText}</p>
      <div class="acts">
        <KeyButton shows="Y" press={onNext}>{say.yes}</KeyButton>
        <KeyButton shows="U" press={onPrint}>{say.printAgain}</KeyButton>
        <KeyButton shows="T" press={onByHand}>{say.byHand}</KeyButton>
      </div>
    </section>
  )
}

/** What has to stand on a piece of paper when there is no printer. */
function ByHand({ words, given }: Pick<GivenProps, 'words' | 'given'>) {
  return (
    <div class="by-hand">
      <p class="muted">{words.given.byHandTitle}</p>
      {[given.number, ...(given.party ?? [])].map((number) => <p key={number}><b>{number}</b></p>)}
      <p>{[given.appointment && hourIn(given.appointment, words), given.code].filter(Boolean).join(' · ')}</p>
    </div>
  )
}

/** On paper only, printed by this page itself while the slip's own page cannot be had. */
function PaperSlip({ words, given }: Pick<GivenProps, 'words' | 'given'>) {
  return (
    <div class="mm80 paper-only" aria-hidden="true">
      <p class="c">{words.given.number}</p>
      <p class="n">{given.number}</p>
      <p class="c w"><b>{given.appointment && hourIn(given.appointment, words)}</b></p>
      <p class="c"><b>{given.code}</b></p>
    </div>
  )
}
