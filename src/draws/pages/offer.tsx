import { PartyNik, shortWhoText } from '../../bookings/index.ts'
import {
  Alert,
  BackLink,
  Button,
  errorCount,
  type Errors,
  ErrorSummary,
  Page,
  SummaryList,
  type View,
} from '../../web/index.ts'

export interface OfferProps {
  view: View
  entryKey: string
  offerId: string
  office: string
  start: Temporal.ZonedDateTime
  until: Temporal.ZonedDateTime
  names: readonly string[]
  /** As typed, of a no. */
  nik?: string
  /** Field `nik`. */
  errors?: Errors
}

/** A freed seat for who waits: one tap takes it. To look at this page answers nothing. */
export function OfferPage({ view, entryKey, offerId, office, start, until, names, nik, errors = [] }: OfferProps) {
  const { t, dates, paths } = view
  const action = paths.seatOffer(entryKey)
  return (
    <Page view={view} title={t('draws.offers.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <div class="stack">
        <h1>{t('draws.offers.heading')}</h1>
        <p>{t('draws.offers.intro')}</p>
        <SummaryList
          t={t}
          rows={[
            { term: t('draws.offers.what'), value: <><p>{dates.moment(start)}</p><p class="light">{office}</p></> },
            { term: t('draws.offers.who'), value: shortWhoText(view, names) },
            { term: t('draws.offers.until'), value: dates.moment(until) },
          ]}
        />
        <form class="stack" method="post" action={action}>
          <input type="hidden" name="offer" value={offerId} />
          <p>{t('draws.offers.acceptDetail')}</p>
          <Button name="answer" value="accept">{t('draws.offers.accept')}</Button>
        </form>
        <form class="stack" method="post" action={action} noValidate>
          <input type="hidden" name="offer" value={offerId} />
          <h2>{t('draws.offers.no')}</h2>
          <p>{t('draws.offers.noDetail')}</p>
          <PartyNik view={view} hint={t('draws.offers.noNik')} nik={nik} errors={errors} />
          <Button kind="second" name="answer" value="decline">{t('draws.offers.decline')}</Button>
        </form>
        <p class="muted">{t('draws.offers.noPhone')}</p>
        <BackLink href={paths.entry(entryKey)}>{t('draws.offers.entry')}</BackLink>
      </div>
    </Page>
  )
}

export interface NoOfferProps {
  view: View
  entryKey: string
  /** Undefined: the entry no longer waits. */
  place: number | undefined
  /** What became of the last offer. */
  last?: { how: 'declined' | 'lapsed' | 'passed'; start: Temporal.ZonedDateTime }
  /** It was just refused, since one of the party holds another turn. */
  isHeld?: boolean
}

/** Nothing is offered at the moment: why, and what comes next. */
export function NoOfferPage({ view, entryKey, place, last, isHeld = false }: NoOfferProps) {
  const { t, dates, paths } = view
  return (
    <Page view={view} title={t('draws.offers.title')} unlisted>
      <div class="stack">
        {isHeld && <Alert title={t('draws.offers.none.heading')} text={t('draws.offers.held')} />}
        <h1>{t('draws.offers.title')}</h1>
        {last && !isHeld && <p>{t(`draws.offers.last.${last.how}`, { when: dates.moment(last.start) })}</p>}
        <p>
          {place === undefined ? t('draws.offers.none.out') : t('draws.offers.none.waiting', { place: String(place) })}
        </p>
        <BackLink href={paths.entry(entryKey)}>{t('draws.offers.entry')}</BackLink>
      </div>
    </Page>
  )
}
