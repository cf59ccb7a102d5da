import {
  BackLink,
  ButtonLink,
  Calendar,
  type CalendarDay,
  DraftStrip,
  type Fee,
  Fees,
  Note,
  Page,
  placeOf,
  Rows,
  SummaryList,
  type SummaryRow,
  type View,
} from '../../web/index.ts'
import type { OpeningHours } from '../rules.ts'
import { hoursLines } from './opening-hours-text.ts'

/** A place where an office receives people. */
export interface SiteFacts {
  id: string
  name: string
  address: string
  hours: readonly OpeningHours[]
  mapHref?: string
  /** The point on the map is the town's. */
  mapIsTown?: boolean
}

/** An office that is somewhere else, and when it has room. */
export interface NearbyOffice {
  officeId: string
  name: string
  km: number
  firstFree?: Temporal.PlainDate
}

export interface OfficeFacts {
  id: string
  /** "Kantor Imigrasi Wonosobo" */
  name: string
  /** "II Non TPI"; null: not known. */
  class: string | null
  province: string
  /** "Asia/Jakarta" */
  timeZone: string
  /** Where what stands here is from. */
  source: string
}

export interface OfficePageProps {
  view: View
  office: OfficeFacts
  phone?: string
  sites: readonly SiteFacts[]
  /** Names of the services that can be booked. */
  services: readonly string[]
  /** Services that cannot, each with why and what to do. */
  notBookable?: readonly { name: string; reason: string }[]
  /** Who may come without a booking. */
  directVisit?: string
  workingArea: readonly string[]
  workingAreaNote?: string
  fees: readonly Fee[]
  /** "PP 45/2024" */
  feeSource: string
  firstFree?: Temporal.PlainDate
  /** Sorted, without gaps, from today on; for one person and any service. */
  days: readonly CalendarDay[]
  nearby: readonly NearbyOffice[]
}

/** Step 1: one office, all that helps to decide, and its free seats to look at. */
export function OfficePage(props: OfficePageProps) {
  const { view, office, days, firstFree } = props
  const sooner = props.nearby.filter((other) => isSooner(other, firstFree))
  const { t, dates, paths } = view
  return (
    <Page view={view} title={office.name}>
      <DraftStrip t={t} step={1} office={placeOf(office.name)} />
      <div class="stack">
        <h1>{office.name}</h1>
        <p>
          {firstFree
            ? <>{t('offices.pages.office.firstFree')} <b>{dates.day(firstFree)}</b>.</>
            : t('offices.pages.office.noneFree')}
        </p>
        <Take {...props} />
        <SummaryList t={t} rows={officeRows(props)} />
        <h2>{t('offices.pages.office.seats')}</h2>
        <p>{t('offices.pages.office.seatsHint')}</p>
        <Calendar view={view} days={days} />
        <Take {...props} />
        {sooner.length > 0 && <h2>{t('offices.pages.office.nearby')}</h2>}
        <Nearby view={view} nearby={sooner} />
        <BackLink href={paths.offices()}>{t('offices.pages.office.otherOffice')}</BackLink>
        <p class="muted s">{t('offices.pages.office.source', { source: office.source })}</p>
      </div>
    </Page>
  )
}

function isSooner({ firstFree: other }: NearbyOffice, own: Temporal.PlainDate | undefined): boolean {
  return other !== undefined && (own === undefined || Temporal.PlainDate.compare(other, own) < 0)
}

/** One way in: which site is chosen with the day. */
function Take({ view: { t, paths }, office }: OfficePageProps) {
  return <ButtonLink href={paths.bookWho(office.id)}>{t('offices.pages.office.take')}</ButtonLink>
}

function Nearby({ view: { t, dates, paths }, nearby }: Pick<OfficePageProps, 'view' | 'nearby'>) {
  if (nearby.length === 0) return null
  return (
    <Rows
      rows={nearby.map(({ officeId, name, km, firstFree }) => ({
        href: paths.office(officeId),
        title: t('offices.pages.office.nearbyItem', { name, km: Math.round(km) }),
        ...(firstFree && { detail: dates.day(firstFree) }),
      }))}
    />
  )
}

function officeRows(props: OfficePageProps): SummaryRow[] {
  const { view, phone, sites, services, directVisit, notBookable = [] } = props
  const { workingArea, workingAreaNote, fees, feeSource } = props
  const { t } = view
  const rows = sites.flatMap((site) => siteRows(props, site))
  if (phone) rows.push({ term: t('offices.pages.office.phone'), value: phone })
  rows.push({ term: t('offices.pages.office.services'), value: <List items={services} /> })
  if (directVisit || notBookable.length > 0) rows.push(directRow(props))
  rows.push({
    term: t('offices.pages.office.fees', { source: feeSource }),
    value: <><Fees view={view} fees={fees} /><p class="light s">{t('offices.pages.office.feesHow')}</p></>,
  })
  if (workingArea.length > 0) {
    rows.push({
      term: t('offices.pages.office.area'),
      value: <><p>{workingArea.join(', ')}</p>{workingAreaNote && <p class="light s">{workingAreaNote}</p>}</>,
    })
  }
  return rows
}

/** Who may come without a booking, and for what nobody needs one. */
function directRow({ view: { t }, directVisit, notBookable = [] }: OfficePageProps): SummaryRow {
  return {
    term: t('offices.pages.office.direct'),
    value: (
      <>
        {directVisit && <p>{directVisit}</p>}
        {notBookable.map(({ name, reason }) => (
          <p key={name} class="light s">{t('offices.pages.office.notBookable', { service: name, reason })}</p>
        ))}
      </>
    ),
  }
}

function List({ items }: { items: readonly string[] }) {
  return <ul class="plain">{items.map((item) => <li key={item}>{item}</li>)}</ul>
}

function siteRows({ view, office, sites }: OfficePageProps, site: SiteFacts): SummaryRow[] {
  const { t, dates } = view
  const several = sites.length > 1
  const of = (term: string): string => (several ? `${site.name}: ${term}` : term)
  const address: SummaryRow = {
    term: of(t('offices.pages.office.address')),
    value: <>{site.address}{site.mapIsTown && <p class="light s">{t('offices.pages.office.mapTown')}</p>}</>,
  }
  if (site.mapHref) {
    const what = t('offices.pages.office.mapWhat', { name: site.name })
    address.link = { href: site.mapHref, text: t('offices.pages.office.map'), what, away: true }
  }
  const hours: SummaryRow = {
    term: of(t('offices.pages.office.hours', { zone: dates.zone(office.timeZone) })),
    value: <List items={hoursLines(view, site.hours)} />,
  }
  return site.hours.length > 0 ? [address, hours] : [address]
}

export interface OfficeNotYetProps {
  view: View
  office: OfficeFacts
  /** What to do instead, in a sentence or two. */
  instead: string
  /** Offices near by that take bookings. */
  nearby: readonly NearbyOffice[]
}

/** An office that is listed and not on the system: says so, and what to do instead. */
export function OfficeNotYetPage({ view, office, instead, nearby }: OfficeNotYetProps) {
  const { t, paths } = view
  return (
    <Page view={view} title={office.name}>
      <div class="stack">
        <h1>{office.name}</h1>
        <Note><b>{t('offices.pages.office.notYet')}.</b> {instead}</Note>
        <SummaryList
          t={t}
          rows={[
            { term: t('offices.pages.office.province'), value: office.province },
            ...(office.class ? [{ term: t('offices.pages.office.class'), value: office.class }] : []),
          ]}
        />
        {nearby.length > 0 && <h2>{t('offices.pages.office.nearbyNotYet')}</h2>}
        <Nearby view={view} nearby={nearby} />
        <ButtonLink kind="second" href={paths.offices()}>{t('offices.pages.office.otherOffice')}</ButtonLink>
        <p class="muted s">{t('offices.pages.office.source', { source: office.source })}</p>
      </div>
    </Page>
  )
}
