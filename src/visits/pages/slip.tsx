import { Head, islandsOf, type View } from '../../web/index.ts'

export interface SlipProps {
  view: View
  /** "Wonosobo" */
  place: string
  /** "A-017" */
  number: string
  /** Start of the booked window, in the office's zone; undefined: came without a booking. */
  appointment: Temporal.ZonedDateTime | undefined
  arrived: Temporal.ZonedDateTime
  /** The ticket's QR as a whole <svg>. */
  qr: string
  /** "WSB-7K4-M2PX" */
  code: string
  /** "Siti A. dan 1 orang" */
  forWhom: string
  back: string
  /** Prints as soon as it is there, and closes. */
  printsNow: boolean
}

/** The slip of 80 mm after check-in: the number above all. Black on white, whatever the screen's theme. */
export function SlipPage(props: SlipProps) {
  const { view, number, appointment, arrived } = props
  const { t, dates } = view
  const zone = dates.zone(arrived.timeZoneId)
  const title = t('visits.reception.slip.title', { number })
  return (
    <html lang={view.locale}>
      <Head view={{ ...view, stylesheet: view.staffStylesheet! }} title={title} unlisted>
        {props.printsNow && <script type="module" src={islandsOf(view).of('slip').script} />}
      </Head>
      <body class="mm80">
        <main id="main">
          {view.demo && <p class="demo-slip"><b>{t('web.demo.title')}</b> {t('web.demo.text')}</p>}
          <h1 class="sr">{t('visits.reception.slip.heading', { number })}</h1>
          <p class="c">{t('visits.reception.slip.office')} <b>{props.place}</b></p>
          <hr />
          <p class="c">{t('visits.reception.slip.number')}</p>
          <p class="n">{number}</p>
          <p class="c w">
            {dates.day(arrived.toPlainDate())}<br />
            <b>
              {appointment
                ? t('visits.reception.slip.hour', { hour: dates.hour(appointment), zone })
                : t('visits.reception.slip.walkIn')}
            </b>
          </p>
          <p class="perf80" aria-hidden="true" />
          <div class="qr" dangerouslySetInnerHTML={{ __html: props.qr }} />
          <p class="c"><b>{props.code}</b><br />{props.forWhom}</p>
          <p class="c x">{t('visits.reception.slip.arrived', { hour: dates.hour(arrived), zone })} {t('web.free')}</p>
          <p class="c x slip-only-screen">
            {t('visits.reception.slip.how')} <a href={props.back}>{t('visits.reception.slip.back')}</a>
          </p>
        </main>
      </body>
    </html>
  )
}
