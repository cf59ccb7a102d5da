import {
  Alert,
  BackLink,
  Button,
  ButtonLink,
  Calendar,
  type CalendarDay,
  DayList,
  type Errors,
  hasRoom,
  HourList,
  Page,
  type View,
} from '../../web/index.ts'
import { hourAlert, type HourProps, Trouble } from './hour.tsx'
import { PartyNik } from './party-nik.tsx'

interface MoveFacts {
  view: View
  ticketKey: string
  /** The hour that is held now. */
  now: Temporal.ZonedDateTime
  /** The office closed it. */
  isOff?: boolean
}

/** "Giliran Anda sekarang ...": on every page of a move. */
function Now({ view: { t, dates }, now, isOff = false }: MoveFacts) {
  return <p>{t(isOff ? 'bookings.pages.displaced.now' : 'bookings.pages.move.now', { when: dates.moment(now) })}</p>
}

export interface MoveDayProps extends MoveFacts {
  party: number
  days: readonly CalendarDay[]
  asList?: boolean
}

/** The new day. The old seat stays until the new one is recorded. */
export function MoveDayPage({ view, ticketKey, now, isOff, party, days, asList = false }: MoveDayProps) {
  const { t, paths } = view
  const hrefOf = (date: Temporal.PlainDate): string => paths.ticketMove(ticketKey, { day: date.toString() })
  const Days = asList ? DayList : Calendar
  return (
    <Page view={view} title={t('bookings.pages.move.dayTitle')} unlisted>
      <div class="stack">
        <h1>{t('bookings.pages.move.dayHeading')}</h1>
        <Now view={view} ticketKey={ticketKey} now={now} isOff={isOff} />
        <p>{t('bookings.pages.day.forParty', { party })}</p>
        <Days view={view} days={days} hrefOf={hrefOf} yours={now.toPlainDate()} />
        <BackLink href={paths.ticketMove(ticketKey, { view: asList ? undefined : 'list' })}>
          {t(asList ? 'web.calendar.asTable' : 'web.calendar.asList')}
        </BackLink>
        <BackLink href={paths.ticket(ticketKey)}>{t('bookings.pages.move.back')}</BackLink>
      </div>
    </Page>
  )
}

type OfHourPage = Pick<
  HourProps,
  'day' | 'timeZone' | 'groups' | 'chosen' | 'lost' | 'missing' | 'arriveMinutesBefore'
>

export interface MoveHourProps extends MoveFacts, OfHourPage {
  party: number
  /** Moves that are left after this one; undefined: it is the office's fault, and not counted. */
  movesLeftAfter: number | undefined
  /** As typed. */
  nik?: string
  /** Field `nik`. */
  errors?: Errors
}

/** The new hour and a NIK of the party; pressing the button moves. */
export function MoveHourPage(props: MoveHourProps) {
  const { view, ticketKey, groups } = props
  const { t, dates, paths } = view
  const day = dates.day(props.day)
  const anyFree = groups.some(({ hours }) => hours.some(hasRoom))
  const heading = anyFree ? t('bookings.pages.move.hourHeading') : t('bookings.pages.move.none', { party: props.party })
  const intro = { day, zone: dates.zone(props.timeZone), minutes: props.arriveMinutesBefore }
  const otherDay = paths.ticketMove(ticketKey)
  return (
    <Page view={view} title={t('bookings.pages.move.hourTitle')} alert={hourAlert(props)} unlisted>
      <Trouble {...props} />
      <form class="stack" method="post" action={paths.ticketMove(ticketKey, { day: props.day.toString() })} noValidate>
        <h1>{heading}</h1>
        <Now view={view} ticketKey={ticketKey} now={props.now} isOff={props.isOff} />
        <p>{anyFree ? t('bookings.pages.hour.intro', intro) : t('bookings.pages.move.noneWhy')}</p>
        {!anyFree && <ButtonLink href={otherDay}>{t('bookings.pages.hour.otherDay')}</ButtonLink>}
        <HourList
          view={view}
          party={props.party}
          groups={groups}
          chosen={props.chosen}
          error={props.missing ? t('bookings.pages.hour.missing') : undefined}
        />
        {anyFree && <Confirm {...props} />}
        {anyFree && <BackLink href={otherDay}>{t('bookings.pages.hour.otherDay')}</BackLink>}
        <BackLink href={paths.ticket(ticketKey)}>{t('bookings.pages.move.back')}</BackLink>
      </form>
    </Page>
  )
}

function Confirm({ view, nik, errors = [], movesLeftAfter }: MoveHourProps) {
  const { t } = view
  return (
    <>
      <PartyNik view={view} hint={t('bookings.pages.partyNik.why')} nik={nik} errors={errors} />
      <Button>{t('bookings.pages.move.take')}</Button>
      <p class="muted s">
        {movesLeftAfter === undefined
          ? t('bookings.pages.displaced.free')
          : t('bookings.pages.move.left', { count: movesLeftAfter })}
      </p>
    </>
  )
}

export interface ChangeRefusedProps {
  view: View
  ticketKey: string
  what: 'move' | 'cancel'
  /** The refusal's own words. */
  message: string
}

/** Too late, too often, or already cancelled: said before anybody fills in a form. */
export function ChangeRefusedPage({ view, ticketKey, what, message }: ChangeRefusedProps) {
  const { t, paths } = view
  const title = t(`bookings.pages.${what}.refused`)
  return (
    <Page view={view} title={title} unlisted>
      <Alert title={title} text={message} />
      <div class="stack">
        <h1>{t(what === 'move' ? 'bookings.pages.move.dayTitle' : 'bookings.pages.cancel.title')}</h1>
        <ButtonLink href={paths.ticket(ticketKey)}>{t('bookings.pages.move.back')}</ButtonLink>
      </div>
    </Page>
  )
}
