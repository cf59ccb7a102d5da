import type { ComponentChildren } from 'preact'
import {
  Alert,
  BackLink,
  ButtonLink,
  Note,
  Page,
  Rows,
  SummaryList,
  type SummaryRow,
  Ticket,
  type TicketFacts,
  type View,
} from '../../web/index.ts'
import { Displaced, type DisplacedFacts } from './displaced.tsx'
import { PapersSection, type PapersSectionProps } from './papers-section.tsx'

/** What may still be changed. */
export interface TicketChanges {
  until: Temporal.ZonedDateTime
  canMove: boolean
  canCancel: boolean
  movesLeft: number
  /** A move is not counted and knows no deadline: the office is at fault. */
  isFree: boolean
}

export interface TicketPageProps extends Pick<PapersSectionProps, 'people' | 'fees' | 'feeSource'> {
  view: View
  ticketKey: string
  ticket: TicketFacts
  /** What to do on the day itself; such a page changes by itself. */
  today?: ComponentChildren
  /** What has just happened; without it somebody looks at the ticket again. */
  news?: 'booked' | 'moved'
  /** Of a ticket whose hour the office closed. */
  displaced?: DisplacedFacts
  /** An address that the ticket goes to by e-mail. */
  sentTo?: string
  /** Where messages go, and how to change that. */
  contact?: ComponentChildren
  companion?: { name?: string }
  /** When to be there. */
  arriveAt: Temporal.ZonedDateTime
  site: { address: string; mapHref?: string }
  phone?: string
  changes: TicketChanges
  /** The page's whole address, sent along by WhatsApp; who has it sees the ticket. */
  address?: string
}

/** On the day a number may be given at any moment. */
const TODAY_REFRESH_S = 30

/** The ticket: what people hold. Its address is the key, so it goes to no other site. */
export function TicketPage(props: TicketPageProps) {
  const { view, ticket } = props
  const when = view.dates.moment(ticket.start)
  return (
    <Page
      view={view}
      title={view.t('bookings.pages.ticket.title', { when })}
      alert={ticketAlert(props)}
      wide
      unlisted
      {...(props.today !== undefined && { refreshSeconds: TODAY_REFRESH_S })}
    >
      {props.displaced && (
        <Alert
          title={view.t('bookings.pages.displaced.alert', { when })}
          text={view.t('bookings.pages.displaced.why', { reason: props.displaced.reason })}
        />
      )}
      <div class="cols">
        <div class="stack">
          <h1>{heading(props)}</h1>
          <Ticket view={view} ticket={ticket} />
          {ticket.state === 'booked' && <p class="s muted t-under">{view.t('bookings.pages.ticket.show')}</p>}
        </div>
        <Beside {...props} />
      </div>
    </Page>
  )
}

function Beside(props: TicketPageProps) {
  const { view, ticketKey, ticket, displaced, people, phone } = props
  if (displaced) {
    return <Displaced {...displaced} view={view} ticketKey={ticketKey} party={people.length} phone={phone} />
  }
  return ticket.state === 'booked' ? <Booked {...props} /> : <Over {...props} />
}

function ticketAlert({ view: { t }, ticket }: TicketPageProps): string | undefined {
  if (ticket.state === 'displaced') return t('bookings.pages.displaced.short')
  return ticket.state === 'cancelled' ? t('bookings.pages.ticket.cancelledShort') : undefined
}

function heading({ view: { t }, ticket, news }: TicketPageProps): string {
  if (ticket.state !== 'booked') return t(`bookings.pages.ticket.${ticket.state}`)
  return t(news ? `bookings.pages.ticket.${news}` : 'bookings.pages.ticket.heading')
}

function Booked(props: TicketPageProps) {
  const { view, ticketKey, ticket, sentTo } = props
  const { t, paths } = view
  return (
    <div class="stack">
      {props.today}
      <div class="btns">
        <ButtonLink href={paths.ticketCalendar(ticketKey)}>{t('bookings.pages.ticket.calendar')}</ButtonLink>
        <ButtonLink kind="second" href={whatsappHref(props)} away>{t('bookings.pages.ticket.whatsapp')}</ButtonLink>
        <ButtonLink kind="second" href={paths.ticketPrint(ticketKey)}>{t('bookings.pages.ticket.print')}</ButtonLink>
      </div>
      <p class="s muted">
        {sentTo && `${t('bookings.pages.ticket.sentTo', { contact: sentTo })} `}{t('bookings.pages.ticket.keep')}
      </p>
      <BackLink href={paths.ticketMessages(ticketKey)}>{t('bookings.pages.ticket.messages')}</BackLink>
      <BackLink href={paths.ticketReceipt(ticketKey)}>{t('bookings.pages.ticket.receipt')}</BackLink>
      {sentTo && view.demo && (
        <BackLink href={paths.outbox({ code: ticket.code })}>{t('bookings.pages.ticket.outbox')}</BackLink>
      )}
      <PapersSection view={view} people={props.people} fees={props.fees} feeSource={props.feeSource} />
      <h2>{t('bookings.pages.ticket.theDay')}</h2>
      <p>
        {t('bookings.pages.ticket.come', {
          hour: view.dates.hour(props.arriveAt),
          zone: view.dates.zone(ticket.start.timeZoneId),
        })}
      </p>
      <SummaryList t={t} rows={placeRows(props)} />
      {props.companion && <p>{companionText(props)}</p>}
      {props.contact}
      <Changes {...props} />
    </div>
  )
}

function companionText({ view: { t }, companion }: TicketPageProps): string {
  return companion?.name
    ? t('bookings.pages.ticket.companion', { name: companion.name })
    : t('bookings.pages.ticket.companionUnnamed')
}

/** A plain link: WhatsApp opens with the words in it and the person picks to whom. */
function whatsappHref({ view, ticket, address }: TicketPageProps): string {
  const { t, dates } = view
  const office = t('web.officeName', { place: ticket.place })
  const text = t('bookings.pages.ticket.whatsappText', {
    office: ticket.site ? `${office} (${ticket.site})` : office,
    when: dates.moment(ticket.start),
    code: ticket.code,
  })
  return `https://wa.me/?text=${encodeURIComponent(address ? `${text}\n${address}` : text)}`
}

function placeRows({ view: { t }, site, phone }: TicketPageProps): SummaryRow[] {
  const place: SummaryRow = { term: t('bookings.pages.ticket.where'), value: site.address }
  if (site.mapHref) {
    place.link = {
      href: site.mapHref,
      text: t('bookings.pages.ticket.map'),
      what: t('bookings.pages.ticket.mapWhat'),
      away: true,
    }
  }
  return phone ? [place, { term: t('bookings.pages.ticket.phone'), value: phone }] : [place]
}

function Changes({ view, ticketKey, changes, people }: TicketPageProps) {
  const { t, dates, paths } = view
  const { canMove, canCancel } = changes
  const when = dates.moment(changes.until)
  const move = {
    href: paths.ticketMove(ticketKey),
    title: t('bookings.pages.ticket.move'),
    detail: changes.isFree
      ? t('bookings.pages.displaced.free')
      : t('bookings.pages.ticket.moveUntil', { when, movesLeft: changes.movesLeft }),
  }
  const cancel = {
    href: paths.ticketCancel(ticketKey),
    title: t('bookings.pages.ticket.cancel'),
    detail: t('bookings.pages.ticket.cancelDetail'),
  }
  const leave = {
    href: paths.ticketLeaveParty(ticketKey),
    title: t('bookings.pages.leaveParty.title'),
    detail: t('bookings.pages.leaveParty.detail'),
  }
  const cancels = canCancel ? [cancel, ...(people.length > 1 ? [leave] : [])] : []
  return (
    <>
      <h2>{t('bookings.pages.ticket.changes')}</h2>
      {!canMove && !canCancel && <p>{t('bookings.pages.ticket.tooLate', { when })}</p>}
      {canMove && !canCancel && <p>{t('bookings.pages.ticket.systemDown', { when })}</p>}
      {canCancel && !canMove && <p>{t('bookings.pages.ticket.noMoves', { when })}</p>}
      {canCancel && <p class="s muted">{t('bookings.pages.ticket.changesNik')}</p>}
      {(canMove || canCancel) && <Rows rows={[...(canMove ? [move] : []), ...cancels]} />}
    </>
  )
}

/** A ticket that is cancelled or of a day gone by: what now. */
function Over({ view: { t, paths }, ticketKey, ticket }: TicketPageProps) {
  const text = ticket.state === 'cancelled' ? 'bookings.pages.ticket.cancelledText' : 'bookings.pages.ticket.pastText'
  return (
    <div class="stack">
      <Note>{t(text)}</Note>
      <ButtonLink href={paths.offices()}>{t('bookings.pages.ticket.again')}</ButtonLink>
      <BackLink href={paths.ticketReceipt(ticketKey)}>{t('bookings.pages.ticket.receipt')}</BackLink>
    </div>
  )
}
