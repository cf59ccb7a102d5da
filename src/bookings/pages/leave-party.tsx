import {
  BackLink,
  Button,
  errorCount,
  type Errors,
  ErrorSummary,
  Note,
  Page,
  Rows,
  SummaryList,
  type View,
} from '../../web/index.ts'
import { shortWhoText } from './names.ts'
import { PartyNik } from './party-nik.tsx'

export interface LeavePartyProps {
  view: View
  ticketKey: string
  place: string
  start: Temporal.ZonedDateTime
  names: readonly string[]
  /** Somebody on it cannot leave it alone: children would be left. */
  hasChildren?: boolean
  /** As typed. */
  nik?: string
  /** Field `nik`. */
  errors?: Errors
}

/** One person takes themselves off a ticket, whoever put them there; the others keep their seats. */
export function LeavePartyPage(props: LeavePartyProps) {
  const { view, ticketKey, place, start, names, hasChildren, nik, errors = [] } = props
  const { t, dates, paths } = view
  return (
    <Page view={view} title={t('bookings.pages.leaveParty.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.ticketLeaveParty(ticketKey)} noValidate>
        <h1>{t('bookings.pages.leaveParty.heading')}</h1>
        <p>{t('bookings.pages.leaveParty.intro')}</p>
        <SummaryList
          t={t}
          rows={[
            {
              term: t('bookings.pages.cancel.what'),
              value: <><p>{dates.moment(start)}</p><p class="light">{t('web.officeName', { place })}</p></>,
            },
            { term: t('bookings.pages.cancel.who'), value: shortWhoText(view, names) },
          ]}
        />
        {hasChildren && <Note>{t('bookings.pages.leaveParty.children')}</Note>}
        <p>{t('bookings.pages.leaveParty.gone')}</p>
        <PartyNik view={view} hint={t('bookings.pages.leaveParty.own')} nik={nik} errors={errors} />
        <Button>{t('bookings.pages.leaveParty.leave')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('bookings.pages.leaveParty.keep')}</BackLink>
      </form>
    </Page>
  )
}

export interface LeftPartyProps {
  view: View
  /** When it was done, at the office. */
  at: Temporal.ZonedDateTime
  /** Who is still on it. */
  others: number
  /** Its contact is told that somebody has left. */
  isTold: boolean
}

/** That it is done, and when; the ticket is the others' now, who are not named. */
export function LeftPartyPage({ view, at, others, isTold }: LeftPartyProps) {
  const { t, dates } = view
  return (
    <LeftPage
      view={view}
      title={t('bookings.pages.leaveParty.left')}
      lines={[
        t('bookings.pages.leaveParty.leftAt', { when: dates.moment(at) }),
        t('bookings.pages.leaveParty.leftText'),
        t('bookings.pages.leaveParty.others', { count: others }),
        ...(isTold ? [t('bookings.pages.leaveParty.told')] : []),
      ]}
    />
  )
}

export interface LeftPageProps {
  view: View
  title: string
  lines: readonly string[]
}

/** A page to keep: what was left, and what is open to who left. */
export function LeftPage({ view, title, lines }: LeftPageProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={title} unlisted>
      <div class="stack">
        <h1>{title}</h1>
        {lines.map((line) => <p key={line}>{line}</p>)}
        <Rows
          rows={[
            { href: paths.offices(), title: t('bookings.pages.ticket.again') },
            { href: paths.reportBrokers(), title: t('web.links.reportBrokers') },
          ]}
        />
      </div>
    </Page>
  )
}
