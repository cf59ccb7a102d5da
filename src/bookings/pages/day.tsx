import {
  BackLink,
  Calendar,
  type CalendarDay,
  DayList,
  DraftStrip,
  Page,
  Rows,
  type View,
} from '../../web/index.ts'
import { whoText } from './names.ts'

export interface SiteChoice {
  /** Empty: all sites. */
  id: string
  name: string
}

export interface DayProps {
  view: View
  draftKey: string
  place: string
  names: readonly string[]
  /** Sorted, without gaps, from today on. */
  days: readonly CalendarDay[]
  /** The list instead of the table: `?view=list`. */
  asList?: boolean
  /** Of an office with several sites: all of them, and the one chosen (none: all). */
  sites?: readonly SiteChoice[]
  site?: string
}

/** Step 4: the day. Every day is shown; those that cannot be chosen say why. */
export function DayPage(props: DayProps) {
  const { view, draftKey, place, names, days, asList = false, site } = props
  const { t, paths } = view
  const hrefOf = (date: Temporal.PlainDate): string => paths.draft(draftKey, 'hour', { day: date.toString(), site })
  const noneFree = !days.some(({ state }) => state === 'free' || state === 'few')
  const office = t('web.officeName', { place })
  const heading = noneFree
    ? t('bookings.pages.day.none', { party: names.length })
    : t('bookings.pages.day.heading', { office })
  return (
    <Page view={view} title={noneFree ? heading : t('bookings.pages.day.title')} unlisted>
      <DraftStrip t={t} step={4} office={place} who={whoText(view, names)} />
      <div class="stack">
        <h1>{heading}</h1>
        {noneFree
          ? <NoneFree view={view} days={days} />
          : <p>{t('bookings.pages.day.forParty', { party: names.length })}</p>}
        {props.sites && <Sites {...props} sites={props.sites} />}
        {asList
          ? <DayList view={view} days={days} hrefOf={hrefOf} />
          : <Calendar view={view} days={days} hrefOf={hrefOf} />}
        <BackLink href={paths.draft(draftKey, 'day', { site, view: asList ? undefined : 'list' })}>
          {t(asList ? 'web.calendar.asTable' : 'web.calendar.asList')}
        </BackLink>
        <BackLink href={paths.draft(draftKey, 'check')}>{t('bookings.pages.day.back')}</BackLink>
      </div>
    </Page>
  )
}

/** Why nothing is free, when to look again, where else to go. */
function NoneFree({ view, days }: { view: View; days: readonly CalendarDay[] }) {
  const { t, dates, paths } = view
  const opensAt = days
    .map((day) => day.opensAt)
    .filter((moment) => moment !== undefined)
    .sort(Temporal.ZonedDateTime.compare)[0]
  return (
    <>
      <p>{t('bookings.pages.day.noneWhy')}</p>
      {opensAt && <p><b>{t('bookings.pages.day.noneOpens', { when: dates.moment(opensAt) })}</b></p>}
      <Rows
        rows={[{
          href: paths.offices(),
          title: t('bookings.pages.day.noneOther'),
          detail: t('bookings.pages.day.noneOtherDetail'),
        }]}
      />
    </>
  )
}

function Sites({ view, draftKey, sites, site = '', asList }: DayProps & { sites: readonly SiteChoice[] }) {
  const { t, paths } = view
  const all = [{ id: '', name: t('bookings.pages.day.allSites') }, ...sites]
  return (
    <nav class="choices" aria-label={t('bookings.pages.day.sites')}>
      <ul>
        {all.map(({ id, name }) => (
          <li key={id}>
            <a
              href={paths.draft(draftKey, 'day', { site: id, view: asList ? 'list' : undefined })}
              aria-current={id === site ? 'true' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
