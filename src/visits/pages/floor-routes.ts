import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Office, officeOrRefuse } from '../../offices/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import { isAllowed, type StaffAction, type StaffMember } from '../../staff/index.ts'
import {
  formPageHeaders,
  patterns,
  placeOf,
  renderPage,
  type Site,
  type StaffBar,
  type StaffLink,
  type View,
  viewAt,
} from '../../web/index.ts'
import { fill } from '../../web/islands/index.ts'
import { siteParams, type VisitDeps } from '../deps.ts'
import type { FloorAnswer } from '../wire.ts'
import { CounterPage } from './counter.tsx'
import { floorWords } from './floor-words.ts'
import { FloorPage } from './floor.tsx'

export interface FloorPageDeps extends Pick<VisitDeps, 'requireStaff' | 'offices' | 'clock'> {
  site: Site
  /** The hall as its staff see it; throws the refusal for an office or site that has none. */
  floor(at: { office: string; site: string; locale: Locale }): Promise<FloorAnswer>
}

const closed = { additionalProperties: false }
const config = { hasIslands: true }
const counterSchema = {
  params: siteParams,
  querystring: Type.Object({ counter: Type.Optional(Type.String({ maxLength: 60 })) }, closed),
}

/** The counter's and the supervisor's screens. */
export function floorPages(deps: FloorPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffCounter), { config, schema: counterSchema }, async (request, reply) => {
        const { view, member, data, office } = await openScreen(deps, request, 'floor.call')
        const chosen = data.floor.counters.find(({ id, state }) => id === request.query.counter && state !== 'closed')
        const as = fill(floorWords(view).common.counter, { name: chosen?.name ?? '' }).trim()
        const bar = barOf(deps, { view, member, office, data, here: 'counter', as })
        const page = CounterPage({ view, bar, data: { ...data, ...(chosen && { counterId: chosen.id }) } })
        return sendPage(reply.headers(formPageHeaders), renderPage(page))
      })
      http.get(at(patterns.staffFloor), { config, schema: { params: siteParams } }, async (request, reply) => {
        const { view, member, data, office } = await openScreen(deps, request, 'floor.see')
        const as = view.t(`staff.roles.${member.role}`)
        const bar = barOf(deps, { view, member, office, data, here: 'floor', as })
        return sendPage(reply.headers(formPageHeaders), renderPage(FloorPage({ view, bar, data })))
      })
    })
  }
}

type ScreenFacts = Parameters<typeof FloorPage>[0]['data']

async function openScreen(deps: FloorPageDeps, request: FastifyRequest, action: StaffAction) {
  const at = request.params as { office: string; site: string }
  const member = await deps.requireStaff(request, { action, officeId: at.office })
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const { paths, locale } = view
  const data: ScreenFacts = {
    api: `/api/v1/offices/${encodeURIComponent(at.office)}/sites/${encodeURIComponent(at.site)}`,
    floor: await deps.floor({ ...at, locale }),
    links: {
      counter: paths.staffCounter(at.office, at.site),
      floor: paths.staffFloor(at.office, at.site),
      reception: paths.staffReception(at.office, at.site),
      closeDay: paths.staffCloseDay(at.office, at.site),
    },
    maySupervise: isAllowed(member, 'floor.supervise', at.office),
  }
  return { view, member, data, office: officeOrRefuse(deps.offices, at.office) }
}

interface BarFacts {
  view: View
  member: StaffMember
  office: Office
  data: ScreenFacts
  here: 'counter' | 'floor'
  /** What the member is here. */
  as: string
}

/** Rooms of the staff, each with the right that opens it. */
const rooms = [
  { room: 'counter', action: 'floor.call' },
  { room: 'reception', action: 'floor.checkIn' },
  { room: 'floor', action: 'floor.see' },
] as const

function barOf({ clock }: FloorPageDeps, { view, member, office, data: { links }, here, as }: BarFacts): StaffBar {
  return {
    links: rooms
      .filter(({ action }) => isAllowed(member, action, office.officeId))
      .map(({ room }): StaffLink => ({ room, href: links[room], ...(room === here && { current: true }) })),
    name: member.displayName,
    as,
    office: fill(floorWords(view).common.office, { place: placeOf(office.name) }),
    now: clock.now().toZonedDateTimeISO(office.timeZone),
    signOutTo: view.paths.staffSignOut(),
  }
}
