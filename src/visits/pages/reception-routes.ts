import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { formatCode, readTicket, type Ticket, ticketQrSvg } from '../../bookings/index.ts'
import { shortName } from '../../people/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import {
  type Asset,
  formPageHeaders,
  islandsOf,
  patterns,
  placeOf,
  renderPage,
  type Site,
  type View,
  viewAt,
} from '../../web/index.ts'
import { dayList, dayListCsv } from '../day-list.ts'
import { siteParams, visitParams } from '../deps.ts'
import { visitErrors } from '../errors.ts'
import { partyOf } from '../floor-view.ts'
import type { FloorVisit } from '../model.ts'
import { numberText } from '../number-text.ts'
import { hallOn } from '../offline-day.ts'
import { HAND_NUMBERS_FROM } from '../offline-numbers.ts'
import { DayListPage } from './day-list.tsx'
import type { DeskDeps } from './desk-frame.ts'
import { deskPages } from './desk-routes.ts'
import { letReadersRun } from './reader-policy.ts'
import { type Asked, askedBy, barOf, type ReceptionPageDeps } from './asked-by.ts'
import { ReceptionPage } from './reception.tsx'
import { type Slip, SlipPage } from './slip.tsx'

const closed = { additionalProperties: false }
const screen = { config: { hasIslands: true }, schema: { params: siteParams } }
const query = Type.Object({ day: Type.Optional(Type.String({ format: 'date' })) }, closed)
const listed = { config: { hasIslands: true }, schema: { params: siteParams, querystring: query } }
const slip = { config: { hasIslands: true }, schema: { params: visitParams } }

/** Reception's screen, the slip, the day list, the desk, and the worker that keeps the screen for offline. */
export function receptionPages(deps: DeskDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffReception), screen, async (request, reply) => {
        const asked = await askedBy(deps, request, 'floor.checkIn')
        letReadersRun(reply)
        return sendPage(reply.headers(formPageHeaders), renderPage(receptionPage(deps, asked)))
      })
      http.get(at(patterns.staffSlip), slip, async (request, reply) => {
        const asked = await askedBy(deps, request, 'floor.checkIn')
        const url = request.raw.url ?? ''
        const wanted = { printsNow: /[?&]print=now\b/.test(url), isOfParty: /[?&]party=all\b/.test(url) }
        return sendPage(reply, renderPage(await slipPage(deps, asked, { visitId: request.params.visit, ...wanted })))
      })
      http.get(at(patterns.staffDayList), listed, async (request, reply) => {
        const asked = await askedBy(deps, request, 'floor.checkIn')
        const page = await dayListPage(deps, asked, request.query.day)
        return sendPage(reply.headers(formPageHeaders), renderPage(page))
      })
      http.get(at(patterns.staffDayListCsv), listed, async (request, reply) => {
        const { view, hall: today } = await askedBy(deps, request, 'floor.checkIn')
        const hall = hallOn(today, request.query.day)
        const rows = await dayList(deps, { today, hall, locale: view.locale })
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="giliran-${hall.key.siteId}-${hall.key.day}.csv"`)
          .send(dayListCsv(hall.key.day, rows))
      })
    })
    deskPages(deps)(http)
    serveWorker(http, deps.site)
  }
}

function receptionPage(deps: ReceptionPageDeps, asked: Asked) {
  const { view, hall } = asked
  const { office, key: { officeId, siteId }, day } = hall
  const { paths, locale } = view
  const { catalogue } = deps.offices
  const data = {
    api: paths.hallApi(officeId, siteId),
    place: `${officeId}/${siteId}`,
    timeZone: office.timeZone,
    letters: day.letters,
    services: office.services
      .filter(({ bookable, siteIds }) => bookable && siteIds.includes(siteId))
      .map(({ id, name }) => ({ id, name: name[locale] })),
    purposes: catalogue.purposes.map(({ id, name }) => ({ id, name: name[locale] })),
    collects: day.collectionStage !== undefined,
    links: {
      dayList: paths.staffDayList(officeId, siteId),
      slip: paths.staffSlip(officeId, siteId, 'VISIT').replace('VISIT', ':visit'),
      desk: paths.staffDesk(officeId, siteId),
      door: paths.staffDoorDraw(officeId, siteId),
      signIn: paths.staffSignIn({ next: paths.staffReception(officeId, siteId) }),
      worker: paths.staffWorker(),
      scope: paths.staff() + '/',
    },
  }
  return ReceptionPage({ view, bar: barOf(deps, asked, { here: 'reception' }), data })
}

async function slipPage(
  deps: ReceptionPageDeps,
  { view, hall }: Asked,
  { visitId, printsNow, isOfParty }: { visitId: string; printsNow: boolean; isOfParty: boolean },
) {
  const { office, key } = hall
  const floor = await deps.floors.floor(key)
  const visit = floor.visits.get(visitId)
  const { database: { kysely }, keys } = deps
  const ticket = visit?.bookingId && (await readTicket(kysely, keys, key.officeId, { bookingId: visit.bookingId }))
  if (!visit || !(ticket || visit.kind === 'collection')) throw visitErrors.VISIT_UNKNOWN()
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(office.timeZone)
  const slipOf = (one: FloorVisit): Slip => ({
    number: one.number,
    comes: one.appointmentMs === undefined ? unbooked(one) : at(one.appointmentMs),
    arrived: at(one.arrivedMs),
    ticket: ticket
      ? { qr: ticketQrSvg(deps, ticket), code: formatCode(ticket.code), forWhom: forWhom(view, one, ticket) }
      : undefined,
  })
  const others = isOfParty ? partyOf(floor, visit) : []
  return SlipPage({
    view,
    place: placeOf(office.name),
    slips: [slipOf(visit), ...others.map(slipOf)],
    back: view.paths.staffReception(key.officeId, key.siteId),
    printsNow,
  })
}

const unbooked = ({ kind }: FloorVisit): 'collection' | 'walk-in' => (kind === 'collection' ? kind : 'walk-in')

function forWhom({ t }: View, { apart, people }: FloorVisit, ticket: Ticket): string {
  const name = shortName(ticket.people[apart?.[0] ?? 0]?.name ?? '')
  const others = people - 1
  return others > 0 ? t('visits.reception.slip.companyOf', { name, count: others }) : name
}

async function dayListPage(deps: ReceptionPageDeps, asked: Asked, wanted: string | undefined) {
  const { view, hall: today } = asked
  const { officeId, siteId, day } = today.key
  const hall = hallOn(today, wanted)
  const tomorrow = Temporal.PlainDate.from(day).add({ days: 1 }).toString()
  const { paths } = view
  return DayListPage({
    view,
    bar: barOf(deps, asked),
    day: Temporal.PlainDate.from(hall.key.day),
    isTomorrow: hall.key.day !== day,
    rows: await dayList(deps, { today, hall, locale: view.locale }),
    handNumber: numberText(today.day.letters.appointment, HAND_NUMBERS_FROM),
    printedAt: deps.clock.now().toZonedDateTimeISO(today.office.timeZone),
    links: {
      today: paths.staffDayList(officeId, siteId),
      tomorrow: paths.staffDayList(officeId, siteId, { day: tomorrow }),
      csv: paths.staffDayListCsv(officeId, siteId, { day: hall.key.day }),
      back: paths.staffReception(officeId, siteId),
    },
  })
}

/** Chunks that the screen loads when they are wanted: the camera and its reader. */
const LATER = /^\/assets\/(camera|zxing_reader)-/

/** The worker with this build's files named before it: another build is another worker. */
function serveWorker(http: Http, site: Site): void {
  const view = viewAt(site, '/')
  const islands = islandsOf(view)
  const [reception, signOut, worker] = [
    islands.of('reception'),
    islands.of('sign-out'),
    islands.of('reception-worker'),
  ]
  const files = [
    site.staffStylesheet!,
    islands.of('staff-page').script,
    ...new Set([reception.script, ...reception.shared, signOut.script, ...signOut.shared]),
    ...islands.assets.map(({ path }) => path).filter((path) => LATER.test(path)),
  ]
  const code = islands.assets.find(({ path }) => path === worker.script) as Asset
  const name = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12)
  const text = `self.giliranBuild=${JSON.stringify({ name, files })};\n${code.plain.toString('utf8')}`
  http.get(patterns.staffWorker, { config: { isShared: true } }, (_request, reply) =>
    reply
      .headers({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
        // Both languages' pages: the English ones lie beside /staff, not below it.
        'service-worker-allowed': '/',
        'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'",
      })
      .send(text),
  )
}
