import type { JSX } from 'preact'
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
  /** What can be booked, each once whatever the age. */
  services: readonly string[]
  /** What cannot, one sentence a service: why, and what to do. */
  notBookable?: readonly string[]
  /** Who may come without a booking. */
  directVisit?: string
  workingArea: readonly string[]
  workingAreaNote?: string
  fees: readonly Fee[]
  /** "PP 45/2024" */
  feeSource: string
  firstFree?: Temporal.PlainDate
  /** Today for people without a booking. */
  todayPart?: JSX.Element | undefined
  /** Days that are given by draw. */
  drawPart?: JSX.Element | undefined
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
    <Page view={view} title={office.name} wide>
      <div class="cols">
        <div>
          <DraftStrip t={t} step={1} office={placeOf(office.name)} />
          <div class="stack">
            <h1>{office.name}</h1>
            <p>
              {firstFree
                ? <>{t('offices.pages.office.firstFree')} <b>{dates.day(firstFree)}</b>.</>
                : t('offices.pages.office.noneFree')}
            </p>
            <Take {...props} />
            {props.drawPart}
            {props.todayPart}
            {props.todayPart && <h2>{t('offices.pages.office.about')}</h2>}
            <SummaryList t={t} rows={officeRows(props)} />
            <p class="muted s">{t('offices.pages.office.source', { source: office.source })}</p>
          </div>
        </div>
        <div class="stack">
          <h2>{t('offices.pages.office.seats')}</h2>
          <p>{t('offices.pages.office.seatsHint')}</p>
          <Calendar view={view} days={days} />
          <Take {...props} />
          {sooner.length > 0 && <h2>{t('offices.pages.office.nearby')}</h2>}
          <Nearby view={view} nearby={sooner} />
          <BackLink href={paths.record(office.id)}>{t('reports.record.link')}</BackLink>
          <BackLink href={paths.offices()}>{t('offices.pages.office.otherOffice')}</BackLink>
        </div>
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
        ...(firstFree && { detail: t('offices.pages.office.nearbyFree', { day: dates.day(firstFree) }) }),
      }))}
    />
  )
}

function officeRows(props: OfficePageProps): SummaryRow[] {
  const { view, phone, sites, services, directVisit, notBookable = [] } = props
  const { workingArea, workingAreaNote, fees, feeSource } = props
  const { t } = view
  const rows = [...sites.map((site) => placeRow(props, site)), ...hoursRows(props)]
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
        {notBookable.map((sentence) => <p key={sentence} class="light s">{sentence}</p>)}
      </>
    ),
  }
}

function List({ items }: { items: readonly string[] }) {
  return <ul class="plain">{items.map((item) => <li key={item}>{item}</li>)}</ul>
}

/** Where it is: of several places each by its name. */
function placeRow({ view: { t }, sites }: OfficePageProps, site: SiteFacts): SummaryRow {
  const address: SummaryRow = {
    term: sites.length > 1 ? site.name : t('offices.pages.office.address'),
    value: <>{site.address}{site.mapIsTown && <p class="light s">{t('offices.pages.office.mapTown')}</p>}</>,
  }
  if (site.mapHref) {
    const what = t('offices.pages.office.mapWhat', { name: site.name })
    address.link = { href: site.mapHref, text: t('offices.pages.office.map'), what, away: true }
  }
  return address
}

/** When it is open: places with the same hours share a line. */
function hoursRows({ view, office, sites }: OfficePageProps): SummaryRow[] {
  const { t, dates } = view
  const term = t('offices.pages.office.hours', { zone: dates.zone(office.timeZone) })
  const open = sites
    .filter(({ hours }) => hours.length > 0)
    .map(({ name, hours }) => ({ name, lines: hoursLines(view, hours) }))
  const alike = [...Map.groupBy(open, ({ lines }) => lines.join('\n')).values()]
  return alike.map((group) => ({
    term: alike.length > 1 ? `${term}: ${group.map(({ name }) => name).join(', ')}` : term,
    value: <List items={group[0]!.lines} />,
  }))
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
        <Note>{instead}</Note>
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
