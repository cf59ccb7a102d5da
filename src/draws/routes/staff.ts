import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  applyWhoAction,
  checkParty,
  emptyWho,
  faultsOnPage,
  formatCode,
  partyOf,
  readEarlier,
  readWhoForm,
  whoChoices,
  type WhoValues,
} from '../../bookings/index.ts'
import { type Office, officeOrRefuse } from '../../offices/index.ts'
import { nikMessage, readNik } from '../../people/index.ts'
import { randomBytes } from '../../platform/crypto/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import type { StaffMember } from '../../staff/index.ts'
import { barLinks } from '../../visits/index.ts'
import {
  type Errors,
  type FieldError,
  fieldText,
  formPageHeaders,
  patterns,
  placeOf,
  renderPage,
  type StaffBar,
  type View,
  viewAt,
} from '../../web/index.ts'
import { entryOfNik, leave } from '../change.ts'
import { enter } from '../enter.ts'
import { entryNumber } from '../entry-number.ts'
import { drawSlotsOf, findDraw } from '../find-draw.ts'
import type { Draw, Entry } from '../model.ts'
import { verifyEntry } from '../outrank.ts'
import { type EntrySlip, type FoundEntry, StaffDrawPage, StaffEnterPage } from '../pages/staff.tsx'
import { daysText, siteNames, whenOf, wishChoices, wishesOf, type WishTyped } from '../pages/words.ts'
import { drawsOf, readDraw, readEntry } from '../store.ts'
import { drawIdPattern, type DrawPageDeps, readWishes, wishErrors } from './deps.ts'

const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' })
const closed = { additionalProperties: false }
const config = { hasIslands: true }
const ofOffice = { config, schema: { params: Type.Object({ office: id }, closed) } }
const ofDraw = {
  config,
  schema: { params: Type.Object({ office: id, draw: Type.String({ pattern: drawIdPattern }) }, closed) },
}

interface Asked {
  view: View
  request: FastifyRequest
  reply: FastifyReply
  member: StaffMember
  office: Office
  bar: StaffBar
}

/** The draw at the desk: who has shown the card needs neither telephone nor contact. */
export function staffDrawRoutes(deps: DrawPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffDraw), ofOffice, async (request, reply) =>
        sendDesk(deps, await asked(deps, request, reply), {}))
      http.post(at(patterns.staffDraw), ofOffice, async (request, reply) =>
        takeDesk(deps, await asked(deps, request, reply)))
      http.get(at(patterns.staffDrawEnter), ofDraw, async (request, reply) =>
        sendForm(deps, await asked(deps, request, reply), { drawId: request.params.draw }))
      http.post(at(patterns.staffDrawEnter), ofDraw, async (request, reply) =>
        takeForm(deps, await asked(deps, request, reply), request.params.draw))
    })
  }
}

async function asked(deps: DrawPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<Asked> {
  const { office: officeId } = request.params as { office: string }
  const member = await deps.requireStaff(request, { action: 'desk.book', officeId })
  const office = officeOrRefuse(deps.bookings.offices, officeId)
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const bar: StaffBar = {
    links: barLinks({ view, member, office }, 'draws'),
    name: member.displayName,
    as: view.t(`staff.roles.${member.role}`),
    office: placeOf(office.name),
    now: deps.bookings.clock.now().toZonedDateTimeISO(office.timeZone),
    signOutTo: view.paths.staffSignOut(),
  }
  return { view, request, reply, member, office, bar }
}

interface DeskAnswer {
  nik?: string
  errors?: Errors
  found?: FoundEntry | undefined
  said?: string
  status?: number
}

async function sendDesk(deps: DrawPageDeps, at: Asked, answer: DeskAnswer): Promise<FastifyReply> {
  const { view, request, reply, office, bar } = at
  const { database, clock } = deps.bookings
  const { nik = '', errors = [], found, status = 200 } = answer
  const draws = await drawsOf(database.kysely, office.officeId)
  const slip = await slipOfForm(deps, at, fieldText(request.query, 'news', 30))
  const page = StaffDrawPage({
    view,
    bar,
    officeId: office.officeId,
    open: draws.filter((draw) => isOpen(draw, clock.now())).map((draw) => ({
      drawId: draw.drawId,
      days: daysText(view, draw.policy),
      detail: view.t('draws.pages.draw.states.open', { ...whenOf(view, draw, office) }),
    })),
    drawn: draws.filter((draw) => isOnBoard(draw, clock.now())).map((draw) => ({
      drawId: draw.drawId,
      days: daysText(view, draw.policy),
    })),
    said: answer.said ?? (slip && view.t('draws.pages.staff.done')),
    slip,
    nik,
    errors,
    found,
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

function isOpen(draw: Draw, now: Temporal.Instant): boolean {
  const hasBegun = Temporal.Instant.compare(draw.opensAt, now) <= 0
  return draw.state === 'open' && hasBegun && Temporal.Instant.compare(now, draw.closesAt) < 0
}

/** What a notice board shows: results of days that are not over. */
const isOnBoard = ({ state, endsAt }: Draw, now: Temporal.Instant): boolean =>
  state === 'drawn' && Temporal.Instant.compare(now, endsAt) < 0

/** A NIK stands in the form, never in an address; each press looks the entry up again. */
async function takeDesk(deps: DrawPageDeps, at: Asked): Promise<FastifyReply> {
  const { view, request, office, member } = at
  const { t } = view
  const nik = fieldText(request.body, 'nik', 60)
  const refuse = (message: string): Promise<FastifyReply> =>
    sendDesk(deps, at, { nik, errors: [{ field: 'nik', message }], status: 422 })
  const reading = readNik(nik, { asPrinted: true })
  if (!reading.ok) {
    const { say, values } = nikMessage(reading)
    return refuse(t(say, values))
  }
  const entry = await entryOfNik(deps, reading.nik, office.officeId)
  // Of another office it is no more than unknown here.
  if (!entry || entry.officeId !== office.officeId) return refuse(t('draws.pages.staff.unknown'))
  const actor = { kind: 'staff', name: member.name } as const
  const act = fieldText(request.body, 'do', 20)
  if (act === 'verify') {
    const verified = await verifyEntry(deps, { ...entry, proof: { by: 'card' }, actor })
    const said = t('draws.pages.staff.verified', { number: entryNumber(entry.entryId) })
    return sendDesk(deps, at, { nik, said, found: await foundOf(deps, at, verified) })
  }
  if (act === 'leave-one' || act === 'leave-all') {
    await leave(deps, { entry, nik, whole: act === 'leave-all', actor })
    return sendDesk(deps, at, { said: t('draws.pages.staff.gone') })
  }
  return sendDesk(deps, at, { nik, found: await foundOf(deps, at, entry) })
}

async function foundOf({ bookings }: DrawPageDeps, at: Asked, entry: Entry): Promise<FoundEntry | undefined> {
  const { view } = at
  const draw = await readDraw(bookings.database.kysely, entry.drawId)
  return draw && {
    slip: slipOf(at, draw, entry),
    people: entry.people.map(({ name }) => name),
    isVerified: entry.verifiedBy !== undefined,
    outcome: outcomeOf(view, entry),
    isOpen: entry.state === 'entered' && isOpen(draw, bookings.clock.now()),
    entryId: entry.entryId,
  }
}

function slipOf({ view, office }: Asked, draw: Draw, { entryId, code }: Entry): EntrySlip {
  return {
    number: entryNumber(entryId),
    code: formatCode(code),
    place: placeOf(office.name),
    days: daysText(view, draw.policy),
    draws: whenOf(view, draw, office).draws,
  }
}

const requestKeyOf = (token: string): string => `desk ${token}`

/** Of what a form entered, by the form's own token: an address holds neither a code nor what a code could be had by. */
async function slipOfForm(
  { bookings: { database: { kysely }, keys } }: DrawPageDeps,
  at: Asked,
  token: string,
): Promise<EntrySlip | undefined> {
  if (token === '') return undefined
  const { officeId } = at.office
  const earlier = await readEarlier(kysely, officeId, keys.lookup('idempotency', requestKeyOf(token)))
  const entry = earlier && (await readEntry(kysely, keys, officeId, { entryId: earlier.bookingId }))
  const draw = entry && (await readDraw(kysely, entry.drawId))
  return entry && draw && slipOf(at, draw, entry)
}

function outcomeOf({ t }: View, { state, place = 0 }: Entry): string | undefined {
  return state === 'won' || state === 'waiting' ? t(`draws.pages.staff.outcome.${state}`, { place }) : undefined
}

interface FormAnswer {
  drawId: string
  values?: WhoValues
  typed?: WishTyped[]
  token?: string
  cardsSeen?: boolean
  faults?: NonNullable<Refusal['extras']['faults']>
  errors?: FieldError[]
  focus?: string | undefined
  status?: number
}

async function sendForm(deps: DrawPageDeps, at: Asked, answer: FormAnswer): Promise<FastifyReply> {
  const { view, reply, bar } = at
  const { draw, office } = await drawHere(deps, at, answer.drawId)
  const { values = emptyWho(), typed = [], faults = [], errors = [], cardsSeen = false, focus, status = 200 } = answer
  const onPage = faultsOnPage(view.t, faults)
  const page = StaffEnterPage({
    view,
    bar,
    officeId: office.officeId,
    drawId: draw.drawId,
    days: daysText(view, draw.policy),
    token: answer.token ?? randomBytes(16).toString('base64url'),
    cardsSeen,
    values,
    ...whoChoices(deps.bookings, office, view),
    ...onPage,
    errors: [...(onPage.errors ?? []), ...errors],
    choices: wishChoices(view, { slots: await drawSlotsOf(deps, office, draw), siteName: siteNames(office) }),
    typed,
    ...(focus !== undefined && { focus }),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

/** A draw of the desk's own office; another one's is not found here. */
async function drawHere(deps: DrawPageDeps, { office }: Asked, drawId: string) {
  const found = await findDraw(deps, drawId.startsWith(`${office.officeId}.`) ? drawId : '')
  return found
}

async function takeForm(deps: DrawPageDeps, at: Asked, drawId: string): Promise<FastifyReply> {
  const { view, request, reply, member } = at
  const { office } = await drawHere(deps, at, drawId)
  const { values: typedWho, action } = readWhoForm((request.body ?? {}) as Record<string, unknown>)
  const { values, focus } = applyWhoAction(typedWho, action)
  const typed = readWishes(request.body)
  const token = fieldText(request.body, 'token', 30)
  const cardsSeen = fieldText(request.body, 'cards', 10) !== ''
  const form = { drawId, values, typed, token, cardsSeen }
  if (action.kind !== 'continue') return sendForm(deps, at, { ...form, focus })
  const check = checkParty(partyOf(values), { office, catalogue: deps.bookings.offices.catalogue })
  const cards = cardsSeen ? [] : [{ field: 'cards', message: view.t('draws.pages.staff.cardsMissing') }]
  if (!check.ok || cards.length > 0) {
    return sendForm(deps, at, { ...form, faults: check.ok ? [] : check.faults, errors: cards, status: 422 })
  }
  const { wishes, ranks } = wishesOf(typed)
  try {
    await enter(deps, {
      ...partyOf(values),
      draw: drawId,
      wishes,
      locale: view.locale,
      ...(token !== '' && { idempotencyKey: requestKeyOf(token) }),
      actor: { kind: 'staff', name: member.name },
      channel: 'desk',
      cardSeen: true,
    })
    return reply.redirect(view.paths.staffDraw(office.officeId, { news: token }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || !error.extras.faults) throw error
    const [ofWishes, ofWho] = [true, false].map((isWish) =>
      error.extras.faults!.filter(({ pointer }) => pointer.startsWith('/wishes') === isWish),
    )
    const errors = wishErrors(view.t, ofWishes!, ranks)
    return sendForm(deps, at, { ...form, faults: ofWho!, errors, status: error.status })
  }
}
