import { PartyNik } from '../../bookings/index.ts'
import {
  Alert,
  BackLink,
  Button,
  ButtonLink,
  DefaultAction,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Field,
  KawungEdge,
  Note,
  Page,
  Radios,
  Rows,
  SummaryList,
  TicketBand,
  type View,
} from '../../web/index.ts'
import type { Entry } from '../model.ts'
import { PlaceBar, type PlaceFacts, Proofs, type ProofFacts } from './result.tsx'
import { type DrawWhen, wishLines } from './words.ts'

export interface EntryPageProps {
  view: View
  entry: Pick<Entry, 'key' | 'state' | 'isContested' | 'verifiedBy' | 'struckReason' | 'drawId'>
  place: string
  days: string
  /** "7K4M-2PXA", for everybody to see. */
  number: string
  /** "WSB-7K4-M2PX", for who entered alone. */
  code: string
  when: DrawWhen
  people: readonly string[]
  wishes: readonly string[]
  /** Whether the list is closed and the draw still to come. */
  isClosed: boolean
  /** Whether a code can be sent to its contact. */
  canProve: boolean
  news?: 'entered' | 'proved' | 'changed' | undefined
  /** A seat that came back is offered to who waits, and not answered yet. */
  hasOffer?: boolean
  /** Seats reached its place while somebody of it held another turn. */
  isPassedOver?: boolean
  /** Drawn by a beacon of our own: a demonstration. */
  isLocal?: boolean
  /** Nobody can be told of an offer: no contact was given. */
  isUntold?: boolean
  /** After the draw. */
  result?: EntryResultFacts | undefined
}

export interface EntryResultFacts {
  place: PlaceFacts
  proofs: ProofFacts
  seat: Seat | undefined
  /** The turn that was won is cancelled. */
  isGivenBack?: boolean
  /** From 1, among those who wait. */
  waitingPlace: number | undefined
}

interface Seat {
  day: string
  hour: string
  zone: string
  site: string | undefined
  until: string
}

/** An entry, before and after its draw: where one stands, and what one can do. */
export function EntryPage(props: EntryPageProps) {
  const { view, entry } = props
  const { t } = view
  const heading = headingOf(props)
  return (
    <Page view={view} title={heading} unlisted>
      <div class="stack">
        {entry.isContested && entry.state === 'entered' && (
          <Alert title={t('draws.pages.entry.contested')} text={t('draws.pages.entry.contestedText')} />
        )}
        <h1>{heading}</h1>
        {props.isLocal && !props.result && <Note>{t('draws.pages.result.local')}</Note>}
        {props.result ? <Result {...props} result={props.result} /> : <Before {...props} />}
        <p class="muted s">{t('draws.pages.entry.once')}</p>
      </div>
    </Page>
  )
}

function headingOf({ view: { t }, entry, news, isClosed, result }: EntryPageProps): string {
  switch (entry.state) {
    case 'won':
      return t(result?.isGivenBack ? 'draws.pages.entry.gaveBack' : 'draws.pages.entry.won')
    case 'waiting':
      return t('draws.pages.entry.waiting')
    case 'left':
      return t('draws.pages.entry.left')
    case 'struck':
      return t('draws.pages.entry.struck')
    case 'entered':
      if (news === 'entered' || news === 'proved' || news === 'changed') return t(`draws.pages.entry.${news}`)
      return t(isClosed ? 'draws.pages.entry.closed' : 'draws.pages.entry.heading')
  }
}

function Before(props: EntryPageProps) {
  const { view, entry, place, days, number, code, when, people, wishes, isClosed } = props
  const isIn = entry.state === 'entered'
  const { t, paths } = view
  return (
    <>
      {entry.state === 'struck' && <Note>{t(`draws.pages.entry.struckBy.${entry.struckReason ?? 'incomplete'}`)}</Note>}
      {entry.state === 'left' && <p>{t('draws.pages.entry.leftText')}</p>}
      <section class="ticket" aria-labelledby="entry-number">
        <TicketBand office={t('draws.pages.entry.band')}>{place}<span class="t-site">{days}</span></TicketBand>
        <KawungEdge />
        <div class="t-body">
          <h2 class="t-label" id="entry-number">
            {t('draws.pages.entry.number')} <span class="t-entry">{number}</span>
          </h2>
          {isIn && <p class="t-num">{t('draws.pages.entry.numberText')}</p>}
        </div>
        <div class="perf" />
        <div class="t-body">
          <p class="t-label">{t('draws.pages.entry.code')} <span class="t-entry">{code}</span></p>
          {isIn && <p class="t-num">{t('draws.pages.entry.codeText')}</p>}
        </div>
      </section>
      {isIn && <Proof {...props} />}
      {isIn && (
        <p>{t(isClosed ? 'draws.pages.entry.awaits' : 'draws.pages.entry.open', { ...when })}</p>
      )}
      <SummaryList
        t={t}
        rows={[
          { term: t('draws.pages.entry.people'), value: wishLines(people) },
          { term: t('draws.pages.entry.wishes'), value: wishLines(wishes) },
        ]}
      />
      <Rows rows={rowsBefore(props)} />
      {(entry.state === 'left' || entry.state === 'struck') && !isClosed && (
        <ButtonLink href={paths.drawEnter(entry.drawId)}>{t('draws.pages.entry.again')}</ButtonLink>
      )}
    </>
  )
}

function rowsBefore({ view: { t, paths }, entry, isClosed }: EntryPageProps) {
  const draw = { href: paths.draw(entry.drawId), title: t('draws.pages.entry.aboutDraw') }
  if (entry.state !== 'entered' || isClosed) return [draw]
  return [
    { href: paths.entryWishes(entry.key), title: t('draws.pages.entry.changeWishes') },
    {
      href: paths.entryLeave(entry.key),
      title: t('draws.pages.entry.leave'),
      detail: t('draws.pages.entry.leaveDetail'),
    },
    draw,
  ]
}

function Proof({ view: { t, paths }, entry, isClosed, canProve }: EntryPageProps) {
  if (entry.verifiedBy) return <p>{t(`draws.pages.entry.verified.${entry.verifiedBy}`)}</p>
  if (isClosed) return null
  if (!canProve) return <p>{t('draws.pages.entry.unproved')}</p>
  return (
    <form method="post" action={paths.entryCode(entry.key)} class="stack">
      <p>{t('draws.pages.entry.prove')}</p>
      <Button name="do" value="send">{t('draws.pages.entry.sendCode')}</Button>
    </form>
  )
}

function Result(props: EntryPageProps & { result: NonNullable<EntryPageProps['result']> }) {
  const { view, entry, place, days, number, code, result } = props
  const { t, paths } = view
  const { seat, waitingPlace } = result
  return (
    <>
      <section class="ticket" aria-labelledby="entry-place">
        <TicketBand office={t('draws.pages.entry.band')}>{place}<span class="t-site">{days}</span></TicketBand>
        <KawungEdge />
        <div class="t-body">
          <h2 id="entry-place" class="t-label">
            {t('draws.pages.entry.place')} <span class="t-code">{result.place.place}</span>
          </h2>
          <p class="t-when">{t('draws.pages.entry.of', { count: result.place.entries })}</p>
          <PlaceBar view={view} {...result.place} />
        </div>
        {seat && (
          <>
            <div class="perf" />
            <div class="t-body">
              <p class="t-label">{t('draws.pages.entry.seat')}</p>
              <p class="t-when">
                {seat.day} <b>{t('draws.pages.entry.at', { hour: seat.hour, zone: seat.zone })}</b>
                {seat.site && <span class="t-site">{seat.site}</span>}
              </p>
            </div>
          </>
        )}
      </section>
      {seat && (
        <>
          <div class="btns">
            <ButtonLink href={paths.ticket(entry.key)}>{t('draws.pages.entry.openTicket')}</ButtonLink>
            <ButtonLink kind="second" href={paths.ticketCancel(entry.key)}>
              {t('draws.pages.entry.giveBack')}
            </ButtonLink>
          </div>
          <p class="muted s">{t('draws.pages.entry.giveBackText', { until: seat.until })}</p>
        </>
      )}
      {waitingPlace !== undefined && <Waiting {...props} waitingPlace={waitingPlace} />}
      <SummaryList
        t={t}
        rows={(['number', 'code'] as const).map((name) => ({
          term: t(`draws.pages.entry.${name}`),
          value: (
            <>
              <p>{name === 'number' ? number : code}</p>
              <p class="light s">{t(`draws.pages.entry.${name}Text`)}</p>
            </>
          ),
        }))}
      />
      <Proofs view={view} {...result.proofs} />
    </>
  )
}

function Waiting({ view: { t, paths }, entry, waitingPlace, ...is }: EntryPageProps & { waitingPlace: number }) {
  return (
    <>
      {is.hasOffer && (
        <>
          <Note>{t('draws.offers.heading')}</Note>
          <ButtonLink href={paths.seatOffer(entry.key)}>{t('draws.offers.look')}</ButtonLink>
        </>
      )}
      {is.isPassedOver && (
        <Alert title={t('draws.pages.entry.passedOver')} text={t('draws.pages.entry.passedOverText')} />
      )}
      <p>{t(`draws.pages.entry.${is.isUntold ? 'waitingUntold' : 'waitingText'}`, { place: waitingPlace })}</p>
      <p>{t('draws.pages.entry.free')}</p>
      <Rows rows={[{ href: paths.entryLeave(entry.key), title: t('draws.pages.entry.leaveWaiting') }]} />
    </>
  )
}

export interface LeavePageProps {
  view: View
  entry: Pick<Entry, 'key' | 'state'>
  people: readonly string[]
  /** Somebody in it cannot leave it alone: children would be left. */
  hasChildren?: boolean
  whole: boolean
  nik: string
  errors?: Errors
}

/** Leaving, by the own NIK: the whole party or oneself alone. */
export function LeavePage({ view, entry, people, hasChildren, whole, nik, errors = [] }: LeavePageProps) {
  const { t, paths } = view
  const several = people.length > 1 && entry.state === 'entered'
  return (
    <Page view={view} title={t('draws.pages.leave.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.entryLeave(entry.key)} noValidate>
        <h1>{t('draws.pages.leave.title')}</h1>
        <p>{t('draws.pages.leave.intro')}</p>
        {several && (
          <Radios
            name="who"
            legend={t('draws.pages.leave.who')}
            choices={[
              { value: 'one', label: t('draws.pages.leave.one'), hint: t('draws.pages.leave.oneHint') },
              { value: 'all', label: t('draws.pages.leave.all', { count: people.length }) },
            ]}
            chosen={whole ? 'all' : 'one'}
          />
        )}
        {hasChildren && <Note>{t('draws.pages.leave.children')}</Note>}
        <PartyNik
          view={view}
          label={t('draws.pages.leave.nikLabel')}
          hint={t(several ? 'draws.pages.leave.nikHint' : 'draws.pages.leave.nikWhy')}
          nik={nik}
          errors={errors}
        />
        <Button>{t('draws.pages.leave.leave')}</Button>
        <BackLink href={paths.entry(entry.key)}>{t('draws.pages.leave.keep')}</BackLink>
      </form>
    </Page>
  )
}

export interface EntryCodePageProps {
  view: View
  entryKey: string
  /** Masked. */
  contact: string
  errors?: Errors
}

/** The code that was sent to the entry's contact. */
export function EntryCodePage({ view, entryKey, contact, errors = [] }: EntryCodePageProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={t('draws.pages.code.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={paths.entryCode(entryKey)} noValidate>
        <DefaultAction name="do" value="prove" />
        <h1>{t('draws.pages.code.title')}</h1>
        <p>{t('draws.pages.code.sent', { contact })}</p>
        <Field
          name="code"
          label={t('draws.pages.code.label')}
          {...errorField(errors)}
          inputMode="numeric"
          autocomplete="one-time-code"
        />
        <Button name="do" value="prove">{t('draws.pages.code.prove')}</Button>
        <Button kind="second" name="do" value="send">{t('draws.pages.code.again')}</Button>
        <BackLink href={paths.entry(entryKey)}>{t('draws.pages.code.back')}</BackLink>
      </form>
    </Page>
  )
}

function errorField(errors: Errors): { error?: string } {
  const error = errorAt(errors, 'code')
  return error === undefined ? {} : { error }
}
