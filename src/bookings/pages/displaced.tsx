import { BackLink, ButtonLink, Rows, type View } from '../../web/index.ts'

/** One hour to choose instead. */
export interface NearHour {
  slot: string
  /** In the office's own zone. */
  start: Temporal.ZonedDateTime
  /** Seats that can be given. */
  left: number
  /** Where it is at another site than the hour that is off. */
  site?: string
}

export interface DisplacedFacts {
  /** Reads on after "tutup, ". */
  reason: string
  /** Nearest first. */
  hours: readonly NearHour[]
}

export interface DisplacedProps extends DisplacedFacts {
  view: View
  ticketKey: string
  party: number
  phone?: string
}

/** Beside a ticket whose hour the office closed: the nearest others, each one press from its NIK. */
export function Displaced({ view, ticketKey, party, hours, phone }: DisplacedProps) {
  const { t, dates, paths } = view
  return (
    <div class="stack">
      <h2>{t('bookings.pages.displaced.heading')}</h2>
      <p>{hours.length > 0 ? t('bookings.pages.displaced.intro', { party }) : t('bookings.pages.displaced.none')}</p>
      {hours.length > 0 && (
        <Rows
          rows={hours.map(({ slot, start, left, site }) => ({
            href: paths.ticketMove(ticketKey, { day: start.toPlainDate().toString(), slot }),
            title: dates.moment(start),
            detail: [site, t('web.hours.left', { count: left })].filter(Boolean).join(' · '),
          }))}
        />
      )}
      <ButtonLink kind={hours.length > 0 ? 'second' : 'main'} href={paths.ticketMove(ticketKey)}>
        {t('bookings.pages.displaced.calendar')}
      </ButtonLink>
      <p class="s muted">{t('bookings.pages.displaced.free')}</p>
      {phone && <p class="s muted">{t('bookings.pages.print.changesPhone', { phone })}</p>}
      <BackLink href={paths.ticketMessages(ticketKey)}>{t('bookings.pages.ticket.messages')}</BackLink>
      <BackLink href={paths.ticketCancel(ticketKey)}>{t('bookings.pages.displaced.cancel')}</BackLink>
    </div>
  )
}
