import type { Http } from '../platform/http/index.ts'
import { staffHeaders } from '../staff/index.ts'
import { base } from './api-floor.ts'
import { dayCode } from './day-code.ts'
import { siteParams, staffAt, type VisitDeps } from './deps.ts'
import { momentIn } from './floor-view.ts'
import type { KioskState } from './kiosk-book.ts'
import { dayCodeAnswer, kioskBody } from './wire.ts'

const tags = ['visit day']
const config = { problems: ['not-signed-in', 'not-allowed', 'not-found'] } as const

/** The code at the door for the screens that show it, and what the kiosk asks of staff. */
export function kioskRoutes(deps: VisitDeps): (http: Http) => void {
  return (http) => {
    http.get(`${base}/day-code`, { schema: dayCodeSchema, config }, async (request) => {
      const { hall } = await staffAt(deps, request, 'floor.checkIn')
      const now = momentIn(hall.office.timeZone, deps.clock.now().epochMilliseconds)
      return { code: dayCode(deps.keys, hall.key), day: hall.key.day, now }
    })
    http.post(`${base}/kiosk`, { schema: kioskSchema, config }, async (request) => {
      const { hall } = await staffAt(deps, request, 'floor.checkIn')
      const { help, noPaperFor } = request.body
      const nowMs = deps.clock.now().epochMilliseconds
      const before = deps.kiosks.of(hall.key)
      const after: KioskState = {
        ...(help && { helpMs: before.helpMs ?? nowMs }),
        ...(noPaperFor !== undefined && {
          printer: { sinceMs: before.printer?.sinceMs ?? nowMs, number: noPaperFor },
        }),
      }
      await deps.kiosks.tell(hall.key, after)
      return { help, ...(noPaperFor !== undefined && { noPaperFor }) }
    })
  }
}

const dayCodeSchema = {
  tags,
  summary: 'The code at the door today, for checking in by phone',
  params: siteParams,
  headers: staffHeaders,
  response: { 200: dayCodeAnswer },
}
const kioskSchema = {
  tags,
  summary: 'Say what the kiosk wants of staff: help, paper, nothing',
  params: siteParams,
  headers: staffHeaders,
  body: kioskBody,
  response: { 200: kioskBody },
}
