import { Island, Page, Rows, type View } from '../../web/index.ts'
import type { ArriveData } from '../islands/arrive.island.ts'
import type { LiveTicketData } from '../islands/live-ticket.island.tsx'
import { headingOf, LiveView } from '../islands/live-view.tsx'
import english from './messages.live.en.ts'
import indonesian from './messages.live.id.ts'

/** Without script the page is asked for again so often, in seconds. */
const REFRESH_SECONDS = 30

export const liveWords = ({ locale }: Pick<View, 'locale'>) => (locale === 'id' ? indonesian : english).ticket

export interface LiveTicketPageProps {
  view: View
  data: Omit<LiveTicketData, 'words' | 'brand'>
}

/**
 * A number in the hall, on its holder's phone: who is before, when, where to go. All of it
 * stands in the page; the island only keeps it fresh, and rings.
 */
export function LiveTicketPage({ view, data }: LiveTicketPageProps) {
  const words = liveWords(view)
  const { facts, live } = data
  const handed: LiveTicketData = { ...data, words, brand: view.t('web.brand') }
  return (
    <Page view={view} title={headingOf(live, words)} unlisted refreshSeconds={REFRESH_SECONDS}>
      <Island view={view} name="live-ticket" data={handed}>
        <div class="stack">
          <LiveView words={words} facts={facts} live={live} />
        </div>
      </Island>
    </Page>
  )
}

/** When a ticket of today may check in. */
export type ArriveNow = 'early' | 'open' | 'late' | 'tooLate'

export interface ArriveSectionProps {
  view: View
  ticketKey: string
  now: ArriveNow
  /** When the door opens to this ticket. */
  from: Temporal.ZonedDateTime
  data: ArriveData
}

/** What stands first beside a ticket on its day, before anybody has checked it in. */
export function ArriveSection({ view, ticketKey, now, from, data }: ArriveSectionProps) {
  const { t, dates, paths } = view
  const mayCheckIn = now === 'open' || now === 'late'
  return (
    <section class="stack" aria-labelledby="arrive">
      <h2 id="arrive">{t('visits.live.arrive.heading')}</h2>
      <p>
        {now === 'early'
          ? t('visits.live.arrive.early', { from: dates.hour(from), zone: dates.zone(from.timeZoneId) })
          : t(`visits.live.arrive.${now}`)}
      </p>
      {mayCheckIn && (
        <ul class="points">
          <li>{t('visits.live.arrive.desk')}</li>
          <li>{t('visits.live.arrive.kiosk')}</li>
        </ul>
      )}
      {mayCheckIn && (
        <Rows
          rows={[{
            href: paths.ticketCheckIn(ticketKey),
            title: t('visits.live.arrive.phone'),
            detail: t('visits.live.arrive.phoneDetail'),
          }]}
        />
      )}
      <Island view={view} name="arrive" data={data} />
    </section>
  )
}
