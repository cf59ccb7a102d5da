import {
  Alert,
  BackLink,
  Button,
  type Choice,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  Note,
  Rows,
  Select,
  type StaffBar,
  StaffPage,
  SummaryList,
  type View,
} from '../../web/index.ts'
import type { HitRow, HourHit } from '../close-day.ts'

/** What stands in the form, as typed. */
export interface ClosingForm {
  /** HH:MM; empty: the whole day. */
  hour: string
  /** A usual reason's name, or "own". */
  reason: string
  words: string
  wordsEn: string
}

interface DayFacts {
  view: View
  bar: StaffBar
  date: Temporal.PlainDate
  isToday: boolean
  /** Where the forms go: this page, of this day. */
  action: string
  form: ClosingForm
}

export interface CloseDayProps extends DayFacts {
  /** Days to choose from. */
  days: readonly Choice[]
  /** Hours that can still be closed, HH:MM; none: there is nothing to close. */
  hours: readonly string[]
  errors: Errors
  /** What could not be done, and why. */
  refusal?: string
  news?: 'closed' | 'reopened'
  /** What closes the day now. */
  closing?: { fromHour?: string; reason: string }
  rows: readonly HitRow[]
  /** Other days with tickets that wait. */
  others: readonly { date: Temporal.PlainDate; tickets: number; href: string }[]
  links: { csv: string; back: string }
  asOf: Temporal.ZonedDateTime
}

/** Closes a day of a site, or its rest; below it everybody who is hit, and what became of them. */
export function CloseDayPage(props: CloseDayProps) {
  const { view, bar, date, errors, refusal, others, links } = props
  const { t, dates } = view
  const wrong = refusal ?? errorCount(t, errors)
  const title = `${t('visits.closing.title')}: ${dates.day(date)}`
  return (
    <StaffPage view={view} title={wrong ? `${wrong}: ${title}` : title} bar={bar}>
      <div class="stack">
        <div class="stack slip-only-screen">
          {refusal ? <Alert title={refusal} /> : <ErrorSummary t={t} errors={errors} />}
          <h1>{t('visits.closing.title')}</h1>
          <p>{t('visits.closing.lead')}</p>
          <ChooseDay {...props} />
          <State {...props} />
          {!props.closing && <Ask {...props} />}
        </div>
        <List {...props} />
        {props.closing && <div class="slip-only-screen"><Ask {...props} /></div>}
        {others.length > 0 && (
          <section class="slip-only-screen">
            <h2>{t('visits.closing.others.heading')}</h2>
            <Rows
              rows={others.map(({ date: day, tickets, href }) => ({
                href,
                title: t('visits.closing.others.line', { day: dates.day(day), tickets }),
              }))}
            />
          </section>
        )}
        <div class="slip-only-screen"><BackLink href={links.back}>{t('visits.closing.back')}</BackLink></div>
      </div>
    </StaffPage>
  )
}

function ChooseDay({ view: { t }, action, days, date }: CloseDayProps) {
  return (
    <form method="get" action={action.split('?')[0]} class="stack" noValidate>
      <Select
        name="date"
        label={t('visits.closing.choose.legend')}
        empty={t('visits.closing.choose.empty')}
        choices={days}
        chosen={date.toString()}
      />
      <Button kind="second">{t('visits.closing.choose.show')}</Button>
    </form>
  )
}

/** What closes the day, with the way to open it again. */
function State({ view, action, date, news, closing }: CloseDayProps) {
  const { t, dates } = view
  const day = dates.day(date)
  if (!closing) {
    return news === 'reopened' ? <p role="status" class="note">{t('visits.closing.closed.reopened', { day })}</p> : null
  }
  const { fromHour, reason } = closing
  return (
    <section class="stack">
      <p role="status" class="note">
        {news === 'closed' && <b>{t('visits.closing.closed.news')}. </b>}
        {fromHour === undefined
          ? t('visits.closing.closed.whole', { day, reason })
          : t('visits.closing.closed.from', { day, hour: hourOf(view, fromHour), reason })}
      </p>
      <form method="post" action={action}>
        <Button kind="second" name="do" value="reopen">{t('visits.closing.closed.reopen')}</Button>
        <p class="s muted">{t('visits.closing.closed.reopenText')}</p>
      </form>
    </section>
  )
}

/** Usual reasons, by their names in the messages. */
export const usualReasons = ['power-cut', 'system-down', 'flood', 'disaster', 'staff', 'building', 'event'] as const

function Ask(props: CloseDayProps) {
  const { view, action, date, isToday, hours, form, errors, closing } = props
  const { t, dates } = view
  // A whole day is closed; of a rest, an earlier hour may be closed too.
  if (closing && closing.fromHour === undefined) return null
  if (hours.length === 0) return <Note>{t('visits.closing.ask.noHours')}</Note>
  const reasons: Choice[] = [
    ...usualReasons.map((name) => ({ value: name, label: t(`visits.closing.reasons.${name}`) })),
    { value: 'own', label: t('visits.closing.ask.own') },
  ]
  const whole = t(isToday ? 'visits.closing.ask.restOfToday' : 'visits.closing.ask.allDay')
  const from = hours.map((hour) => ({ value: hour, label: t('visits.closing.ask.from', { hour: hourOf(view, hour) }) }))
  return (
    <form method="post" action={action} class="stack" noValidate>
      <h2>
        {closing ? t('visits.closing.closed.more') : t('visits.closing.ask.heading', { day: dates.day(date) })}
      </h2>
      <Select
        name="hour"
        label={t('visits.closing.ask.hour')}
        hint={t('visits.closing.ask.hourHint')}
        empty={whole}
        choices={from}
        chosen={form.hour}
        error={errorAt(errors, 'hour')}
      />
      <Select
        name="reason"
        label={t('visits.closing.ask.reason')}
        hint={t('visits.closing.ask.reasonHint')}
        empty={t('visits.closing.ask.reasonEmpty')}
        choices={reasons}
        chosen={form.reason}
        error={errorAt(errors, 'reason')}
      />
      <Field
        name="words"
        label={t('visits.closing.ask.words')}
        hint={t('visits.closing.ask.wordsHint')}
        value={form.words}
        maxLength={300}
        error={errorAt(errors, 'words')}
      />
      <Field
        name="wordsEn"
        label={t('visits.closing.ask.wordsEn')}
        value={form.wordsEn}
        maxLength={300}
        error={errorAt(errors, 'wordsEn')}
      />
      <Button name="do" value="preview">{t('visits.closing.ask.preview')}</Button>
    </form>
  )
}

function List({ view, date, rows, closing, links, asOf }: CloseDayProps) {
  const { t, dates } = view
  if (rows.length === 0) return closing ? <p>{t('visits.closing.list.empty')}</p> : null
  const heading = t('visits.closing.list.heading', { day: dates.day(date) })
  const waiting = rows.filter(({ state }) => state === 'waiting').length
  return (
    <section class="day-list">
      <h2>{heading}</h2>
      <p>{t('visits.closing.list.lead', { waiting, all: rows.length, when: dates.moment(asOf) })}</p>
      <p class="slip-only-screen">
        <a href={links.csv} download>{t('visits.closing.list.csv')}</a> · {t('visits.closing.list.how')}
      </p>
      <table class="q">
        <caption class="sr">{heading}</caption>
        <thead>
          <tr>
            {(['hour', 'code', 'who', 'contact', 'state'] as const).map((column) => (
              <th scope="col" key={column}>{t(`visits.closing.list.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map((row) => <HitLine key={row.code} view={view} row={row} />)}</tbody>
      </table>
    </section>
  )
}

const markOf: Record<HitRow['state'], string> = { waiting: 'late', moved: 'here', cancelled: 'void', here: 'here' }

function HitLine({ view, row }: { view: View; row: HitRow }) {
  const { t, dates } = view
  return (
    <tr>
      <td>{dates.hour(row.start)}</td>
      <td class="nw">{row.code}</td>
      <td>{row.names.map((name, index) => <div key={index}>{name}</div>)}</td>
      <td>{row.contact || <span class="muted">{t('visits.closing.list.noContact')}</span>}</td>
      <td><span class={`in-s ${markOf[row.state]}`}>{stateText(view, row)}</span></td>
    </tr>
  )
}

function stateText({ t, dates }: View, { state, movedTo, number = '' }: HitRow): string {
  if (state === 'moved' && movedTo) {
    const when = dates.moment(movedTo.start)
    return movedTo.site
      ? t('visits.closing.list.states.movedSite', { when, site: movedTo.site })
      : t('visits.closing.list.states.moved', { when })
  }
  return state === 'here' ? t('visits.closing.list.states.here', { number }) : t(`visits.closing.list.states.${state}`)
}

export interface ClosePreviewProps extends DayFacts {
  reason: { id: string; en?: string }
  hits: readonly HourHit[]
}

/** Who would be hit, hour by hour, before anything is done. */
export function ClosePreviewPage({ view, bar, date, action, form, reason, hits }: ClosePreviewProps) {
  const { t, dates } = view
  const day = dates.day(date)
  const total = (of: 'tickets' | 'people'): number => hits.reduce((sum, hit) => sum + hit[of], 0)
  const what = form.hour === ''
    ? t('visits.closing.preview.whole', { day })
    : t('visits.closing.preview.from', { day, hour: hourOf(view, form.hour) })
  return (
    <StaffPage view={view} title={t('visits.closing.preview.title')} bar={bar}>
      <form method="post" action={action} class="stack">
        <h1>{t('visits.closing.preview.title')}</h1>
        <SummaryList
          t={t}
          rows={[
            { term: t('visits.closing.preview.what'), value: what },
            { term: t('visits.closing.preview.why'), value: reason.id },
            ...(reason.en ? [{ term: t('visits.closing.preview.whyEn'), value: reason.en }] : []),
          ]}
        />
        <h2>{t('visits.closing.preview.hit', { tickets: total('tickets'), people: total('people') })}</h2>
        {hits.length > 0 && <HitTable view={view} hits={hits} />}
        {hits.length > 0 && <p>{t('visits.closing.preview.hitText')}</p>}
        {Object.entries(form).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <Button name="do" value="close">{t('visits.closing.preview.confirm')}</Button>
        <Button kind="second" name="do" value="back">{t('visits.closing.preview.back')}</Button>
      </form>
    </StaffPage>
  )
}

function HitTable({ view: { t, dates }, hits }: Pick<ClosePreviewProps, 'view' | 'hits'>) {
  return (
    <table class="q">
      <thead>
        <tr>
          {(['hour', 'tickets', 'people'] as const).map((column) => (
            <th scope="col" key={column}>{t(`visits.closing.preview.${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hits.map(({ start, tickets, people }) => (
          <tr key={start.toString()}><td>{dates.hour(start)}</td><td>{tickets}</td><td>{people}</td></tr>
        ))}
      </tbody>
    </table>
  )
}

/** "09:30" as the reader's language writes it. */
function hourOf({ dates }: View, hour: string): string {
  return dates.hour(Temporal.PlainTime.from(hour))
}
