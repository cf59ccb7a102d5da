import { Type } from 'typebox'
import { drawsOfMonth } from '../draws/index.ts'
import { officeOrRefuse } from '../offices/index.ts'
import { type Http, inEachLanguage, sendPage } from '../platform/http/index.ts'
import { patterns, renderPage, type Site, type View, viewAt } from '../web/index.ts'
import { keptFor } from './api.ts'
import { reportErrors } from './errors.ts'
import { dayCsv, monthCsv } from './figures-csv.ts'
import { FairnessPage } from './pages/fairness.tsx'
import { RecordDayPage } from './pages/record-day.tsx'
import { RecordListPage } from './pages/record-list.tsx'
import { RecordMonthPage } from './pages/record-month.tsx'
import {
  type Leaf,
  listOfMonth,
  periodsOf,
  recordOfDay,
  recordOfMonth,
  type ReportDeps,
  type Shown,
} from './service.ts'

export interface ReportPageDeps extends ReportDeps {
  site: Site
}

const closed = { additionalProperties: false }
const office = Type.String({ maxLength: 60 })
const shared = { isShared: true }
const ofOffice = { config: shared, schema: { params: Type.Object({ office }, closed) } }
const ofPeriod = {
  config: shared,
  schema: { params: Type.Object({ office, period: Type.String({ maxLength: 60 }) }, closed) },
}

const isDay = (period: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(period)

/** The public record, its files, and how all of it can be checked. Nothing here needs a sign-in or a script. */
export function reportPages(deps: ReportPageDeps): (http: Http) => void {
  const officeAt = (id: string) => {
    const { officeId, name, timeZone } = officeOrRefuse(deps.offices, id)
    return { id: officeId, name, timeZone }
  }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.fairness), { config: shared }, (request, reply) =>
        sendPage(reply, renderPage(FairnessPage({ view: viewAt(deps.site, request.url) }))),
      )
      http.get(at(patterns.record), ofOffice, async (request, reply) => {
        const office = officeAt(request.params.office)
        const view = viewAt(deps.site, request.url)
        return sendPage(reply, renderPage(RecordListPage({ view, office, ...(await periodsOf(deps, office.id)) })))
      })
      http.get(at(patterns.recordOf), ofPeriod, async (request, reply) => {
        const office = officeAt(request.params.office)
        const view = viewAt(deps.site, request.url)
        return sendPage(reply, await pageOf(deps, { view, office, period: request.params.period }))
      })
      http.get(at(patterns.recordCsv), ofPeriod, async (request, reply) => {
        const { id } = officeAt(request.params.office)
        const { period } = request.params
        const csv = await csvOf(deps, id, period)
        return keptFor(reply, 'growing')
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="giliran-${id}-${period}.csv"`)
          .send(csv)
      })
      http.get(at(patterns.recordTurns), ofPeriod, async (request, reply) => {
        const list = await listOfMonth(deps, officeAt(request.params.office).id, request.params.period)
        return keptFor(reply, 'for-ever').type('text/plain; charset=utf-8').send(list)
      })
    })
  }
}

interface PageAsked {
  view: View
  office: { id: string; name: string; timeZone: string }
  period: string
}

async function pageOf(deps: ReportPageDeps, { view, office, period }: PageAsked): Promise<string> {
  if (!isDay(period)) {
    const shown = await monthOf(deps, office.id, period)
    const draws = await drawsOfMonth(deps, view, { officeId: office.id, month: period })
    return renderPage(RecordMonthPage({ view, office, ...shown, draws, leaf: await leafOf(deps, office.id, shown) }))
  }
  const shown = await recordOfDay(deps, office.id, period)
  const leaf = await leafOf(deps, office.id, shown)
  const month = period.slice(0, 7)
  const { months } = await periodsOf(deps, office.id)
  return renderPage(RecordDayPage({ view, office, ...shown, leaf, ...(months.includes(month) && { month }) }))
}

const leafOf = (deps: ReportDeps, officeId: string, { proof: { auditId } }: Shown<unknown>): Promise<Leaf> =>
  deps.ledger.placeOf({ officeId, auditId })

async function csvOf(deps: ReportDeps, officeId: string, period: string): Promise<string> {
  if (isDay(period)) return dayCsv((await recordOfDay(deps, officeId, period)).record)
  const { record, days } = await monthOf(deps, officeId, period)
  return monthCsv(record, days)
}

function monthOf(deps: ReportDeps, officeId: string, month: string): ReturnType<typeof recordOfMonth> {
  if (!/^\d{4}-\d{2}$/.test(month)) throw reportErrors.NO_RECORD()
  return recordOfMonth(deps, officeId, month)
}
