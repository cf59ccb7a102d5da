import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../platform/clock.ts'
import { type Http, unchanged } from '../platform/http/index.ts'
import {
  officeAnswer,
  officeParams,
  officeQuery,
  officesAnswer,
  officesQuery,
  servicesAnswer,
  servicesQuery,
} from './api-shapes.ts'
import type { Catalogue } from './catalogue.ts'
import { listedView, officeView, servicesView } from './api-views.ts'
import { officeErrors } from './errors.ts'
import { nearest, plain, searchOffices } from './finding.ts'
import { type OfficeBook, officeOrRefuse } from './office-book.ts'
import type { Point } from './office.ts'

export interface OfficeDeps {
  offices: OfficeBook
  clock: Clock
}

const tags = ['offices']

/** GET /api/v1/offices, /offices/{office} and /offices/{office}/services, from memory, with ETag. */
export function officeRoutes({ offices, clock }: OfficeDeps): (http: Http) => void {
  return (http) => {
    http.get('/api/v1/offices', { schema: listSchema, onSend: answerUnchanged }, (request) => {
      const { q = '', province, near } = request.query
      const found = searchOffices(offices.all(), q).filter(
        (office) => province === undefined || plain(office.province) === plain(province),
      )
      if (near === undefined) return { offices: found.map((office) => listedView(office)) }
      const { lat, lon } = pointIn(near)
      return { offices: nearest(found, lat, lon).map(({ office, distanceKm }) => listedView(office, distanceKm)) }
    })

    http.get('/api/v1/offices/:office', { schema: officeSchema, config: one, onSend: answerUnchanged }, (request) => {
      const office = officeOrRefuse(offices, request.params.office)
      return officeView(office, request.locale, clock.now().toZonedDateTimeISO(office.timeZone).toPlainDate())
    })

    http.get(
      '/api/v1/offices/:office/services',
      { schema: servicesSchema, config: one, onSend: answerUnchanged },
      (request) => {
        const { locale } = request
        const office = officeOrRefuse(offices, request.params.office)
        const { purpose } = request.query
        refuseUnknownPurpose(offices.catalogue, purpose)
        return servicesView(offices.catalogue, office, { locale, ...(purpose !== undefined && { purpose }) })
      },
    )
  }
}

const listSchema = {
  tags,
  summary: 'Find offices',
  querystring: officesQuery,
  response: { 200: officesAnswer, 304: unchanged },
}

const officeSchema = {
  tags,
  summary: 'One office: sites, hours, working area',
  params: officeParams,
  querystring: officeQuery,
  response: { 200: officeAnswer, 304: unchanged },
}

const servicesSchema = {
  tags,
  summary: 'What one can come for, with documents and official fees',
  params: officeParams,
  querystring: servicesQuery,
  response: { 200: servicesAnswer, 304: unchanged },
}

const one = { problems: ['not-found'] } as const

function refuseUnknownPurpose({ purposes }: Catalogue, purpose: string | undefined): void {
  if (purpose === undefined || purposes.some(({ id }) => id === purpose)) return
  const values = { allowed: purposes.map(({ id }) => id).join(', ') }
  throw officeErrors.PURPOSE_UNKNOWN({
    values,
    faults: [{ pointer: '/purpose', code: 'not-a-choice', say: 'offices.errors.purpose', values }],
  })
}

/** `lat,lon` in degrees. */
function pointIn(near: string): Point {
  const parts = near.split(',').map((part) => (/^\s*[+-]?\d{1,3}(\.\d{1,15})?\s*$/.test(part) ? Number(part) : NaN))
  const [lat = NaN, lon = NaN] = parts
  if (parts.length === 2 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return { lat, lon }
  throw officeErrors.NEAR_INVALID({
    faults: [{ pointer: '/near', code: 'malformed', say: 'offices.errors.near' }],
  })
}

/** Names what is sent by its content, and sends nothing to who has it already (RFC 9110 section 13.1.2). */
async function answerUnchanged(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const tag = `"${hash('sha256', payload, 'base64url').slice(0, 22)}"`
  reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'accept-language')
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (!known?.includes(tag) && !known?.includes('*')) return payload
  reply.code(304).removeHeader('content-type').removeHeader('content-length')
  return ''
}
