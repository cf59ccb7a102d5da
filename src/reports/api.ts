import type { FastifyReply } from 'fastify'
import { officeOrRefuse } from '../offices/index.ts'
import type { Http } from '../platform/http/index.ts'
import { dayAnswer, dayParams, monthAnswer, monthParams, recordAnswer, recordParams } from './api-shapes.ts'
import { type Leaf, periodsOf, recordOfDay, recordOfMonth, type ReportDeps, type Shown } from './service.ts'

const tags = ['record']
const config = { problems: ['not-found'] } as const

/** How long caches may keep what never changes; lists grow, months get samples, and leaves newer checkpoints. */
const DAY_SECONDS = 86_400
const SOON_SECONDS = 300

export function keptFor(reply: FastifyReply, what: 'for-ever' | 'growing'): FastifyReply {
  return reply.header('cache-control', `public, max-age=${what === 'for-ever' ? DAY_SECONDS : SOON_SECONDS}`)
}

/** GET /api/v1/offices/{office}/record, and below it days and months that are over. */
export function reportRoutes(deps: ReportDeps): (http: Http) => void {
  return (http) => {
    http.get('/api/v1/offices/:office/record', { schema: listSchema, config }, async ({ params }, reply) => {
      const { officeId } = officeOrRefuse(deps.offices, params.office)
      keptFor(reply, 'growing')
      return periodsOf(deps, officeId)
    })

    http.get('/api/v1/offices/:office/record/days/:date', { schema: daySchema, config }, async ({ params }, reply) => {
      const { officeId } = officeOrRefuse(deps.offices, params.office)
      const { record, proof } = await recordOfDay(deps, officeId, params.date)
      const leaf = await deps.ledger.placeOf({ officeId, auditId: proof.auditId })
      keptFor(reply, 'growing')
      return { record, proof: proofView(proof, leaf) }
    })

    http.get(
      '/api/v1/offices/:office/record/months/:month',
      { schema: monthSchema, config },
      async ({ params }, reply) => {
        const { officeId } = officeOrRefuse(deps.offices, params.office)
        const { record, proof, days, samples } = await recordOfMonth(deps, officeId, params.month)
        const leaf = await deps.ledger.placeOf({ officeId, auditId: proof.auditId })
        keptFor(reply, 'growing')
        return {
          record,
          proof: proofView(proof, leaf),
          days,
          samples: samples.map((one) => ({ record: one.record, proof: proofView(one.proof) })),
        }
      },
    )
  }
}

const proofView = ({ at, commitment, salt, opening }: Shown<unknown>['proof'], leaf?: Leaf) => ({
  at: at.toString(),
  commitment,
  salt,
  opening,
  ...(leaf && { leaf }),
})

const listSchema = {
  tags,
  summary: 'Days and months on public record',
  params: recordParams,
  response: { 200: recordAnswer },
}
const daySchema = {
  tags,
  summary: 'What was given on a day that is over, and what became of it',
  params: dayParams,
  response: { 200: dayAnswer },
}
const monthSchema = {
  tags,
  summary: 'A month that is over, with its days and the samples drawn from it',
  params: monthParams,
  response: { 200: monthAnswer },
}
