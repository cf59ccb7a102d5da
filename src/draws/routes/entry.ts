import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  changeUntil,
  formatCode,
  LeftPage,
  leftIn,
  nikError,
  refusedNik,
  PartyNik,
  readLeft,
  shortWhoText,
  someoneIsNeeded,
  ticketOfKey,
} from '../../bookings/index.ts'
import {
  askCode,
  contactState,
  maskContact,
  proveContact,
  readProofCode,
  waitingCode,
} from '../../notify/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
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
import { changeWishes, entryOfKey, leave, wishFactsOf } from '../change.ts'
import { entryNumber } from '../entry-number.ts'
import { drawSlotsOf, findDraw } from '../find-draw.ts'
import type { Draw, Entry } from '../model.ts'
import { hasOpenOffer } from '../offer-store.ts'
import { verifyEntry } from '../outrank.ts'
import { isPassedOver } from '../passed-over.ts'
import { WishesPage } from '../pages/enter.tsx'
import { EntryCodePage, EntryPage, type EntryPageProps, LeavePage } from '../pages/entry.tsx'
import {
  daysText,
  siteNames,
  typedOf,
  whenOf,
  wishChoices,
  wishesOf,
  type WishTyped,
  wishWords,
} from '../pages/words.ts'
import { slotsFor } from '../wish-rules.ts'
import { type DrawPageDeps, ofKey, readWishes, wishErrors } from './deps.ts'
import { isDrawnLocally, lastWinnerOf, proofFactsOf, waitingPlaceOf } from './facts.ts'

interface Asked {
  view: View
  request: FastifyRequest
  reply: FastifyReply
  entry: Entry
  draw: Draw
  office: Awaited<ReturnType<typeof findDraw>>['office']
}

const applicant = { kind: 'applicant' } as const

/** An entry's own pages: where it stands, its proof, its wishes, leaving. */
export function entryRoutes(deps: DrawPageDeps): (http: Http) => void {
  const of =
    (answer: (deps: DrawPageDeps, asked: Asked) => Promise<FastifyReply>) =>
    async (request: FastifyRequest<{ Params: { key: string } }>, reply: FastifyReply): Promise<FastifyReply> => {
      const entry = await entryOfKey(deps, request.params.key)
      const found = await findDraw(deps, entry.drawId)
      return answer(deps, { ...found, entry, request, reply, view: viewAt(deps.site, request.raw.url ?? '/') })
    }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.entry), ofKey, of(sendEntry))
      http.get(at(patterns.entryWishes), ofKey, of((_, asked) => sendWishes(deps, asked, {})))
      http.post(at(patterns.entryWishes), ofKey, of(takeWishes))
      http.get(at(patterns.entryLeave), ofKey, of(askToLeave))
      http.post(at(patterns.entryLeave), ofKey, of(takeLeave))
      http.get(at(patterns.entryCode), ofKey, of((_, asked) => sendCodePage(deps, asked, {})))
      http.post(at(patterns.entryCode), ofKey, of(takeCode))
    })
  }
}

const toEntry = ({ reply, view, entry }: Asked, news?: EntryPageProps['news']): FastifyReply =>
  reply.redirect(view.paths.entry(entry.key, news ? { news } : {}), 303)

/** Entries hold still only while their list is open. */
function isOpen({ bookings: { clock } }: DrawPageDeps, { draw }: Asked): boolean {
  return draw.state === 'open' && Temporal.Instant.compare(clock.now(), draw.closesAt) < 0
}

async function sendEntry(deps: DrawPageDeps, asked: Asked): Promise<FastifyReply> {
  const { view, request, reply, entry, draw, office } = asked
  const ofProof = { officeId: entry.officeId, bookingId: entry.entryId, contact: entry.contact }
  const contact = await contactState(deps.proof, ofProof)
  const news = fieldText(request.query, 'news', 10)
  const page = EntryPage({
    view,
    entry,
    place: placeOf(office.name),
    days: daysText(view, draw.policy),
    number: entryNumber(entry.entryId),
    code: formatCode(entry.code),
    when: whenOf(view, { ...draw, drawsAt: drawsAtOf(draw) }, office),
    people: entry.people.map(({ name }) => shortWhoText(view, [name])),
    wishes: entry.wishes.map((wish) => wishWords(view, wish, siteNames(office))),
    isClosed: !isOpen(deps, asked),
    canProve: contact.isReached,
    news: news === 'entered' || news === 'proved' || news === 'changed' ? news : undefined,
    isLocal: isDrawnLocally(deps, draw),
    isUntold: !entry.contact.whatsapp && !entry.contact.email,
    isPassedOver: await isPassedOver(deps.bookings.database.kysely, entry, deps.bookings.clock.now()),
    hasOffer: await hasOpenOffer(deps.bookings.database.kysely, entry.officeId, entry.entryId),
    result: await resultOf(deps, asked),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page))
}

/** When it is drawn by its round, once that is named. */
function drawsAtOf({ frozen, drawsAt }: Draw): Temporal.Instant {
  if (!frozen) return drawsAt
  const { genesis, period } = frozen.beacon
  return Temporal.Instant.fromEpochMilliseconds((genesis + (frozen.round - 1) * period) * 1000)
}

async function resultOf(deps: DrawPageDeps, { view, entry, draw, office }: Asked): Promise<EntryPageProps['result']> {
  if (entry.place === undefined || !draw.frozen || !draw.drawn || entry.state === 'left') return undefined
  const { entries, winners, lastWinner } = await lastWinnerOf(deps, draw)
  const ticket = entry.state === 'won' ? await ticketOfKey(deps.bookings, entry.key) : undefined
  const start = ticket?.state === 'booked' ? ticket.slot.startsAt.toZonedDateTimeISO(office.timeZone) : undefined
  const until = ticket && changeUntil(ticket.slot.startsAt, office.timeZone, office.definition.booking)
  return {
    place: { place: entry.place, entries, winners, lastWinner },
    proofs: proofFactsOf(view, draw, office),
    isGivenBack: ticket?.state === 'cancelled',
    waitingPlace: entry.state === 'waiting' ? await waitingPlaceOf(deps, draw, entry.place) : undefined,
    seat: start && ticket && until && {
      day: view.dates.day(start.toPlainDate()),
      hour: view.dates.hour(start),
      zone: view.dates.zone(start.timeZoneId),
      site: siteNames(office)(ticket.slot.siteId),
      until: view.dates.moment(until),
    },
  }
}

interface WishesAnswer {
  typed?: WishTyped[]
  nik?: string
  errors?: Errors
  status?: number
}

async function sendWishes(deps: DrawPageDeps, asked: Asked, answer: WishesAnswer): Promise<FastifyReply> {
  const { view, reply, entry, draw, office } = asked
  if (entry.state !== 'entered' || !isOpen(deps, asked)) return toEntry(asked)
  const { typed = entry.wishes.map(typedOf), nik = '', errors = [], status = 200 } = answer
  const slots = await drawSlotsOf(deps, office, draw)
  const page = WishesPage({
    view,
    place: placeOf(office.name),
    when: whenOf(view, draw, office),
    action: view.paths.entryWishes(entry.key),
    back: view.paths.entry(entry.key),
    choices: wishChoices(view, { slots: slotsFor(wishFactsOf(office, entry, slots)), siteName: siteNames(office) }),
    typed,
    errors,
    children: PartyNik({
      view,
      label: view.t('draws.pages.leave.nikLabel'),
      hint: view.t('draws.pages.leave.nikWhy'),
      nik,
      errors,
    }),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function takeWishes(deps: DrawPageDeps, asked: Asked): Promise<FastifyReply> {
  const { view, request, entry } = asked
  const typed = readWishes(request.body)
  const nik = fieldText(request.body, 'nik', 60)
  const unreadable = nikError(view.t, nik)
  if (unreadable) return sendWishes(deps, asked, { typed, nik, errors: [unreadable], status: 422 })
  const { wishes, ranks } = wishesOf(typed)
  try {
    await changeWishes(deps, { entry, nik, wishes, actor: applicant, network: networkOf(request) })
    return toEntry(asked, 'changed')
  } catch (error) {
    const wrong = refusedNik(view, error)
    if (wrong) return sendWishes(deps, asked, { typed, nik, errors: [wrong], status: 422 })
    if (!(error instanceof Refusal) || !error.extras.faults) throw error
    const errors = wishErrors(view.t, error.extras.faults, ranks)
    return sendWishes(deps, asked, { typed, nik, errors, status: error.status })
  }
}

interface LeaveAnswer {
  whole?: boolean
  nik?: string
  errors?: Errors
  status?: number
}

/** Nobody can be taken off a closed list before it is drawn. Who has left is told so, on a reload as well. */
async function askToLeave(deps: DrawPageDeps, asked: Asked): Promise<FastifyReply> {
  const left = await sendLeft(deps, asked)
  if (left) return left
  return asked.entry.state === 'entered' && !isOpen(deps, asked) ? toEntry(asked) : sendLeave(asked, {})
}

async function sendLeft(
  deps: DrawPageDeps,
  { view, request, reply, entry, office }: Asked,
): Promise<FastifyReply | undefined> {
  const epochMs = leftIn(request.query)
  if (epochMs === undefined) return undefined
  const { officeId, entryId: id } = entry
  const at = await readLeft(deps.bookings.database.kysely, { officeId, id, epochMs })
  if (!at) return undefined
  const { t, dates } = view
  const isThere = entry.state !== 'left'
  const lines = [
    t('bookings.pages.leaveParty.leftAt', { when: dates.moment(at.toZonedDateTimeISO(office.timeZone)) }),
    t('draws.pages.leave.leftText'),
    t('draws.pages.leave.others', { count: isThere ? entry.people.length : 0 }),
    ...(isThere && deps.bookings.tells(entry.contact) ? [t('draws.pages.leave.told')] : []),
  ]
  return sendPage(reply, renderPage(LeftPage({ view, title: t('draws.pages.leave.left'), lines })))
}

async function sendLeave(asked: Asked, answer: LeaveAnswer): Promise<FastifyReply> {
  const { view, reply, entry, office } = asked
  if (entry.state !== 'entered' && entry.state !== 'waiting') return toEntry(asked)
  const { whole = false, nik = '', errors = [], status = 200 } = answer
  const people = entry.people.map(({ name }) => name)
  const hasChildren = someoneIsNeeded(office, entry)
  const page = LeavePage({ view, entry, people, hasChildren, whole, nik, errors })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function takeLeave(deps: DrawPageDeps, asked: Asked): Promise<FastifyReply> {
  const { view, request, reply, entry } = asked
  const nik = fieldText(request.body, 'nik', 60)
  const whole = fieldText(request.body, 'who', 10) === 'all'
  const unreadable = nikError(view.t, nik)
  if (unreadable) return sendLeave(asked, { whole, nik, errors: [unreadable], status: 422 })
  try {
    const { at } = await leave(deps, { entry, nik, whole, actor: applicant, network: networkOf(request) })
    return at ? reply.redirect(view.paths.entryLeave(entry.key, { left: at.epochMilliseconds }), 303) : toEntry(asked)
  } catch (error) {
    const wrong = refusedNik(view, error)
    if (!wrong) throw error
    return sendLeave(asked, { whole, nik, errors: [wrong], status: 422 })
  }
}

const nameOf = ({ officeId, entryId }: Entry) => ({ officeId, bookingId: entryId })

async function sendCodePage(
  deps: DrawPageDeps,
  asked: Asked,
  { errors = [], status = 200 }: { errors?: Errors; status?: number },
): Promise<FastifyReply> {
  const { view, reply, entry } = asked
  const waiting = await waitingCode(deps.proof, nameOf(entry))
  const { address } = await contactState(deps.proof, { ...nameOf(entry), contact: entry.contact })
  if (!address || (!waiting && errors.length === 0) || entry.verifiedBy) return toEntry(asked)
  const page = EntryCodePage({ view, entryKey: entry.key, contact: maskContact(address), errors })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function takeCode(deps: DrawPageDeps, asked: Asked): Promise<FastifyReply> {
  const { request, view, entry } = asked
  if (entry.state !== 'entered' || entry.verifiedBy || !isOpen(deps, asked)) return toEntry(asked)
  if (fieldText(request.body, 'do', 10) === 'send') return sendCode(deps, asked)
  const refuse = (message: string): Promise<FastifyReply> =>
    sendCodePage(deps, asked, { errors: [{ field: 'code', message }], status: 422 })
  const code = readProofCode(fieldText(request.body, 'code', 40))
  if (code === undefined) return refuse(view.t('draws.pages.code.malformed'))
  const waiting = await waitingCode(deps.proof, nameOf(entry))
  if (!waiting) return refuse(view.t('notify.contact.refused'))
  try {
    const guess = { proofId: waiting.proofId, code, network: networkOf(request) }
    const { contactHash } = await proveContact(deps.proof, guess)
    await verifyEntry(deps, { ...entry, proof: { by: 'contact', contactHash }, actor: applicant })
    return toEntry(asked, 'proved')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.say === 'notify.contact.refused') return refuse(view.t('notify.contact.refused'))
    if (error.say === 'draws.errors.outrankedEnough') return refuse(view.t(error.say))
    if (error.type === 'person-already-booked') return refuse(view.t('draws.pages.code.held'))
    throw error
  }
}

async function sendCode(deps: DrawPageDeps, asked: Asked): Promise<FastifyReply> {
  const { request, view, entry, reply } = asked
  const state = await contactState(deps.proof, { ...nameOf(entry), contact: entry.contact })
  if (!state.address || !state.isReached) return toEntry(asked)
  const by = { locale: view.locale, network: networkOf(request) }
  const { refusal } = await askCode(deps.proof, { ...by, ...nameOf(entry), contact: state.address })
  if (refusal) throw refusal
  return reply.redirect(view.paths.entryCode(entry.key), 303)
}
