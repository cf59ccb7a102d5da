import type { ComponentChildren } from 'preact'
import { WhoFields, type WhoFieldsProps, withPersons } from '../../bookings/index.ts'
import {
  Alert,
  BackLink,
  Button,
  ButtonLink,
  Calendar,
  type CalendarDay,
  Checkbox,
  DayList,
  DefaultAction,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  hasRoom,
  type HourGroup,
  HourList,
  Note,
  Rows,
  type StaffBar,
  StaffPage,
  SummaryList,
  Ticket,
  type TicketFacts,
  type View,
} from '../../web/index.ts'

/** What every page of the desk needs. */
export interface DeskFrame {
  view: View
  bar: StaffBar
  /** The desk's first page. */
  desk: string
}

interface FrameProps extends DeskFrame {
  title: string
  errors?: Errors
  children: ComponentChildren
}

function Frame({ view, bar, title, errors, children }: FrameProps) {
  const { t } = view
  const alert = errorCount(t, errors)
  return (
    <StaffPage view={view} title={alert ? `${alert}: ${title}` : title} bar={bar}>
      <ErrorSummary t={t} errors={errors} />
      {children}
    </StaffPage>
  )
}

export interface DeskPageProps extends DeskFrame {
  links: { book: string; release: string; excuse: string; reception: string }
  q?: string
  errors?: Errors
}

/** Where staff begin to help somebody without a telephone. */
export function DeskPage(props: DeskPageProps) {
  const { view, desk, links, errors = [] } = props
  const { t } = view
  return (
    <Frame {...props} title={t('visits.reception.desk.title')} errors={errors}>
      <div class="stack">
        <h1>{t('visits.reception.desk.title')}</h1>
        <p>{t('visits.reception.desk.lead')}</p>
        <form class="stack" method="post" action={desk} noValidate>
          <Field
            name="q"
            label={t('visits.reception.desk.findLabel')}
            hint={t('visits.reception.desk.findHint')}
            value={props.q}
            error={errorAt(errors, 'q')}
            autocapitalize="characters"
            spellcheck={false}
          />
          <Button>{t('visits.reception.desk.find')}</Button>
        </form>
        <Rows
          rows={[
            { href: links.book, title: t('visits.reception.desk.book'), detail: t('visits.reception.desk.bookDetail') },
            {
              href: links.release,
              title: t('visits.reception.desk.release'),
              detail: t('visits.reception.desk.releaseDetail'),
            },
            {
              href: links.excuse,
              title: t('visits.reception.desk.excuse.title'),
              detail: t('visits.reception.desk.excuse.detail'),
            },
          ]}
        />
        <BackLink href={links.reception}>{t('visits.reception.desk.reception')}</BackLink>
      </div>
    </Frame>
  )
}

export interface DeskTicketProps extends DeskFrame {
  ticket: TicketFacts
  people: readonly { name: string; nik: string; service: string }[]
  news: 'booked' | 'moved' | 'cancelled' | undefined
  until: Temporal.ZonedDateTime
  links: { print: string; move: string; cancel: string }
  canMove: boolean
  canCancel: boolean
}

/** A ticket and what the desk can do with it. */
export function DeskTicketPage(props: DeskTicketProps) {
  const { view, desk, ticket, news, links } = props
  const { t, dates } = view
  const title = t('visits.reception.desk.ticket.title', { code: ticket.code })
  const until = { when: dates.moment(props.until) }
  const limit = props.canCancel ? 'until' : props.canMove ? 'faultOnly' : 'noChange'
  return (
    <Frame {...props} title={title}>
      <div class="stack">
        <h1>{title}</h1>
        {news && <Note>{t(`visits.reception.desk.ticket.${news}`)}</Note>}
        <Ticket view={view} ticket={ticket} />
        <h2>{t('visits.reception.desk.ticket.people')}</h2>
        <SummaryList
          t={t}
          rows={props.people.map(({ name, nik, service }) => ({ term: name, value: `${nik} · ${service}` }))}
        />
        {ticket.state === 'booked' && (
          <ButtonLink href={links.print}>{t('visits.reception.desk.ticket.print')}</ButtonLink>
        )}
        {props.canMove && (
          <ButtonLink kind="second" href={links.move}>{t('visits.reception.desk.ticket.move')}</ButtonLink>
        )}
        {props.canCancel && (
          <ButtonLink kind="second" href={links.cancel}>{t('visits.reception.desk.ticket.cancel')}</ButtonLink>
        )}
        {ticket.state === 'booked' && (
          <p class="muted">{t(`visits.reception.desk.ticket.${limit}`, until)}</p>
        )}
        <BackLink href={desk}>{t('visits.reception.desk.back')}</BackLink>
      </div>
    </Frame>
  )
}

export interface DeskDaysProps extends DeskFrame {
  title: string
  /** "Sekarang ...", or for how many. */
  intro: string
  days: readonly CalendarDay[]
  asList: boolean
  hrefOf(day: Temporal.PlainDate): string
  otherView: string
  yours?: Temporal.PlainDate
  back: { href: string; text: string }
}

export function DeskDaysPage(props: DeskDaysProps) {
  const { view, title, asList } = props
  const Days = asList ? DayList : Calendar
  return (
    <Frame {...props}>
      <div class="stack">
        <h1>{title}</h1>
        <p>{props.intro}</p>
        <Days view={view} days={props.days} hrefOf={props.hrefOf} yours={props.yours} />
        <BackLink href={props.otherView}>
          {view.t(`visits.reception.desk.day.${asList ? 'asTable' : 'asList'}`)}
        </BackLink>
        <BackLink href={props.back.href}>{props.back.text}</BackLink>
      </div>
    </Frame>
  )
}

export interface DeskHoursProps extends DeskFrame {
  title: string
  intro: string
  party: number
  groups: readonly HourGroup[]
  action: string
  /** What the button says. */
  take: string
  otherDay: string
  /** A box to tick where this move may be the office's fault. */
  fault?: { label: string; checked: boolean } | undefined
  /** A box to tick by who has seen the cards. */
  cards?: { label: string; checked: boolean } | undefined
  /** Why the last press came to nothing. */
  error?: string | undefined
}

export function DeskHoursPage(props: DeskHoursProps) {
  const { view, title, groups, fault, cards, error } = props
  const { t } = view
  const anyFree = groups.some(({ hours }) => hours.some(hasRoom))
  return (
    <Frame {...props}>
      {error && <Alert title={error} />}
      <form class="stack" method="post" action={props.action} noValidate>
        <h1>{title}</h1>
        <p>{props.intro}</p>
        <HourList view={view} party={props.party} groups={groups} />
        {anyFree && fault && <Checkbox name="fault" {...fault} />}
        {anyFree && cards && <Checkbox name="cards" {...cards} />}
        {anyFree && <Button>{props.take}</Button>}
        <BackLink href={props.otherDay}>{t('visits.reception.desk.hour.otherDay')}</BackLink>
      </form>
    </Frame>
  )
}

export interface DeskCancelProps extends DeskFrame {
  when: string
  action: string
  ticketHref: string
}

export function DeskCancelPage(props: DeskCancelProps) {
  const { t } = props.view
  const title = t('visits.reception.desk.cancel.title')
  return (
    <Frame {...props} title={title}>
      <form class="stack" method="post" action={props.action}>
        <h1>{title}</h1>
        <p>{t('visits.reception.desk.cancel.text', { when: props.when })}</p>
        <Button>{t('visits.reception.desk.cancel.yes')}</Button>
        <BackLink href={props.ticketHref}>{t('visits.reception.desk.cancel.no')}</BackLink>
      </form>
    </Frame>
  )
}

export interface DeskWhoProps extends DeskFrame, Omit<WhoFieldsProps, 'view'> {
  action: string
  release: string
}

/** The same questions as on the site. */
export function DeskWhoPage(props: DeskWhoProps) {
  const { view, desk, errors = [], nikUsed = [] } = props
  const { t } = view
  const title = t('visits.reception.desk.who.title')
  return (
    <Frame {...props} title={title} errors={withPersons(view, errors)}>
      <form class="stack" method="post" action={props.action} noValidate>
        <DefaultAction name="action" value="continue" />
        <h1>{title}</h1>
        <WhoFields {...props} />
        <Button name="action" value="continue">{t('visits.reception.desk.who.continue')}</Button>
        <BackLink href={desk}>{t('visits.reception.desk.back')}</BackLink>
      </form>
      {nikUsed.length > 0 && (
        <section class="stack apart" id="not-me">
          <h2>{t('visits.reception.desk.who.used')}</h2>
          <p>{t('visits.reception.desk.who.usedText')}</p>
          <p><a href={props.release}>{t('visits.reception.desk.release')}</a></p>
        </section>
      )}
    </Frame>
  )
}

export interface DeskReleaseProps extends DeskFrame {
  action: string
  nik?: string
  errors?: Errors
  /** Undefined: not asked yet. */
  released?: boolean | undefined
}

/** Lets a NIK go, once its own card was seen. */
export function DeskReleasePage(props: DeskReleaseProps) {
  const { view, desk, errors = [], released } = props
  const { t } = view
  const title = t('visits.reception.desk.releaseForm.title')
  return (
    <Frame {...props} title={title} errors={errors}>
      <form class="stack" method="post" action={props.action} noValidate>
        <h1>{title}</h1>
        {released !== undefined && (
          <Note>{t(`visits.reception.desk.releaseForm.${released ? 'done' : 'nothing'}`)}</Note>
        )}
        <p>{t('visits.reception.desk.releaseForm.text')}</p>
        <Field
          name="nik"
          label={t('visits.reception.desk.releaseForm.nik')}
          value={props.nik}
          error={errorAt(errors, 'nik')}
          inputMode="numeric"
        />
        <Checkbox
          name="seen"
          label={t('visits.reception.desk.releaseForm.seen')}
          error={errorAt(errors, 'seen')}
        />
        <Button>{t('visits.reception.desk.releaseForm.send')}</Button>
        <BackLink href={desk}>{t('visits.reception.desk.back')}</BackLink>
      </form>
    </Frame>
  )
}
