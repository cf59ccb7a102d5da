import type { FastifyRequest } from 'fastify'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { inLanguage, patterns, placeOf, renderPage, type Site, viewAt } from '../../web/index.ts'
import { dayCode } from '../day-code.ts'
import { siteParams, staffAt, type VisitDeps } from '../deps.ts'
import { momentIn } from '../floor-view.ts'
import { DoorPage } from './door.tsx'
import { KioskPage } from './kiosk.tsx'
import { letReadersRun } from './reader-policy.ts'

export interface KioskPageDeps extends VisitDeps {
  site: Site
  /** Address of the kiosk's own. */
  stylesheet: string
}

const schema = { params: siteParams }

/** The kiosk, opened by whoever may check people in, and the paper with the day's code. */
export function kioskPages(deps: KioskPageDeps): (http: Http) => void {
  const { stylesheet, clock, keys } = deps
  const openSite = async (request: FastifyRequest) => {
    const { hall } = await staffAt(deps, request, 'floor.checkIn')
    const site = hall.office.definition.sites.find(({ id }) => id === hall.key.siteId)!
    return { hall, site, isMain: site === hall.office.definition.sites[0], code: dayCode(keys, hall.key) }
  }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffKiosk), { config: { hasIslands: true }, schema }, async (request, reply) => {
        const { hall, site, isMain, code } = await openSite(request)
        const view = viewAt({ ...deps.site, stylesheet }, request.raw.url ?? '/')
        const { dates, here, locale, paths } = view
        const { office, site: siteId } = request.params
        letReadersRun(reply)
        const now = clock.now().toZonedDateTimeISO(hall.office.timeZone)
        const other = locale === 'id' ? 'en' : 'id'
        const page = KioskPage({
          view,
          hour: dates.hour(now),
          data: {
            place: {
              name: placeOf(hall.office.name),
              zone: dates.zone(hall.office.timeZone),
              ...(!isMain && { site: site.name }),
            },
            letters: hall.office.letters,
            today: { code, day: hall.key.day, now: momentIn(hall.office.timeZone, now.epochMilliseconds) },
            day: dates.day(now.toPlainDate()),
            api: paths.hallApi(office, siteId),
            links: {
              home: inLanguage(here, 'id'),
              other: inLanguage(here, other),
              otherLocale: other,
              signIn: paths.staffSignIn({ next: inLanguage(here, locale) }),
            },
            isHome: locale === 'id',
          },
        })
        return sendPage(reply, renderPage(page))
      })
      http.get(at(patterns.staffDoor), { schema }, async (request, reply) => {
        const { hall, site, code } = await openSite(request)
        const view = viewAt(deps.site, request.raw.url ?? '/')
        const day = Temporal.PlainDate.from(hall.key.day)
        return sendPage(reply, renderPage(DoorPage({ view, code, day, site: site.name })))
      })
    })
  }
}
