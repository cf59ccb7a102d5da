import type { Http } from '../platform/http/index.ts'
import { base } from './api-floor.ts'
import { dayCode } from './day-code.ts'
import { siteParams, staffAt, type VisitDeps } from './deps.ts'
import { momentIn } from './floor-view.ts'
import { dayCodeAnswer } from './wire.ts'

/** The code at the door, for the screens that show it. */
export function dayCodeRoutes(deps: VisitDeps): (http: Http) => void {
  return (http) => {
    http.get(`${base}/day-code`, { schema, config }, async (request) => {
      const { hall } = await staffAt(deps, request, 'floor.checkIn')
      const now = momentIn(hall.office.timeZone, deps.clock.now().epochMilliseconds)
      return { code: dayCode(deps.keys, hall.key), day: hall.key.day, now }
    })
  }
}

const schema = {
  tags: ['visit day'],
  summary: 'The code at the door today, for checking in by phone',
  params: siteParams,
  response: { 200: dayCodeAnswer },
}
const config = { problems: ['not-signed-in', 'not-allowed', 'not-found'] } as const
