import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { formPageHeaders, patterns, renderPage, viewAt } from '../../web/index.ts'
import { type HomeOffice, HomePage } from '../pages/home.tsx'
import { isOwnOffice } from '../rules.ts'
import type { StaffPageDeps } from './page-deps.ts'

/** /staff: where staff begin. */
export function homeRoutes({ requireStaff, offices, site }: StaffPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staff), async (request, reply) => {
        const member = await requireStaff(request)
        const own = offices.all().flatMap(({ officeId, name, bookable, definition }): HomeOffice[] => {
          if (!bookable || !definition || !isOwnOffice(member, officeId)) return []
          const sites = definition.sites.map((one) => ({ siteId: one.id, name: one.name }))
          return [{ officeId, name, sites, givesByDraw: (definition.draws ?? []).length > 0 }]
        })
        const page = HomePage({ view: viewAt(site, request.raw.url ?? '/'), member, offices: own })
        return sendPage(reply.headers(formPageHeaders), renderPage(page))
      })
    })
  }
}
