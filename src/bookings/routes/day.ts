import type { FastifyReply } from 'fastify'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, placeOf, renderPage } from '../../web/index.ts'
import { DayPage } from '../pages/day.tsx'
import { calendarDays, sitesFor } from './openings.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { atCheckedStep, type CheckedStep, seekerOf, stepPattern } from './steps.ts'

/** Step 4: the days of this party, as a calendar or a list. */
export function dayRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(stepPattern('day')), ofKey, atCheckedStep(deps, (step) => sendDays(deps, step)))
    })
  }
}

async function sendDays(deps: PageDeps, step: CheckedStep): Promise<FastifyReply> {
  const { view, draft: { office, key }, party, request, reply } = step
  const seeker = seekerOf(step)
  const sites = sitesFor(seeker)
  const page = DayPage({
    view,
    draftKey: key,
    place: placeOf(office.name),
    names: party.people.map(({ name }) => name),
    days: await calendarDays(deps, seeker, view.t),
    asList: fieldText(request.query, 'view') === 'list',
    sites: sites.length > 1 ? sites : undefined,
    site: seeker.siteId,
  })
  return sendPage(reply, renderPage(page))
}
