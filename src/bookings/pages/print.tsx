import { Fees, Head, Papers, Ticket } from '../../web/index.ts'
import type { TicketPageProps } from './ticket.tsx'

type OfTicketPage = Pick<TicketPageProps, 'view' | 'ticketKey' | 'ticket' | 'people' | 'fees' | 'feeSource'>

export interface PrintProps extends OfTicketPage {
  arriveAt: Temporal.ZonedDateTime
  arriveMinutesBefore: number
  address: string
  phone?: string
  changeUntil: Temporal.ZonedDateTime
  printedAt: Temporal.ZonedDateTime
  /** Host of the public site: "giliran.example". */
  host?: string
}

/** One A4 page: the ticket, what to bring with boxes to tick, what happens on the day. */
export function PrintPage(props: PrintProps) {
  const { view, ticket } = props
  const { t, dates } = view
  const when = dates.moment(ticket.start)
  return (
    <html lang={view.locale}>
      <Head view={view} title={t('bookings.pages.print.title', { when })} unlisted />
      <body class="a4">
        <header class="screen-only">
          <p>{t('bookings.pages.print.how')}</p>
          <p><a class="back" href={view.paths.ticket(props.ticketKey)}>{t('bookings.pages.print.back')}</a></p>
        </header>
        <main id="main">
          {view.demo && <p class="demo-print"><b>{t('web.demo.title')}</b> {t('web.demo.text')}</p>}
          <h1 class="sr">{t('bookings.pages.ticket.title', { when })}</h1>
          <Ticket view={view} ticket={ticket} print>
            <p class="t-come">{comeText(props)}</p>
          </Ticket>
          <p class="cut" aria-hidden="true">{t('bookings.pages.print.cut')}</p>
          <div class={props.people.length > 2 ? 'pair crowd' : 'pair'}>
            <Bring {...props} />
            <PrintedFees {...props} />
            <TheDay {...props} />
          </div>
          <p class="pfoot">{t('web.free')} {t('bookings.pages.print.foot', { when: dates.moment(props.printedAt) })}</p>
        </main>
      </body>
    </html>
  )
}

function comeText({ view: { t, dates }, ticket, arriveAt, address }: PrintProps): string {
  return t('web.ticket.arrive', { hour: dates.hour(arriveAt), zone: dates.zone(ticket.start.timeZoneId), address })
}

function Bring({ view: { t }, people }: PrintProps) {
  return (
    <section class="bring">
      <h2>{t('bookings.pages.print.papers')}</h2>
      <div>
        {people.map(({ name, service, papers }, index) => (
          <div key={index}>
            <h3>{t('bookings.pages.papers.of', { name, service })}</h3>
            <Papers papers={papers} tick />
          </div>
        ))}
      </div>
    </section>
  )
}

function PrintedFees({ view, fees, feeSource }: PrintProps) {
  const { t } = view
  return (
    <section>
      <h2>{t('bookings.pages.print.fees')}</h2>
      <p>{t('bookings.pages.papers.fees', { source: feeSource })}. {t('bookings.pages.papers.feesHow')}</p>
      <Fees view={view} fees={fees} />
    </section>
  )
}

function TheDay({ view: { t, dates }, arriveMinutesBefore, changeUntil, host, phone }: PrintProps) {
  const where = host ?? t('bookings.pages.print.thisSite')
  return (
    <section class="the-day">
      <h2>{t('bookings.pages.print.theDay')}</h2>
      <ol>
        <li>{t('bookings.pages.print.early', { minutes: arriveMinutesBefore })}</li>
        <li>{t('bookings.pages.print.desk')}</li>
        <li>{t('bookings.pages.print.wait')}</li>
        <li>{t('bookings.pages.print.counter')}</li>
      </ol>
      <h2>{t('bookings.pages.print.changes')}</h2>
      <p>{t('bookings.pages.print.changesText', { when: dates.moment(changeUntil), where })}</p>
      {phone && <p>{t('bookings.pages.print.changesPhone', { phone })}</p>}
    </section>
  )
}
