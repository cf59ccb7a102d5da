import {
  BackLink,
  Button,
  errorCount,
  type Errors,
  ErrorSummary,
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
  /** As typed. */
  nik?: string
  /** Field `nik`. */
  errors?: Errors
}

/** One person takes themselves off a ticket, whoever put them there; the others keep their seats. */
export function LeavePartyPage({ view, ticketKey, place, start, names, nik, errors = [] }: LeavePartyProps) {
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
        <p>{t('bookings.pages.leaveParty.gone')}</p>
        <PartyNik view={view} hint={t('bookings.pages.leaveParty.own')} nik={nik} errors={errors} />
        <Button>{t('bookings.pages.leaveParty.leave')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('bookings.pages.leaveParty.keep')}</BackLink>
      </form>
    </Page>
  )
}

/** That it is done; the ticket is the others' now. */
export function LeftPartyPage({ view }: { view: View }) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('bookings.pages.leaveParty.left')} unlisted>
      <div class="stack">
        <h1>{t('bookings.pages.leaveParty.left')}</h1>
        <p>{t('bookings.pages.leaveParty.leftText')}</p>
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
