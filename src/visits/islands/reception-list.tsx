import { fill } from '../../web/islands/index.ts'
import { hourIn } from './moments.ts'
import type { Expected, ReceptionWords } from './reception-types.ts'

export interface ReceptionListProps {
  words: ReceptionWords
  tickets: readonly Expected[] | undefined
  /** The booking that is on the desk. */
  checking?: string | undefined
  /** Bookings whose check-in was not sent yet. */
  unsent: ReadonlySet<string>
  /** "2026-11-30T08:14:00+07:00" */
  now: string
  dayListHref: string
}

/** As many rows as a screen of 800 px holds beside all else. */
const ROWS = 9
/** Of these the late ones of the last hours come first. */
const BEFORE_MS = 30 * 60_000

/** Today's tickets around now; the state of each as shape, word and colour. */
export function ReceptionList({ words, tickets, checking, unsent, now, dayListHref }: ReceptionListProps) {
  const { list: say } = words
  const shown = tickets && around(tickets, Date.parse(now), checking)
  return (
    <section class="pane grow" aria-labelledby="expected" tabIndex={0}>
      <div class="pane-h">
        <h2 id="expected">{say.title}</h2>
        <p class="muted">
          {shown && tickets && fill(say.around, { shown: shown.length, all: tickets.length, hour: hourIn(now, words) })}
          {' · '}
          <a href={dayListHref}>{say.seeAll}</a>
        </p>
      </div>
      {!shown && <p>{say.none}</p>}
      {shown?.length === 0 && <p>{say.empty}</p>}
      {shown && shown.length > 0 && (
        <table class="q">
          <caption class="sr">{say.title}</caption>
          <thead>
            <tr>
              <th scope="col">{say.hour}</th>
              <th scope="col">{say.name}</th>
              <th scope="col">{say.code}</th>
              <th scope="col" class="r">{say.people}</th>
              <th scope="col">{say.state}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.booking} class={one.booking === checking ? 'first' : undefined}>
                <td>{hourIn(one.appointment, words)}</td>
                <td><b>{one.name}</b></td>
                <td class="nw">{one.code}</td>
                <td class="r">{one.people}</td>
                <td>
                  <State
                    words={words}
                    one={one}
                    isChecking={one.booking === checking}
                    isUnsent={unsent.has(one.booking)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Rows from half an hour before now on; earlier ones fill up at the end of the day. */
function around(tickets: readonly Expected[], nowMs: number, checking: string | undefined): readonly Expected[] {
  const first = tickets.findIndex(({ appointment }) => Date.parse(appointment) >= nowMs - BEFORE_MS)
  const within = (start: number): number => Math.max(0, Math.min(start, tickets.length - ROWS))
  const from = within(first < 0 ? tickets.length : first)
  const at = tickets.findIndex(({ booking }) => booking === checking)
  const isOutside = at >= 0 && (at < from || at >= from + ROWS)
  const start = isOutside ? within(at - 3) : from
  return tickets.slice(start, start + ROWS)
}

interface StateProps {
  words: ReceptionWords
  one: Expected
  isChecking: boolean
  isUnsent: boolean
}

function State({ words, one, isChecking, isUnsent }: StateProps) {
  const { list: say } = words
  const values = {
    number: one.number ?? '',
    minutes: one.lateMinutes ?? 0,
    hour: one.arrivedAt ? hourIn(one.arrivedAt, words) : '',
  }
  if (isChecking && !one.number) return <span class="in-s now">{say.checking}</span>
  if (isUnsent) return <span class="in-s send">{fill(say.arrivedUnsent, values)}</span>
  switch (one.state) {
    case 'arrived':
      return <span class="in-s here">{fill(say.arrived, values)}</span>
    case 'late':
      return <span class="in-s late">{fill(say.lateBy, values)}</span>
    case 'cancelled':
      return <span class="in-s void">{say.cancelled}</span>
    case 'absent':
      return <span class="in-s late">{fill(say.absent, values)}</span>
    case 'finished':
      return <span class="in-s void">{fill(say.finished, values)}</span>
    case 'not-arrived':
      return <span class="in-s">{say.notYet}</span>
  }
}

export interface StripProps {
  words: ReceptionWords
  tickets: readonly Expected[] | undefined
  /** Undefined: there is a network, so nothing waits. */
  unsent: number | undefined
}

/** The day in four figures. */
export function ReceptionStrip({ words: { list: say }, tickets, unsent }: StripProps) {
  const all = (tickets ?? []).filter(({ state }) => state !== 'cancelled')
  const notArrived = all.filter(({ state }) => state === 'not-arrived' || state === 'late').length
  const figures: [string, number][] = [
    [say.tickets, all.length],
    [say.present, all.length - notArrived],
    unsent === undefined ? [say.notArrived, notArrived] : [say.unsent, unsent],
    [say.late, all.filter(({ state }) => state === 'late').length],
  ]
  return (
    <dl class="strip">
      {figures.map(([label, figure]) => (
        <div key={label}><dt>{label}</dt><dd>{figure}</dd></div>
      ))}
    </dl>
  )
}
