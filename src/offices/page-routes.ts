import type { FastifyReply, FastifyRequest } from 'fastify'
import type { JSX } from 'preact'
import { Type } from 'typebox'
import type { Clock } from '../platform/clock.ts'
import { type Http, inEachLanguage, sendPage } from '../platform/http/index.ts'
import type { Translate } from '../platform/i18n/index.ts'
import { type CalendarDay, fieldText, patterns, renderPage, type Site, type View, viewAt } from '../web/index.ts'
import { nearest, plain, searchOffices } from './finding.ts'
import { type OfficeBook, officeOrRefuse } from './office-book.ts'
import type { Office } from './office.ts'
import { HelpPage, HowSeatsPage, PrivacyPage, type PrivacyProps } from './pages/explain.tsx'
import { HomePage } from './pages/home.tsx'
import { OfficeListPage } from './pages/list.tsx'
import { type NearbyOffice, OfficeNotYetPage, OfficePage } from './pages/office.tsx'
import { notYetFacts, officeFacts } from './pages/office-facts.ts'

/** Days of an office for one person and any service, from today on. Schedule knows them, and stands behind offices. */
export type SeatDays = (office: Office, t: Translate) => Promise<CalendarDay[]>

/**
 * What the visit day puts on an office's page, from a feature below this one: today for people
 * without a booking. Undefined: the office does not run its day with Giliran.
 */
export type TodayPart = (asked: { officeId: string; view: View }) => Promise<JSX.Element | undefined>

/** What draws put on an office's page, from a feature below this one; undefined: it gives its seats at once. */
export type DrawPart = TodayPart

export interface OfficePageDeps {
  offices: OfficeBook
  clock: Clock
  site: Site
  seatDays: SeatDays
  todayPart: TodayPart
  drawPart: DrawPart
  /** Days for which personal data is kept. */
  keep: PrivacyProps['keep']
}

/** More would hide the way to all of them. */
const FIRST_FREE_SHOWN = 3
const NEARBY_SHOWN = 3

const shared = { config: { isShared: true } }
const ofOffice = {
  ...shared,
  schema: { params: Type.Object({ office: Type.String({ maxLength: 60 }) }, { additionalProperties: false }) },
}

/** Home, the offices, and the pages that explain: nothing personal, kept by caches that ask again. */
export function officePages(deps: OfficePageDeps): (http: Http) => void {
  const viewOf = (request: FastifyRequest): View => viewAt(deps.site, request.raw.url ?? '/')
  const plainPages = [
    [patterns.howSeatsAreGiven, HowSeatsPage],
    [patterns.help, HelpPage],
    [patterns.privacy, ({ view }: { view: View }) => PrivacyPage({ view, keep: deps.keep })],
  ] as const
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.home), shared, (request, reply) => sendHome(deps, viewOf(request), reply))
      http.get(at(patterns.offices), shared, (request, reply) => sendList(deps, viewOf(request), { request, reply }))
      http.get(at(patterns.office), ofOffice, (request, reply) =>
        sendOffice(deps, viewOf(request), { office: officeOrRefuse(deps.offices, request.params.office), reply }),
      )
      for (const [pattern, Explaining] of plainPages) {
        http.get(at(pattern), shared, (request, reply) =>
          sendPage(reply, renderPage(Explaining({ view: viewOf(request) }))),
        )
      }
    })
  }
}

async function sendHome(deps: OfficePageDeps, view: View, reply: FastifyReply): Promise<FastifyReply> {
  const all = deps.offices.all()
  const bookable = all.filter((office) => office.bookable)
  const open = await Promise.all(bookable.map((office) => withFirstFree(deps, view, office)))
  const firstFree = open.toSorted(soonestFirst).slice(0, FIRST_FREE_SHOWN)
  return sendPage(reply, renderPage(HomePage({ view, firstFree, officeCount: all.length })))
}

interface OfficeAndDay {
  officeId: string
  name: string
  day?: Temporal.PlainDate
}

async function withFirstFree({ seatDays }: OfficePageDeps, { t }: View, office: Office): Promise<OfficeAndDay> {
  const day = firstFreeOf(await seatDays(office, t))
  return { officeId: office.officeId, name: office.name, ...(day && { day }) }
}

function firstFreeOf(days: readonly CalendarDay[]): Temporal.PlainDate | undefined {
  return days.find(({ state }) => state === 'free' || state === 'few')?.date
}

/** Offices without a free day last, equal ones by name. */
function soonestFirst(a: OfficeAndDay, b: OfficeAndDay): number {
  if (a.day && b.day) return Temporal.PlainDate.compare(a.day, b.day) || a.name.localeCompare(b.name, 'id')
  return Number(b.day !== undefined) - Number(a.day !== undefined) || a.name.localeCompare(b.name, 'id')
}

function sendList(
  { offices }: OfficePageDeps,
  view: View,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  const q = fieldText(request.query, 'q', 100).trim()
  const province = fieldText(request.query, 'province', 100).trim()
  const found = searchOffices(offices.all(), q).filter(
    (office) => province === '' || plain(office.province) === plain(province),
  )
  const rows = found.map(({ officeId: id, name, province, bookable }) => ({ id, name, province, bookable }))
  return sendPage(reply, renderPage(OfficeListPage({ view, query: q || province, offices: rows })))
}

async function sendOffice(
  deps: OfficePageDeps,
  view: View,
  { office, reply }: { office: Office; reply: FastifyReply },
): Promise<FastifyReply> {
  const nearby = await nearbyOf(deps, view, office)
  if (!office.bookable || !office.definition) {
    return sendPage(reply, renderPage(OfficeNotYetPage({ view, ...notYetFacts(office, view), nearby })))
  }
  const { offices: { catalogue }, clock } = deps
  const days = await deps.seatDays(office, view.t)
  const today = clock.now().toZonedDateTimeISO(office.timeZone).toPlainDate()
  const facts = officeFacts({ office, definition: office.definition, catalogue, today, locale: view.locale })
  const todayPart = await deps.todayPart({ officeId: office.officeId, view })
  const drawPart = await deps.drawPart({ officeId: office.officeId, view })
  const firstFree = firstFreeOf(days)
  return sendPage(reply, renderPage(OfficePage({ view, ...facts, firstFree, todayPart, drawPart, days, nearby })))
}

/** The nearest other offices that take bookings, with their first free day. */
function nearbyOf(deps: OfficePageDeps, view: View, office: Office): Promise<NearbyOffice[]> {
  const { lat, lon } = office.definition?.sites[0] ?? office.town
  const others = deps.offices.all().filter((one) => one.bookable && one.officeId !== office.officeId)
  return Promise.all(
    nearest(others, lat, lon)
      .slice(0, NEARBY_SHOWN)
      .map(async ({ office: other, distanceKm }) => {
        const { officeId, name, day } = await withFirstFree(deps, view, other)
        return { officeId, name, km: distanceKm, ...(day && { firstFree: day }) }
      }),
  )
}
