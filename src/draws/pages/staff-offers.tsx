import { formatCode } from '../../bookings/index.ts'
import { BackLink, type StaffBar, StaffPage, type View, whole } from '../../web/index.ts'
import type { FreedCounts } from '../freed-counts.ts'

export interface StaffOffer {
  offerId: string
  code: string
  place: number | undefined
  names: readonly string[]
  /** A telephone number or an address; undefined: none was left. */
  contact: string | undefined
  start: Temporal.ZonedDateTime
  site: string
  until: Temporal.ZonedDateTime
}

export const offerCounts = [
  'freed', 'plannedAnew', 'waiting', 'online', 'walkIns', 'offered', 'accepted', 'declined', 'lapsed', 'passed',
  'passedOver',
] as const satisfies readonly Exclude<keyof FreedCounts, 'day'>[]

export interface StaffOffersProps {
  view: View
  bar: StaffBar
  officeId: string
  offers: readonly StaffOffer[]
  counts: Readonly<Record<(typeof offerCounts)[number], number>>
  news?: 'accepted' | 'declined' | 'over' | 'held'
}

/** Open offers of an office, to be answered for who comes to the desk or is on the telephone. */
export function StaffOffersPage({ view, bar, officeId, offers, counts, news }: StaffOffersProps) {
  const { t, paths, locale } = view
  return (
    <StaffPage view={view} title={t('draws.offers.staff.title')} bar={bar}>
      <div class="stack sheets">
        <h1>{t('draws.offers.staff.title')}</h1>
        {news && <p role="status" class="note">{t(`draws.offers.staff.news.${news}`)}</p>}
        <p>{t('draws.offers.staff.lead')}</p>
        {offers.length === 0 ? <p>{t('draws.offers.staff.none')}</p> : <Offers {...{ view, officeId, offers }} />}
        <h2>{t('draws.offers.staff.counts')}</h2>
        <table class="sums">
          <caption class="sr">{t('draws.offers.staff.counts')}</caption>
          <tbody>
            {offerCounts.map((one) => (
              <tr key={one}>
                <th scope="row">{t(`draws.offers.staff.count.${one}`)}</th>
                <td>{whole(locale, counts[one])}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <BackLink href={paths.staffDraw(officeId)}>{t('draws.pages.staff.title')}</BackLink>
      </div>
    </StaffPage>
  )
}

const columns = ['code', 'place', 'who', 'contact', 'hour', 'until', 'answer'] as const

function Offers({ view, officeId, offers }: Pick<StaffOffersProps, 'view' | 'officeId' | 'offers'>) {
  const { t, dates, paths } = view
  return (
    <form method="post" action={paths.staffOffers(officeId)} class="stack">
      <table class="q">
        <caption class="sr">{t('draws.offers.staff.title')}</caption>
        <thead>
          <tr>{columns.map((one) => <th scope="col" key={one}>{t(`draws.offers.staff.${one}`)}</th>)}</tr>
        </thead>
        <tbody>
          {offers.map((one) => {
            const code = formatCode(one.code)
            const what = <span class="sr"> {t('draws.offers.staff.for', { code })}</span>
            return (
              <tr key={one.offerId}>
                <td class="nw">{code}</td>
                <td class="n">{one.place}</td>
                <td>{one.names.join(', ')}</td>
                <td>{one.contact ?? t('draws.offers.staff.noContact')}</td>
                <td>{dates.moment(one.start)}, {one.site}</td>
                <td>{dates.moment(one.until)}</td>
                <td class="nw">
                  <button class="act" name="accept" value={one.offerId}>{t('draws.offers.staff.accept')}{what}</button>
                  {' '}
                  <button class="act" name="decline" value={one.offerId}>
                    {t('draws.offers.staff.decline')}{what}
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </form>
  )
}
