import type { Http } from '../platform/http/index.ts'
import { colleaguesBefore, staffHeaders } from '../staff/index.ts'
import { base } from './api-floor.ts'
import { siteParams, staffAt, type VisitDeps } from './deps.ts'
import { offlineDay } from './offline-day.ts'
import { deskNumbersFrom } from './offline-numbers.ts'
import { offlineDayAnswer, offlineDayQuery } from './wire-offline.ts'

/** What reception keeps for when the network is gone. */
export function offlineRoutes(deps: VisitDeps): (http: Http) => void {
  return (http) => {
    http.get(`${base}/offline-day`, { schema, config }, async (request) => {
      const { hall, by } = await staffAt(deps, request, 'floor.checkIn', { isQuiet: true })
      const before = await colleaguesBefore(deps.database.kysely, hall.office.officeId, by.account)
      const numbersFrom = deskNumbersFrom(before)
      return offlineDay(deps, { hall, day: request.query.day, locale: request.locale, numbersFrom })
    })
  }
}

const config = { problems: ['not-signed-in', 'not-allowed', 'not-found'] } as const
const schema = {
  tags: ['visit day'],
  summary: 'A day to keep for when the network is gone',
  description: 'Today, or tomorrow. Names and masked NIKs: keep it encrypted, and no longer than the day.',
  params: siteParams,
  headers: staffHeaders,
  querystring: offlineDayQuery,
  response: { 200: offlineDayAnswer },
}
