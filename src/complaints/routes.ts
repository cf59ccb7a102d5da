import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OfficeBook } from '../offices/index.ts'
import type { Config } from '../platform/config.ts'
import type { Keys } from '../platform/crypto/index.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../platform/http/index.ts'
import type { Limits } from '../platform/limits.ts'
import type { RequireStaff } from '../staff/index.ts'
import { fieldText, formPageHeaders, patterns, placeOf, renderPage, type Site, viewAt } from '../web/index.ts'
import { takeReport } from './limits.ts'
import { ReportPage, type ReportPageProps, ReportThanksPage } from './pages/report.tsx'
import { ReportsPage } from './pages/reports.tsx'
import { emptyReport, readReport, readReportForm } from './rules.ts'
import { HEADQUARTERS_ZONE, keepReport, listReports, markSeen, type ReportDeps } from './store.ts'

export interface ComplaintPageDeps extends ReportDeps {
  keys: Pick<Keys, 'sealer' | 'lookup'>
  offices: OfficeBook
  limits: Limits
  config: Pick<Config, 'keep'>
  requireStaff: RequireStaff
  site: Site
}

/** Shown at once. */
const REPORTS_SHOWN = 50
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const config = { hasIslands: true }

/** The form for everybody, and the screen on which headquarters, and nobody else, reads what came. */
export function complaintPages(deps: ComplaintPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.reportBrokers), (request, reply) => {
        const isThanked = fieldText(request.query, 'news') === 'thanks'
        return isThanked ? thank(deps, request, reply) : ask(deps, request, reply)
      })
      http.post(at(patterns.reportBrokers), (request, reply) => take(deps, request, reply))
      http.get(at(patterns.staffBrokerReports), { config }, (request, reply) => list(deps, request, reply))
      http.post(at(patterns.staffBrokerReports), { config }, (request, reply) => mark(deps, request, reply))
    })
  }
}

const viewOf = ({ site }: ComplaintPageDeps, request: FastifyRequest) => viewAt(site, request.raw.url ?? '/')

function ask(
  deps: ComplaintPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Partial<Pick<ReportPageProps, 'form' | 'errors'>> = {},
): FastifyReply {
  const { form = emptyReport, errors = [] } = typed
  const offices = deps.offices.all().map(({ officeId, name }) => ({ value: officeId, label: placeOf(name) }))
  const page = ReportPage({ view: viewOf(deps, request), offices, form, errors })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), errors.length > 0 ? 422 : 200)
}

function thank(deps: ComplaintPageDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendPage(reply, renderPage(ReportThanksPage({ view: viewOf(deps, request) })))
}

async function take(deps: ComplaintPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = readReportForm(request.body)
  const read = readReport(form, (officeId) => deps.offices.get(officeId) !== undefined)
  const { t, paths } = viewOf(deps, request)
  if ('faults' in read) {
    const errors = read.faults.map(({ field, say, values }) => ({ field, message: t(say, values) }))
    return ask(deps, request, reply, { form, errors })
  }
  await takeReport(deps, networkOf(request))
  await keepReport(deps, read.report)
  return reply.redirect(paths.reportBrokers({ news: 'thanks' }), 303)
}

async function list(deps: ComplaintPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const member = await deps.requireStaff(request, { action: 'brokerReports.read' })
  const view = viewOf(deps, request)
  const asked = Number(fieldText(request.query, 'page', 4))
  const page = Number.isInteger(asked) && asked > 1 ? asked : 1
  const found = await listReports(deps, { skip: (page - 1) * REPORTS_SHOWN, max: REPORTS_SHOWN })
  const screen = ReportsPage({
    view,
    bar: {
      links: [],
      name: member.displayName,
      as: view.t(`staff.roles.${member.role}`),
      office: view.t('complaints.staff.allOffices'),
      now: deps.clock.now().toZonedDateTimeISO(HEADQUARTERS_ZONE),
      signOutTo: view.paths.staffSignOut(),
    },
    ...found,
    keepDays: deps.config.keep.reportsDays,
    page,
    pages: Math.max(1, Math.ceil(found.total / REPORTS_SHOWN)),
    placeOf: (officeId) => placeOf(deps.offices.get(officeId)?.name ?? officeId),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(screen))
}

async function mark(deps: ComplaintPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const member = await deps.requireStaff(request, { action: 'brokerReports.read' })
  const reportId = fieldText(request.body, 'seen', 36)
  if (uuid.test(reportId)) await markSeen(deps, { reportId, by: member.name })
  return reply.redirect(viewOf(deps, request).paths.staffBrokerReports(), 303)
}
