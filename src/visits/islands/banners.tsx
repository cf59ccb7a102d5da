import type { ComponentChildren } from 'preact'
import { fill, type Liveness } from '../../web/islands/index.ts'
import type { FloorAnswer } from '../wire.ts'
import { hourIn, momentLike } from './moments.ts'
import type { FloorWords, Said } from './screen.ts'

export interface BannersProps {
  words: FloorWords
  floor: FloorAnswer
  liveness: Liveness
  said: Said | undefined
  /** The way to resume calls, for those who may. */
  children?: ComponentChildren
}

/** All that stands between this screen and the hall as it is, across the top of the desk. */
export function Banners({ words, floor, liveness, said, children }: BannersProps) {
  const { pause } = floor
  const lost = lossOf(words, floor, liveness)
  if (!pause && !lost && !said) return null
  return (
    <div class="across under">
      {lost && <div class="banner cut" role="alert"><p>{lost}</p></div>}
      {pause && (
        <div class="banner" role="status">
          <p>{fill(pauseWords(words)[pause.reason], { hour: hourIn(pause.since, words.common) })}</p>
          {children}
        </div>
      )}
      {said && <SaidLine said={said} />}
    </div>
  )
}

function SaidLine({ said: { title, text, isRefusal } }: { said: Said }) {
  return (
    <p class={isRefusal ? 'said no' : 'said'} role={isRefusal ? 'alert' : 'status'}>
      <span>{title && <b>{title}</b>} {text}</span>
    </p>
  )
}

function pauseWords({ common }: FloorWords) {
  return { 'system-down': common.pausedSystem, supervisor: common.pausedSupervisor }
}

function lossOf(words: FloorWords, floor: FloorAnswer, liveness: Liveness): string | undefined {
  if (liveness.kind === 'live') return undefined
  if (liveness.kind === 'refused') return liveness.problem.detail
  const sentence = liveness.kind === 'offline' ? words.common.offline : words.common.stale
  return fill(sentence, { hour: hourIn(momentLike(liveness.since, floor.now), words.common) })
}
