import { formatCode } from '../../bookings/index.ts'
import { BackLink, Button, rupiah, type StaffBar, StaffPage, type View, whole } from '../../web/index.ts'
import {
  type Charge,
  type DeadLetter,
  type Figure,
  reasonsOf,
  shownStates,
  type Sums,
  sumBy,
} from '../figures.ts'
import { channels, messageKinds } from '../model.ts'

/** Days to look back over, today counted. */
export const stretches = [1, 7, 30] as const
export type Stretch = (typeof stretches)[number]

export interface MessagesProps {
  view: View
  bar: StaffBar
  officeId: string
  days: Stretch
  from: Temporal.PlainDate
  /** In the office's zone. */
  now: Temporal.ZonedDateTime
  figures: readonly Figure[]
  charges: readonly Charge[]
  dead: { rows: readonly DeadLetter[]; total: number }
  maySendAgain: boolean
  /** How many were just sent again. */
  again?: number
}

/** What became of an office's messages: what needs an act first, then figures and charges. */
export function MessagesPage(props: MessagesProps) {
  const { view, bar, officeId, days, from, now, figures, again } = props
  const { t, dates, paths } = view
  return (
    <StaffPage view={view} title={t('notify.staff.title')} bar={bar}>
      <div class="stack sheets">
        <h1>{t('notify.staff.title')}</h1>
        <p>{t('notify.staff.lead')}</p>
        {again !== undefined && <p role="status" class="note">{t('notify.staff.dead.done', { count: again })}</p>}
        <Dead {...props} />
        <nav aria-label={t('notify.staff.days.legend')}>
          <ul class="plain-links">
            {stretches.map((one) => (
              <li key={one}>
                <a href={paths.staffMessages(officeId, { days: one })} aria-current={one === days ? 'page' : undefined}>
                  {t(`notify.staff.days.${one}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p class="muted s">{t('notify.staff.since', { day: dates.day(from), when: dates.moment(now) })}</p>
        {figures.length === 0 ? <p>{t('notify.staff.none')}</p> : <Figures {...props} />}
        <Charges {...props} />
        <BackLink href={paths.staffMessageTexts({ office: officeId })}>{t('notify.staff.texts')}</BackLink>
        <BackLink href={paths.staff()}>{t('notify.staff.back')}</BackLink>
      </div>
    </StaffPage>
  )
}

function Dead({ view, officeId, days, dead: { rows, total }, maySendAgain, now }: MessagesProps) {
  const { t, paths } = view
  const heading = t('notify.staff.dead.heading', { count: total })
  if (total === 0) return <p><span class="in-s here">{heading}</span></p>
  const columns = ['code', 'kind', 'tried', 'channel', 'reason', ...(maySendAgain ? (['act'] as const) : [])] as const
  return (
    <form method="post" action={paths.staffMessages(officeId, { days })} class="stack">
      <h2><span class="in-s late">{heading}</span></h2>
      <p>{t(maySendAgain ? 'notify.staff.dead.lead' : 'notify.staff.dead.look')}</p>
      {maySendAgain && total > 1 && (
        <Button name="do" value="all">{t('notify.staff.dead.all', { count: total })}</Button>
      )}
      <table class="q">
        <caption class="sr">{heading}</caption>
        <thead>
          <tr>{columns.map((one) => <th scope="col" key={one}>{t(`notify.staff.dead.${one}`)}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DeadRow key={row.messageId} view={view} row={row} zone={now.timeZoneId} maySendAgain={maySendAgain} />
          ))}
        </tbody>
      </table>
      {rows.length < total && <p class="muted s">{t('notify.staff.dead.more', { shown: rows.length })}</p>}
    </form>
  )
}

interface DeadRowProps {
  view: View
  row: DeadLetter
  zone: string
  maySendAgain: boolean
}

function DeadRow({ view: { t, dates }, row, zone, maySendAgain }: DeadRowProps) {
  const kind = t(`notify.words.kinds.${row.kind}`)
  const code = row.code === undefined ? t('notify.staff.dead.noCode') : formatCode(row.code)
  return (
    <tr>
      <td class="nw">{code}</td>
      <td>{kind}</td>
      <td>{dates.moment(row.triedAt.toZonedDateTimeISO(zone))}</td>
      <td>{row.channel && t(`notify.words.channels.${row.channel}`)}</td>
      <td>{row.reason && t(`notify.words.reasons.${row.reason}`)}</td>
      {maySendAgain && (
        <td>
          <button class="act" name="do" value={row.messageId}>
            <span class="nw">
              {t('notify.staff.dead.again')}<span class="sr"> {t('notify.staff.dead.what', { kind, code })}</span>
            </span>
          </button>
        </td>
      )}
    </tr>
  )
}

function Figures({ view, figures }: MessagesProps) {
  const { t, dates } = view
  const days = [...new Set(figures.map(({ day }) => day.toString()))].sort().toReversed()
  const [[, all] = []] = sumBy(figures, () => 'all', ['all'])
  return (
    <>
      {all && (
        <dl class="strip">
          {shownStates.map((state) => (
            <div key={state}>
              <dt>{t(`notify.words.states.${state}`)}</dt>
              <dd>{whole(view.locale, all[state])}</dd>
            </div>
          ))}
        </dl>
      )}
      <SumTable
        view={view}
        part="kinds"
        rows={sumBy(figures, ({ kind }) => kind, messageKinds).map(([kind, sums]) => [
          t(`notify.words.kinds.${kind}`),
          sums,
        ])}
      />
      <SumTable
        view={view}
        part="channels"
        rows={sumBy(figures, ({ channel }) => channel, [...channels, undefined]).map(([channel, sums]) => [
          channel ? t(`notify.words.channels.${channel}`) : t('notify.staff.channels.none'),
          sums,
        ])}
      />
      {days.length > 1 && (
        <SumTable
          view={view}
          part="byDay"
          rows={sumBy(figures, ({ day }) => day.toString(), days).map(([day, sums]) => [
            dates.dayShort(Temporal.PlainDate.from(day)),
            sums,
          ])}
        />
      )}
      <Reasons view={view} figures={figures} />
    </>
  )
}

interface SumTableProps {
  view: View
  part: 'kinds' | 'channels' | 'byDay'
  rows: [string, Sums][]
}

/** A row for each thing, a column for each state; on a phone each number says which it is. */
function SumTable({ view: { t, locale }, part, rows }: SumTableProps) {
  const heading = t(`notify.staff.${part}.heading`)
  return (
    <section>
      <h2>{heading}</h2>
      <table class="sums even">
        <caption class="sr">{heading}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`notify.staff.${part}.of`)}</th>
            {shownStates.map((state) => <th scope="col" key={state}>{t(`notify.words.states.${state}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, sums]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {shownStates.map((state) => (
                <td key={state} class={sums[state] === 0 ? 'none' : undefined}>
                  <i>{t(`notify.words.states.${state}`)} </i>{whole(locale, sums[state])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Reasons({ view: { t, locale }, figures }: Pick<MessagesProps, 'view' | 'figures'>) {
  const reasons = reasonsOf(figures)
  if (reasons.length === 0) return null
  return (
    <section>
      <h2>{t('notify.staff.reasons.heading')}</h2>
      <table class="sums">
        <caption class="sr">{t('notify.staff.reasons.heading')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('notify.staff.reasons.of')}</th>
            <th scope="col">{t('notify.staff.reasons.count')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ state, reason, count }) => (
            <tr key={state + reason}>
              <th scope="row">{t(`notify.words.states.${state}`)}: {t(`notify.words.reasons.${reason}`)}</th>
              <td><i>{t('notify.staff.reasons.count')} </i>{whole(locale, count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Charges({ view, charges }: MessagesProps) {
  const { t, dates, locale } = view
  const columns = ['messages', 'parts', 'cost'] as const
  const line = (name: string, of: Pick<Charge, 'messages' | 'parts' | 'costIdr'>) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      {[whole(locale, of.messages), whole(locale, of.parts), rupiah(locale, of.costIdr)].map((value, index) => (
        <td key={columns[index]}><i>{t(`notify.staff.charges.${columns[index]!}`)} </i>{value}</td>
      ))}
    </tr>
  )
  const sum = (of: 'messages' | 'parts' | 'costIdr'): number => charges.reduce((total, one) => total + one[of], 0)
  return (
    <section>
      <h2>{t('notify.staff.charges.heading')}</h2>
      {charges.length === 0 ? <p>{t('notify.staff.charges.none')}</p> : (
        <>
          <p class="muted s">{t('notify.staff.charges.lead')}</p>
          <table class="sums">
            <caption class="sr">{t('notify.staff.charges.heading')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('notify.staff.charges.month')}</th>
                {columns.map((one) => <th scope="col" key={one}>{t(`notify.staff.charges.${one}`)}</th>)}
              </tr>
            </thead>
            <tbody>
              {charges.map((one) =>
                line(`${dates.month(one.month)}, ${t(`notify.words.channels.${one.channel}`)}`, one),
              )}
              {charges.length > 1 &&
                line(t('notify.staff.charges.all'), {
                  messages: sum('messages'),
                  parts: sum('parts'),
                  costIdr: sum('costIdr'),
                })}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
