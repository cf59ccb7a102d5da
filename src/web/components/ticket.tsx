import type { ComponentChildren } from 'preact'
import type { View } from '../view.ts'
import { KawungEdge, Mark } from './mark.tsx'
import { StateWord } from './state-word.tsx'

/** What is on a ticket. Texts are in the reader's language already. */
export interface TicketFacts {
  /** `displaced`: the office took the hour back, and another is to be chosen. */
  state: 'booked' | 'displaced' | 'cancelled' | 'past'
  /** The place without "Kantor Imigrasi": "Wonosobo". */
  place: string
  /** Another site of the office than its main one: "UKK Magelang". */
  site?: string | undefined
  /** In the office's own zone. */
  start: Temporal.ZonedDateTime
  /** "WSB-7K4-M2PX" */
  code: string
  /** Short names only, for a ticket is shown around: "Siti A. dan 1 orang". */
  forWhom: string
  services?: string
  /** The QR as a whole <svg>, made by qrSvg; a ticket that is not valid has none. */
  qr?: string | undefined
}

export interface TicketProps {
  view: View
  ticket: TicketFacts
  /** Paper: the stub at the right, no fills that soak ink. */
  print?: boolean
  /** A line under the hour, on paper: when to come and where. */
  children?: ComponentChildren
}

/** The one object of the whole product: who sees it, has it. */
export function Ticket({ view, ticket, print = false, children }: TicketProps) {
  const top = (
    <>
      <TicketBand office={view.t('web.ticket.office')} print={print}>
        {ticket.place}{ticket.site && <span class="t-site">{ticket.site}</span>}
      </TicketBand>
      <KawungEdge />
      <TicketBody view={view} ticket={ticket}>{children}</TicketBody>
    </>
  )
  return (
    <section class={ticketClass(ticket, print)} aria-labelledby="ticket-hour">
      {print ? <div class="pt-l">{top}</div> : top}
      {!print && <div class="perf" />}
      <TicketStub view={view} ticket={ticket} />
    </section>
  )
}

function ticketClass({ state }: TicketFacts, print: boolean): string {
  return ['ticket', print && 'pt', state !== 'booked' && 'void'].filter(Boolean).join(' ')
}

export interface TicketBandProps {
  /** "Kantor Imigrasi" */
  office: string
  print?: boolean
  /** The place. */
  children: ComponentChildren
}

export function TicketBand({ office, print, children }: TicketBandProps) {
  return (
    <div class="t-band">
      <Mark ground={print ? 'paper' : 'cloth'} />
      <p>{office} <b>{children}</b></p>
    </div>
  )
}

const hourLabels = {
  booked: 'web.ticket.yourHour',
  displaced: 'web.ticket.displacedHour',
  cancelled: 'web.ticket.cancelledHour',
  past: 'web.ticket.pastHour',
} as const

function TicketBody({ view: { t, dates }, ticket, children }: Omit<TicketProps, 'print'>) {
  const { state, start } = ticket
  const [weekday, ...rest] = dates.day(start.toPlainDate()).split(', ')
  const Hour = state === 'cancelled' || state === 'displaced' ? 's' : 'span'
  return (
    <div class="t-body">
      <h2 id="ticket-hour" class="t-label">
        {t(hourLabels[state])}{' '}
        <span class="t-code">
          <Hour>{dates.hour(start)}</Hour> <small>{dates.zone(start.timeZoneId)}</small>
        </span>
      </h2>
      <p class="t-when">{weekday}, <span class="nw">{rest.join(', ')}</span></p>
      {state === 'booked' && <p class="t-num">{t('web.ticket.numberLater')}</p>}
      {state === 'displaced' && <p class="t-num"><StateWord shape="shut">{t('web.ticket.displaced')}</StateWord></p>}
      {state === 'cancelled' && <p class="t-num"><StateWord shape="full">{t('web.ticket.cancelled')}</StateWord></p>}
      {state === 'past' && <p class="t-num"><StateWord shape="shut">{t('web.ticket.past')}</StateWord></p>}
      {children}
    </div>
  )
}

function TicketStub({ view: { t }, ticket }: Pick<TicketProps, 'view' | 'ticket'>) {
  return (
    <div class="t-stub">
      {ticket.qr && <div class="qr" dangerouslySetInnerHTML={{ __html: ticket.qr }} />}
      <dl>
        <div><dt>{t('web.ticket.code')}</dt><dd class="nw">{ticket.code}</dd></div>
        <div><dt>{t('web.ticket.for')}</dt><dd>{ticket.forWhom}</dd></div>
        {ticket.services && <div><dt>{t('web.ticket.services')}</dt><dd>{ticket.services}</dd></div>}
      </dl>
    </div>
  )
}
