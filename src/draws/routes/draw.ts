import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { readCode } from '../../bookings/index.ts'
import { type DrawPart, officeOrRefuse } from '../../offices/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import {
  type Errors,
  fieldText,
  formPageHeaders,
  patterns,
  placeOf,
  renderPage,
  type View,
  viewAt,
} from '../../web/index.ts'
import { attemptId } from '../closings.ts'
import { demandsOf } from '../demand.ts'
import { entryNumber, idsOfNumber, readEntryNumber } from '../entry-number.ts'
import { findDraw, drawSlotsOf } from '../find-draw.ts'
import type { Draw } from '../model.ts'
import { DrawListPage, DrawPage, type DrawPageProps, DrawPrintPage, type DrawRow } from '../pages/draw.tsx'
import { DrawOfficePart } from '../pages/office-part.tsx'
import { whyOf } from '../pages/why.ts'
import { daysText, siteNames, whenOf } from '../pages/words.ts'
import { publicFile } from '../public-file.ts'
import { drawsOf } from '../store.ts'
import { type DrawPageDeps, ofDraw } from './deps.ts'
import { isDrawnLocally, lastWinnerOf, proofFactsOf } from './facts.ts'

const ofOffice = {
  schema: { params: Type.Object({ office: Type.String({ maxLength: 60 }) }, { additionalProperties: false }) },
}

type Found = Awaited<ReturnType<typeof findDraw>>

/** Of the order on one page. */
const ROWS_SHOWN = 200

/** A draw for everybody: its page, its list of numbers to print, its file, and an office's draws. */
export function drawRoutes(deps: DrawPageDeps): (http: Http) => void {
  const { bookings: { offices, database }, site } = deps
  const viewOf = (request: FastifyRequest): View => viewAt(site, request.raw.url ?? '/')
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.officeDraws), ofOffice, async (request, reply) => {
        const view = viewOf(request)
        const office = officeOrRefuse(offices, request.params.office)
        const draws = await drawsOf(database.kysely, office.officeId)
        const rows = draws.map((draw) => {
          const detail = view.t(`draws.pages.draw.states.${shownState(deps, draw)}`, { ...whenOf(view, draw, office) })
          return { drawId: draw.drawId, days: daysText(view, draw.policy), state: draw.state, detail }
        })
        const props = { view, officeId: office.officeId, place: placeOf(office.name), draws: rows }
        return sendPage(reply, renderPage(DrawListPage(props)))
      })
      http.get(at(patterns.draw), ofDraw, async (request, reply) =>
        sendDraw(deps, await findDraw(deps, request.params.draw), { request, reply, view: viewOf(request) }))
      http.post(at(patterns.draw), ofDraw, async (request, reply) =>
        lookUp(deps, await findDraw(deps, request.params.draw), { request, reply, view: viewOf(request) }))
      http.get(at(patterns.drawPrint), ofDraw, async (request, reply) => {
        const view = viewOf(request)
        const { draw, office } = await findDraw(deps, request.params.draw)
        if (draw.state !== 'drawn') return reply.redirect(view.paths.draw(draw.drawId), 303)
        const rows = await rowsOf(deps, { draw, office }, { view, which: 'all' })
        const place = placeOf(office.name)
        const props = { view, place, days: daysText(view, draw.policy), rows, isLocal: isDrawnLocally(deps, draw) }
        return sendPage(reply, renderPage(DrawPrintPage(props)))
      })
    })
    http.get(patterns.drawFile, ofDraw, async (request, reply) => {
      const { draw } = await findDraw(deps, request.params.draw)
      return sendFile(deps, draw, reply)
    })
  }
}

/** Streamed: of a million entries nobody holds the whole. */
async function sendFile(deps: DrawPageDeps, draw: Draw, reply: FastifyReply): Promise<FastifyReply> {
  const pieces = publicFile(deps, draw)
  // The first piece before the headers: what cannot be sent is refused as such.
  const first = await pieces.next()
  const whole = async function* (): AsyncGenerator<string> {
    if (!first.done) yield first.value
    yield* pieces
  }
  return reply
    .type('text/plain; charset=utf-8')
    .header('content-disposition', `attachment; filename="giliran-${draw.drawId}.txt"`)
    .send(Readable.from(whole()))
}

function shownState({ bookings: { clock } }: DrawPageDeps, draw: Draw): 'soon' | Draw['state'] {
  return draw.state === 'open' && Temporal.Instant.compare(clock.now(), draw.opensAt) < 0 ? 'soon' : draw.state
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  view: View
}

/** What was typed into the field for one's own number, of which nothing is known to be one. */
interface Typed {
  typed: string
  errors: Errors
}

async function sendDraw(
  deps: DrawPageDeps,
  { draw, office }: Found,
  asked: Asked,
  wrong?: Typed,
): Promise<FastifyReply> {
  const { view, reply } = asked
  const now = deps.bookings.clock.now()
  const isOpen =
    shownState(deps, draw) === 'open' && Temporal.Instant.compare(now, draw.closesAt) < 0
  const { policy, drawId } = draw
  const slots = draw.frozen?.seats ?? (await drawSlotsOf(deps, office, draw))
  const { database, offices: { catalogue } } = deps.bookings
  const demands = await demandsOf(database.kysely, office.officeId)
  const page = DrawPage({
    view,
    drawId,
    officeId: office.officeId,
    place: placeOf(office.name),
    days: daysText(view, policy),
    state: draw.state,
    isOpen,
    why: whyOf(view, { office, policy, catalogue, demand: demands.get(policy.id) }),
    when: whenOf(view, draw, office),
    seats: slots.reduce((sum, { seats }) => sum + seats, 0),
    voidReason: draw.voidReason,
    again: draw.state === 'void' ? attemptId(office.officeId, policy.id, draw.attempt + 1) : undefined,
    insteadOf: draw.attempt > 1 ? attemptId(office.officeId, policy.id, draw.attempt - 1) : undefined,
    isLocal: isDrawnLocally(deps, draw),
    proofs: draw.frozen && proofFactsOf(view, draw, office),
    result: draw.state === 'drawn' ? await resultOf(deps, { draw, office }, asked, wrong) : undefined,
  })
  return wrong
    ? sendPage(reply.headers(formPageHeaders), renderPage(page), 422)
    : sendPage(reply, renderPage(page))
}

/** Only a number that is in the list gets into an address: whatever else was typed may be a code, or part of one. */
async function lookUp(deps: DrawPageDeps, found: Found, asked: Asked): Promise<FastifyReply> {
  const { request, reply, view: { t, paths } } = asked
  const { draw } = found
  if (draw.state !== 'drawn') return reply.redirect(paths.draw(draw.drawId), 303)
  const typed = fieldText(request.body, 'number', 60)
  const refuse = (say: 'missing' | 'malformed' | 'isCode' | 'unknown'): Promise<FastifyReply> =>
    sendDraw(deps, found, asked, {
      typed: say === 'isCode' ? '' : typed,
      errors: [{ field: 'number', message: t(`draws.pages.draw.wrongNumber.${say}`) }],
    })
  if (typed.trim() === '') return refuse('missing')
  const code = readCode(typed)
  if (code.ok || code.fault === 'mistyped') return refuse('isCode')
  const number = readEntryNumber(typed)
  if (number === undefined) return refuse('malformed')
  const rows = await rowsOf(deps, found, { view: asked.view, which: { number } })
  return rows.length > 0 ? reply.redirect(paths.draw(draw.drawId, { number }), 303) : refuse('unknown')
}

async function resultOf(
  deps: DrawPageDeps,
  { draw, office }: Found,
  { request, view }: Asked,
  wrong: Typed | undefined,
): Promise<DrawPageProps['result']> {
  const asked = Number(fieldText(request.query, 'from', 10))
  const outcome = await lastWinnerOf(deps, draw)
  const number = readEntryNumber(fieldText(request.query, 'number', 20))
  const found = number === undefined ? [] : await rowsOf(deps, { draw, office }, { view, which: { number } })
  const [own] = found
  const wanted = own ? own.place - ((own.place - 1) % ROWS_SHOWN) : asked
  const from = Number.isSafeInteger(wanted) && wanted >= 1 && wanted <= outcome.entries ? wanted : 1
  const next = from + ROWS_SHOWN
  return {
    winners: outcome.winners,
    people: outcome.people,
    left: draw.drawn!.left.reduce((sum, seats) => sum + seats, 0),
    tables: draw.drawn!.tables,
    order: await rowsOf(deps, { draw, office }, { view, which: { from } }),
    found,
    ...(wrong ?? (own && { typed: own.number })),
    before: from > 1 ? Math.max(1, from - ROWS_SHOWN) : undefined,
    after: next <= outcome.entries ? next : undefined,
  }
}

/** Lines of the result: by place, so many from `from` on; those of a number; or all by number, for the notice board. */
async function rowsOf(
  { bookings: { database } }: DrawPageDeps,
  { draw, office }: Found,
  { view, which }: { view: View; which: 'all' | { from: number } | { number: string } },
): Promise<DrawRow[]> {
  const slots = new Map(draw.frozen!.seats.map((slot) => [slot.slotId, slot]))
  let query = database.kysely
    .selectFrom('draw_entry')
    .select(['entry_id', 'place', 'party_size', 'listed_size', 'drawn_slot_id'])
    .where('office_id', '=', draw.officeId)
    .where('draw_id', '=', draw.drawId)
    .where('place', 'is not', null)
    .orderBy(which !== 'all' && 'from' in which ? 'place' : 'entry_id')
  if (which !== 'all' && 'from' in which) {
    query = query.where('place', '>=', which.from).where('place', '<', which.from + ROWS_SHOWN)
  } else if (which !== 'all') {
    const { first, last } = idsOfNumber(which.number)
    query = query.where('entry_id', '>=', first).where('entry_id', '<=', last)
  }
  const nameOf = siteNames(office)
  return (await query.execute()).map((row) => {
    const slot = row.drawn_slot_id === null ? undefined : slots.get(row.drawn_slot_id)
    const start = slot && Temporal.PlainDateTime.from(`${slot.date}T${slot.start}`).toZonedDateTime(office.timeZone)
    const site = slot && nameOf(slot.site)
    const seat = start && [seatText(view, start), ...(site === undefined ? [] : [site])].join(', ')
    return { place: row.place!, number: entryNumber(row.entry_id), people: row.listed_size ?? row.party_size, seat }
  })
}

/** The title says the year; a line that is short keeps hundreds of them on few screens. */
function seatText({ dates }: View, start: Temporal.ZonedDateTime): string {
  return `${dates.dayShort(start.toPlainDate())}, ${dates.hour(start)} ${dates.zone(start.timeZoneId)}`
}

/** What an office's page says of its draws; undefined: it gives its seats the usual way. */
export function drawPart(deps: DrawPageDeps): DrawPart {
  const { bookings: { offices, database, clock } } = deps
  return async ({ officeId, view }) => {
    const office = offices.get(officeId)
    if (!office) return undefined
    const now = clock.now()
    const demands = await demandsOf(database.kysely, officeId)
    const draws = (await drawsOf(database.kysely, officeId))
      .filter(({ state, endsAt }) => state !== 'void' && Temporal.Instant.compare(endsAt, now) > 0)
      .map((draw) => {
        const { drawId, policy } = draw
        return {
          drawId,
          days: daysText(view, policy),
          why: whyOf(view, { office, policy, catalogue: offices.catalogue, demand: demands.get(policy.id) }),
          detail: view.t(`draws.pages.draw.states.${shownState(deps, draw)}`, { ...whenOf(view, draw, office) }),
        }
      })
    return draws.length > 0 ? DrawOfficePart({ view, officeId, draws }) : undefined
  }
}
