import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import { isAllowed, type StaffAction } from '../../staff/index.ts'
import { formPageHeaders, patterns, renderPage, type Site } from '../../web/index.ts'
import { fill } from '../../web/islands/index.ts'
import { siteParams, type VisitDeps } from '../deps.ts'
import type { FloorAnswer } from '../wire.ts'
import { askedBy, barOf } from './asked-by.ts'
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
        const { asked, data } = await openScreen(deps, request, 'floor.call')
        const { view } = asked
        const chosen = data.floor.counters.find(({ id, state }) => id === request.query.counter && state !== 'closed')
        const as = fill(floorWords(view).common.counter, { name: chosen?.name ?? '' }).trim()
        const bar = barOf(deps, asked, { here: 'counter', as })
        const page = CounterPage({ view, bar, data: { ...data, ...(chosen && { counterId: chosen.id }) } })
        return sendPage(reply.headers(formPageHeaders), renderPage(page))
      })
      http.get(at(patterns.staffFloor), { config, schema: { params: siteParams } }, async (request, reply) => {
        const { asked, data } = await openScreen(deps, request, 'floor.see')
        const { view, member } = asked
        const bar = barOf(deps, asked, { here: 'floor', as: view.t(`staff.roles.${member.role}`) })
        return sendPage(reply.headers(formPageHeaders), renderPage(FloorPage({ view, bar, data })))
      })
    })
  }
}

type ScreenFacts = Parameters<typeof FloorPage>[0]['data']

async function openScreen(deps: FloorPageDeps, request: FastifyRequest, action: StaffAction) {
  const asked = await askedBy(deps, request, action)
  const { view: { paths, locale }, member, hall: { key: { officeId, siteId } } } = asked
  const data: ScreenFacts = {
    api: paths.hallApi(officeId, siteId),
    floor: await deps.floor({ office: officeId, site: siteId, locale }),
    links: {
      counter: paths.staffCounter(officeId, siteId),
      floor: paths.staffFloor(officeId, siteId),
      reception: paths.staffReception(officeId, siteId),
      closeDay: paths.staffCloseDay(officeId, siteId),
    },
    maySupervise: isAllowed(member, 'floor.supervise', officeId),
  }
  return { asked, data }
}
