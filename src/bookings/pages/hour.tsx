import {
  Alert,
  BackLink,
  Button,
  ButtonLink,
  DraftStrip,
  errorCount,
  type Errors,
  ErrorSummary,
  hasRoom,
  type HourChoice,
  type HourGroup,
  hourId,
  HourList,
  Note,
  Page,
  type View,
} from '../../web/index.ts'
import { whoText } from './names.ts'

export interface HourProps {
  view: View
  draftKey: string
  place: string
  names: readonly string[]
  day: Temporal.PlainDate
  /** "Asia/Jakarta" */
  timeZone: string
  /** One group a site. */
  groups: readonly HourGroup[]
  /** The slot that stays chosen. */
  chosen?: string
  /** The hour that was pressed for and is not to be had: full, too few seats left, or closed or too near by now. */
  lost?: { start: Temporal.ZonedDateTime; site: string; why: 'full' | 'too-few' | 'gone' }
  /** Pressed without choosing. */
  missing?: boolean
  arriveMinutesBefore: number
  /** The last moment to move or cancel a booking of this day. */
  changeUntil: Temporal.ZonedDateTime
  /** The site the day was chosen for; kept on the way back. */
  site?: string
}

/** Step 5: the hour. Pressing the button books; nothing was held before. */
export function HourPage(props: HourProps) {
  const { view, draftKey, place, names, groups } = props
  const { t, dates, paths } = view
  const day = dates.day(props.day)
  const anyFree = groups.some(({ hours }) => hours.some(hasRoom))
  const zone = dates.zone(props.timeZone)
  const otherDay = paths.draft(draftKey, 'day', { site: props.site })
  const action = paths.draft(draftKey, 'hour', { day: props.day.toString(), site: props.site })
  return (
    <Page view={view} title={t('bookings.pages.hour.title')} alert={hourAlert(props)} unlisted>
      <DraftStrip t={t} step={5} office={place} who={whoText(view, names)} day={day} />
      <Trouble {...props} />
      <form class="stack" method="post" action={action}>
        <h1>{anyFree ? t('bookings.pages.hour.title') : t('bookings.pages.hour.none', { party: names.length })}</h1>
        <p>
          {anyFree
            ? t('bookings.pages.hour.intro', { day, zone, minutes: props.arriveMinutesBefore })
            : t('bookings.pages.hour.noneWhy')}
        </p>
        {!anyFree && <ButtonLink href={otherDay}>{t('bookings.pages.hour.otherDay')}</ButtonLink>}
        <HourList
          view={view}
          party={names.length}
          groups={groups}
          chosen={props.chosen}
          error={props.missing ? t('bookings.pages.hour.missing') : undefined}
        />
        {anyFree && <Take {...props} />}
        {anyFree && <BackLink href={otherDay}>{t('bookings.pages.hour.otherDay')}</BackLink>}
      </form>
    </Page>
  )
}

function Take({ view: { t, dates }, changeUntil }: HourProps) {
  return (
    <>
      <Note>{t('bookings.pages.hour.yours')} {t('web.free')}</Note>
      <Button>{t('bookings.pages.hour.take')}</Button>
      <p class="muted s">{t('bookings.pages.hour.changeUntil', { when: dates.moment(changeUntil) })}</p>
    </>
  )
}

/** What can be wrong with the choice of an hour, and with what stands beside it. */
export type HourTrouble = Pick<HourProps, 'view' | 'groups' | 'lost' | 'missing'> & { errors?: Errors }

function allErrors({ view: { t }, groups, missing, errors = [] }: HourTrouble): Errors {
  if (!missing) return errors
  const first = groups.flatMap(({ hours }) => hours).find(hasRoom)
  return [{ field: first ? hourId(first.slot) : 'main', message: t('bookings.pages.hour.missing') }, ...errors]
}

const lostTitles = {
  full: 'bookings.pages.hour.taken',
  'too-few': 'bookings.pages.hour.tooFew',
  gone: 'bookings.pages.hour.gone',
} as const

function lostTitle({ view: { t, dates }, lost }: HourTrouble): string | undefined {
  return lost && t(lostTitles[lost.why], { hour: dates.hour(lost.start) })
}

/** What the page's title begins with. */
export function hourAlert(props: HourTrouble): string | undefined {
  return lostTitle(props) ?? errorCount(props.view.t, allErrors(props))
}

/** Above the list: the hour went meanwhile, or answers need correcting. */
export function Trouble(props: HourTrouble) {
  const { view, lost, groups } = props
  const { t, dates } = view
  if (!lost) return <ErrorSummary t={t} errors={allErrors(props)} />
  const nearest = nearestFree(groups, lost)
  const links = nearest && [{
    href: `#${hourId(nearest.slot)}`,
    text: t('bookings.pages.hour.nearest', { hour: dates.hour(nearest.start), left: nearest.left }),
  }]
  const why = lost.why === 'gone' ? 'bookings.pages.hour.goneText' : 'bookings.pages.hour.takenText'
  const text = t(why, { instead: nearest ? 'hour' : 'day' })
  return <Alert title={lostTitle(props)!} text={text} links={links} />
}

/** Nearest in time, the earlier of two as near. Another town is never near: first the same site, then any. */
export function nearestFree(
  groups: readonly HourGroup[],
  to: { start: Temporal.ZonedDateTime; site: string },
): HourChoice | undefined {
  const away = (hour: HourChoice): number => Math.abs(hour.start.epochMilliseconds - to.start.epochMilliseconds)
  const nearestIn = (some: readonly HourGroup[]): HourChoice | undefined =>
    some
      .flatMap(({ hours }) => hours)
      .filter(hasRoom)
      .reduce<HourChoice | undefined>((best, hour) => (best && away(best) <= away(hour) ? best : hour), undefined)
  return nearestIn(groups.filter(({ id }) => id === to.site)) ?? nearestIn(groups)
}
