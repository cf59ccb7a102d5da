import type { AddressInfo } from 'node:net'
import { bookingRoutes, type ReadEntry } from './bookings/index.ts'
import { drawApi, drawPages, drawPart, offerPages, readEntry, staffOfferPages, verifyDrawPages } from './draws/index.ts'
import {
  contactPages,
  contactPart,
  loadTexts,
  messagePages,
  outboxPages,
  phoneRoutes,
  phoneWorker,
  proofRoutes,
  siteUrlOf,
  stopPages,
  webhookRoutes,
} from './notify/index.ts'
import { officeRoutes } from './offices/index.ts'
import { addPages } from './pages.ts'
import { complaintPages } from './complaints/index.ts'
import type { Parts } from './parts.ts'
import { apiReferenceRoutes, createHttp, type Http, operationRoutes } from './platform/http/index.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import { OperatorError } from './platform/operator-error.ts'
import { readyChecks } from './platform/readiness.ts'
import { reportPages, reportRoutes } from './reports/index.ts'
import { openAvailability, scheduleRoutes } from './schedule/index.ts'
import { surveyPages } from './surveys/index.ts'
import { ledgerRoutes, receiptRoutes } from './transparency/index.ts'
import { brokersPages, demonstrationPages } from './simulate/index.ts'
import {
  closeDayPages,
  dayPart,
  displayAt,
  displayPages,
  doorPages,
  floorAt,
  floorPages,
  kioskPages,
  livePages,
  receptionPages,
  todayPart,
  visitRoutes,
} from './visits/index.ts'
import { errorPageRenderer, loadIslands, loadStylesheet, Page, renderPage, viewAt } from './web/index.ts'

/** The server with every route of the product on it; it does not listen yet. */
export async function makeHttp(parts: Parts): Promise<Http> {
  const { config, log, metrics } = parts
  const { demo, publicUrl, trustProxy, development } = config
  const [stylesheet, staffStylesheet] = [loadStylesheet(), loadStylesheet('staff')]
  const [hall, kiosk] = [loadStylesheet('hall'), loadStylesheet('kiosk')]
  const islands = await loadIslands()
  const assets = [stylesheet, staffStylesheet, hall, kiosk, ...islands.assets]
  const site = { demo, publicUrl, stylesheet: stylesheet.path, staffStylesheet: staffStylesheet.path, islands }
  const availability = openAvailability(parts)
  const http = await createHttp({
    renderErrorPage: errorPageRenderer(site),
    log,
    metrics,
    trustProxy,
    ...(publicUrl && { publicUrl }),
  })
  operationRoutes({ checks: readyChecks(parts), metrics })(http)
  officeRoutes(parts)(http)
  scheduleRoutes({ ...parts, availability })(http)
  bookingRoutes({ ...parts.bookings.deps, publicUrl })(http)
  const visits = { ...parts.visits.deps, requireStaff: parts.staff.requireStaff }
  visitRoutes(visits)(http)
  webhookRoutes(parts)(http)
  livePages({ ...visits, site })(http)
  floorPages({ ...visits, site, floor: (at) => floorAt(visits, at) })(http)
  displayPages({ site, stylesheet: hall.path, display: (at) => displayAt(visits, at) })(http)
  doorPages({ ...visits, site })(http)
  kioskPages({ ...visits, site, stylesheet: kiosk.path })(http)
  receptionPages({ ...visits, site, availability })(http)
  closeDayPages({ ...visits, site })(http)
  const proof = { ...parts, bookings: parts.bookings.deps }
  proofRoutes(proof)(http)
  contactPages({ ...proof, site })(http)
  if (config.vapid) {
    phoneRoutes({ ...proof, rateLimits: parts.limits })(http)
    phoneWorker(site)(http)
  }
  const { requireStaff } = parts.staff
  const texts = loadTexts(config.textsFile)
  messagePages({ ...parts, requireStaff, site, siteUrl: siteUrlOf(config), demo, texts })(http)
  stopPages({ bookings: parts.bookings.deps, adapters: parts.adapters, site })(http)
  ledgerRoutes(parts)(http)
  receiptRoutes({ ...parts, bookings: parts.bookings.deps, site })(http)
  if (demo) outboxPages({ ...parts, site })(http)
  verifyDrawPages({ ...parts.draws, site })(http)
  parts.staff.routes(http)
  parts.staff.pages(site)(http)
  if (parts.simulated) demonstrationPages({ deps: parts.visits.deps, ...parts.simulated, site })(http)
  apiReferenceRoutes({
    renderInFrame: ({ address, title, body }) =>
      renderPage(Page({ view: viewAt(site, address), title, children: body })),
  })(http)
  const draws = { ...parts.draws, site, proof, requireStaff }
  drawApi(draws)(http)
  drawPages(draws)(http)
  const today = todayPart({ ...visits, availability })
  const entryOfCode: ReadEntry = (officeId, code) => readEntry(parts.database.kysely, parts.keys, officeId, { code })
  const ofDay = { dayPart: dayPart(visits), todayPart: today, drawPart: drawPart(draws), readEntry: entryOfCode }
  offerPages({ ...parts.draws, site })(http)
  staffOfferPages({ ...parts.draws, requireStaff, site })(http)
  reportRoutes(parts)(http)
  reportPages({ ...parts, site })(http)
  surveyPages({ ...parts.bookings.deps, site })(http)
  complaintPages({ ...parts, requireStaff, site })(http)
  brokersPages({ site })(http)
  const ofContact = { contactPart: contactPart({ ...proof, vapidKey: config.vapid?.publicKey }) }
  addPages(http, { ...parts, site, assets, availability, development, ...ofContact, ...ofDay })
  return http
}

/** Serves the parts where the settings say, until `lifecycle` ends; returns the address. */
export async function serve(parts: Parts, lifecycle: Lifecycle): Promise<string> {
  const { host, port } = parts.config
  const http = await makeHttp(parts)
  lifecycle.onStop('http', () => http.close())
  await listen(http, { host, port })
  const bound = (http.server.address() as AddressInfo).port
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`
}

async function listen(http: Http, { host, port }: { host: string; port: number }): Promise<void> {
  try {
    await http.listen({ host, port })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new OperatorError(`port ${port} of ${host} is in use already; stop what uses it, or set another PORT`)
    }
    throw new OperatorError(`${host}:${port} cannot be listened on (${message}); see HOST and PORT`, { cause: error })
  }
}
