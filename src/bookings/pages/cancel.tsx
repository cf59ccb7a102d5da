import type { FreedWay } from '../../platform/database/index.ts'
import {
  BackLink,
  Button,
  errorCount,
  type Errors,
  ErrorSummary,
  Page,
  SummaryList,
  type View,
} from '../../web/index.ts'
import { shortWhoText } from './names.ts'
import { PartyNik } from './party-nik.tsx'

export interface CancelProps {
  view: View
  ticketKey: string
  place: string
  site?: string
  start: Temporal.ZonedDateTime
  names: readonly string[]
  /** What becomes of the seats; off: nobody gets them any more. */
  freed: FreedWay | 'off'
  /** As typed. */
  nik?: string
  /** Field `nik`. */
  errors?: Errors
}

/** Asks once whether, and for a NIK of the party. Costs nothing, so that seats are given back. */
export function CancelPage({ view, ticketKey, place, site, start, names, freed, nik, errors = [] }: CancelProps) {
  const { t, dates, paths } = view
  const office = t('web.officeName', { place })
  return (
    <Page view={view} title={t('bookings.pages.cancel.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.ticketCancel(ticketKey)} noValidate>
        <h1>{t('bookings.pages.cancel.heading')}</h1>
        <p>{t('bookings.pages.cancel.intro')}</p>
        <SummaryList
          t={t}
          rows={[
            {
              term: t('bookings.pages.cancel.what'),
              value: <><p>{dates.moment(start)}</p><p class="light">{site ? `${office}, ${site}` : office}</p></>,
            },
            { term: t('bookings.pages.cancel.who'), value: shortWhoText(view, names) },
          ]}
        />
        <p>{t(`bookings.pages.cancel.freed.${freed}`)} {t('bookings.pages.cancel.gone')}</p>
        <PartyNik view={view} hint={t('bookings.pages.partyNik.why')} nik={nik} errors={errors} />
        <Button>{t('bookings.pages.cancel.cancel')}</Button>
        <BackLink href={paths.ticket(ticketKey)}>{t('bookings.pages.cancel.keep')}</BackLink>
      </form>
    </Page>
  )
}
