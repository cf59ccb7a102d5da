import { Head, islandsOf, type View } from '../../web/index.ts'

export interface SlipProps {
  view: View
  /** "Wonosobo" */
  place: string
  /** One after the other, each on paper of its own. */
  slips: readonly [Slip, ...Slip[]]
  back: string
  /** Prints as soon as it is there, and closes. */
  printsNow: boolean
}

export interface Slip {
  /** "A-017" */
  number: string
  /** Start of the booked window, in the office's zone, or why somebody came without one. */
  comes: Temporal.ZonedDateTime | 'walk-in' | 'collection'
  arrived: Temporal.ZonedDateTime
  /** QR as a whole <svg>, "WSB-7K4-M2PX", "Siti A. dan 1 orang"; undefined: a collection has none. */
  ticket: { qr: string; code: string; forWhom: string } | undefined
}

/** The slip of 80 mm after check-in: the number above all. Black on white, whatever the screen's theme. */
export function SlipPage({ view, place, slips, back, printsNow }: SlipProps) {
  const { t } = view
  const title = t('visits.reception.slip.title', { number: slips[0].number })
  return (
    <html lang={view.locale}>
      <Head view={{ ...view, stylesheet: view.staffStylesheet! }} title={title} unlisted>
        {printsNow && <script type="module" src={islandsOf(view).of('slip').script} />}
      </Head>
      <body class="mm80">
        <main id="main">
          {slips.map((slip) => <OneSlip key={slip.number} view={view} place={place} slip={slip} />)}
          <p class="c x slip-only-screen">
            {t('visits.reception.slip.how')} <a href={back}>{t('visits.reception.slip.back')}</a>
          </p>
        </main>
      </body>
    </html>
  )
}

function OneSlip({ view, place, slip }: Pick<SlipProps, 'view' | 'place'> & { slip: Slip }) {
  const { t, dates } = view
  const { number, ticket, arrived } = slip
  const zone = dates.zone(arrived.timeZoneId)
  return (
    <section class="slip">
      {view.demo && <p class="demo-slip"><b>{t('web.demo.title')}</b> {t('web.demo.text')}</p>}
      <h1 class="sr">{t('visits.reception.slip.heading', { number })}</h1>
      <p class="c">{t('visits.reception.slip.office')} <b>{place}</b></p>
      <hr />
      <p class="c">{t('visits.reception.slip.number')}</p>
      <p class="n">{number}</p>
      <p class="c w">
        {dates.day(arrived.toPlainDate())}<br />
        <b>
          {comesText(view, slip, zone)}
        </b>
      </p>
      <p class="perf80" aria-hidden="true" />
      {ticket && <div class="qr" dangerouslySetInnerHTML={{ __html: ticket.qr }} />}
      {ticket && <p class="c"><b>{ticket.code}</b><br />{ticket.forWhom}</p>}
      <p class="c x">{t('visits.reception.slip.arrived', { hour: dates.hour(arrived), zone })} {t('web.free')}</p>
    </section>
  )
}

function comesText({ t, dates }: View, { comes }: Slip, zone: string): string {
  if (comes === 'walk-in') return t('visits.reception.slip.walkIn')
  if (comes === 'collection') return t('visits.reception.slip.collection')
  return t('visits.reception.slip.hour', { hour: dates.hour(comes), zone })
}
