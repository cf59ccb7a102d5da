import { fill, type Liveness } from '../../web/islands/index.ts'
import { dayText } from './hall-times.ts'
import type { LocalPlace } from './local-day.ts'
import { hourIn, momentLike } from './moments.ts'
import type { DeskState } from './offline-desk.ts'
import { KeyButton } from './reception-parts.tsx'
import { isConflict, type ReceptionData, type ReceptionWords, type Scan } from './reception-types.ts'

export interface OfflineBannerProps {
  words: ReceptionWords
  kept: DeskState | undefined
  liveness: Liveness
  isOffline: boolean
  unsent: number
  /** Any instant of the office's, for its offset. */
  like: string
  signInHref: string
  send(): void
}

/** Dashed and red while the network is gone; one quiet line when the lists are only old. */
export function OfflineBanner(props: OfflineBannerProps) {
  const { words: { offline: say, keys }, kept, liveness, isOffline, unsent } = props
  const refusal = liveness.kind === 'refused' ? liveness.problem : undefined
  if (refusal?.status === 401 || kept?.mustSignIn) {
    return (
      <div class="banner across" role="alert">
        <p><span>{say.signIn}</span></p>
        <a class="act" href={props.signInHref}>{say.signInLink}</a>
      </div>
    )
  }
  if (refusal) return <div class="banner across" role="alert"><p><span>{refusal.detail}</span></p></div>
  if (isOffline) {
    return (
      <div class="banner cut across" role="alert">
        <p><span><b>{fill(say.banner, { count: unsent })}</b> {sinceText(props)}</span></p>
        <KeyButton shows={keys.f9} press={props.send}>{say.send}</KeyButton>
      </div>
    )
  }
  if (unsent > 0) {
    return (
      <div class="banner cut across" role="status">
        <p><span>{fill(say.unsent, { count: unsent })}</span></p>
        <KeyButton shows={keys.f9} press={props.send}>{say.send}</KeyButton>
      </div>
    )
  }
  if (kept?.cannotKeep) return <p class="said across" role="status"><span>{say.notKept}</span></p>
  return null
}

function sinceText({ words, kept, liveness, like }: OfflineBannerProps): string {
  const { offline: say } = words
  const told = kept?.told?.list.now
  const since = 'since' in liveness ? momentLike(liveness.since + (kept?.aheadMs ?? 0), like) : like
  return fill(kept?.day ? say.text : say.textNoList, { hour: hourIn(told ?? since, words) })
}

export interface ConflictsProps {
  words: ReceptionWords
  locale: ReceptionData['locale']
  kept: DeskState | undefined
  isOffline: boolean
  see(scan: Scan): void
  forgetCalls(): void
}

/** What an officer must look at once the network is back: nobody is to find out at the counter. */
export function Conflicts({ words: { offline: say }, locale, kept, isOffline, see, forgetCalls }: ConflictsProps) {
  const conflicts = (kept?.scans ?? []).filter(isConflict)
  const called = isOffline ? [] : (kept?.called ?? [])
  if (conflicts.length === 0 && called.length === 0) return null
  return (
    <section class="pane conflicts" aria-labelledby="conflicts">
      <h2 id="conflicts">{say.conflicts}</h2>
      <ul class="todo">
        {conflicts.map((scan) => (
          <li key={scan.nonce}>
            <p class="in-s late">{conflictText(say, locale, scan)}</p>
            <KeyButton press={() => see(scan)}>{say.seen}</KeyButton>
          </li>
        ))}
        {called.length > 0 && (
          <li>
            <p class="in-s late">{fill(say.called, { numbers: called.join(', ') })}</p>
            <KeyButton press={forgetCalls}>{say.seen}</KeyButton>
          </li>
        )}
      </ul>
    </section>
  )
}

function conflictText(
  say: ReceptionWords['offline'],
  locale: ReceptionData['locale'],
  { name, code, number: given, outcome }: Scan,
): string {
  const who = { name, code, given }
  if (outcome.kind === 'sent') return fill(say.otherNumber, { ...who, number: outcome.number })
  if (outcome.kind === 'too-late') return fill(say.tooLate, { ...who, day: dayText(outcome.day, locale) })
  return outcome.kind === 'refused' ? fill(say.refused, { ...who, why: outcome.why }) : ''
}

export interface LocalOrderProps {
  words: ReceptionWords
  places: readonly LocalPlace[]
  like: string
  call(number: string): void
  close(): void
}

/** Who waits by what this browser knows, for calling by voice. */
export function LocalOrder({ words, places, like, call, close }: LocalOrderProps) {
  const { order: say, keys } = words
  const [next] = places
  return (
    <section class="pane grow" aria-labelledby="order" tabIndex={0}>
      <h2 id="order">{say.title}</h2>
      <p class="muted">{say.text}</p>
      <div class="acts">
        {next && (
          <KeyButton kind="main" shows={keys.enter} press={() => call(next.number)}>
            {fill(say.call, { number: next.number })}
          </KeyButton>
        )}
        <KeyButton shows={keys.escape} press={close}>{say.close}</KeyButton>
      </div>
      {!next && <p>{say.empty}</p>}
      {next && (
        <table class="q">
          <caption class="sr">{say.title}</caption>
          <thead>
            <tr>
              <th scope="col">{say.place}</th>
              <th scope="col">{say.number}</th>
              <th scope="col">{say.hour}</th>
              <th scope="col">{say.who}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ number, appointment, arrivedMs, isPriority }, i) => (
              <tr key={number} class={i === 0 ? 'first' : undefined}>
                <td>{i + 1}</td>
                <th scope="row">{number}</th>
                <td>
                  {isPriority
                    ? <span class="why priority">{say.first}</span>
                    : appointment && <span class="why appointment">{hourIn(appointment, words)}</span>}
                </td>
                <td>{hourIn(momentLike(arrivedMs, like), words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
