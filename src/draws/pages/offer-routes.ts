import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { KEY_PATTERN, nikError, refusedNik, requirePartyNik } from '../../bookings/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import { type Errors, fieldText, formPageHeaders, patterns, renderPage, type Site, viewAt } from '../../web/index.ts'
import { acceptOffer, declineOffer } from '../answer-offer.ts'
import { entryOfKey } from '../change.ts'
import type { DrawDeps, Entry } from '../model.ts'
import { offersOf } from '../offer-store.ts'
import { showOffer } from '../offer-view.ts'
import { NoOfferPage, OfferPage } from './offer.tsx'

export type OfferPageDeps = Pick<DrawDeps, 'bookings'> & { site: Site }

const params = Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false })
const ofKey = { schema: { params } }
const applicant = { kind: 'applicant' } as const

/** A party's offer: shown by its link, answered by a press. */
export function offerPages(deps: OfferPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.seatOffer), ofKey, async (request, reply) =>
        show(deps, await entryOfKey(deps, request.params.key), { request, reply }),
      )
      http.post(at(patterns.seatOffer), ofKey, async (request, reply) =>
        answer(deps, await entryOfKey(deps, request.params.key), { request, reply }),
      )
    })
  }
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
}

interface Said {
  nik?: string
  errors?: Errors
  isHeld?: boolean
  status?: number
}

/** The open offer; else the ticket of who has a seat; else why there is none. */
async function show(
  deps: OfferPageDeps,
  entry: Entry,
  { request, reply }: Asked,
  { nik, errors, isHeld, status = 200 }: Said = {},
): Promise<FastifyReply> {
  const view = viewAt(deps.site, request.raw.url ?? '/')
  if (entry.state === 'won') return reply.redirect(view.paths.ticket(entry.key), 303)
  const [offer] = await offersOf(deps.bookings.database.kysely, entry.officeId, entry.entryId)
  const shown = offer && (await showOffer(deps, offer, entry))
  reply.headers(formPageHeaders)
  const isOpen = shown && !shown.isClosed && shown.offer.state === 'open' && !hasRunOut(deps, shown.offer.until)
  if (isOpen) {
    const { place, start, until } = shown
    const names = entry.people.map(({ name }) => name)
    const page = OfferPage({
      view,
      entryKey: entry.key,
      offerId: shown.offer.offerId,
      office: place,
      start,
      until,
      names,
      ...(nik !== undefined && { nik }),
      ...(errors && { errors }),
    })
    return sendPage(reply, renderPage(page), status)
  }
  const how = lastAnswer(shown?.offer.state)
  const page = NoOfferPage({
    view,
    entryKey: entry.key,
    place: entry.state === 'waiting' ? entry.place : undefined,
    ...(shown && how && { last: { how, start: shown.start } }),
    ...(isHeld && { isHeld }),
  })
  return sendPage(reply, renderPage(page), status)
}

const hasRunOut = ({ bookings: { clock } }: OfferPageDeps, until: Temporal.Instant): boolean =>
  Temporal.Instant.compare(clock.now(), until) >= 0

/** An open one whose time is up has lapsed, though no job has written so yet. */
const lastAnswer = (state: string | undefined): 'declined' | 'lapsed' | 'passed' | undefined =>
  state === 'declined' || state === 'passed' ? state : state === 'lapsed' || state === 'open' ? 'lapsed' : undefined

async function answer(deps: OfferPageDeps, entry: Entry, asked: Asked): Promise<FastifyReply> {
  const { request, reply } = asked
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const offerId = offerIn(request.body, 'offer')
  const { officeId, entryId } = entry
  const own = await offersOf(deps.bookings.database.kysely, officeId, entryId)
  if (!own.some((one) => one.offerId === offerId)) return show(deps, entry, asked)
  const said = fieldText(request.body, 'answer', 10)
  if (said === 'decline') return decline(deps, entry, { offerId, asked })
  if (said !== 'accept') return show(deps, entry, asked)
  try {
    await acceptOffer(deps, { officeId, offerId, actor: applicant })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return show(deps, entry, asked, { isHeld: error.type === 'person-already-booked', status: error.status })
  }
  return reply.redirect(view.paths.ticket(entry.key, { news: 'booked' }), 303)
}

/** A no also takes a NIK: links are forwarded, and it cannot be taken back. */
async function decline(
  deps: OfferPageDeps,
  entry: Entry,
  { offerId, asked }: { offerId: string; asked: Asked },
): Promise<FastifyReply> {
  const { request, reply } = asked
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const nik = fieldText(request.body, 'nik', 60)
  const unreadable = nikError(view.t, nik)
  if (unreadable) return show(deps, entry, asked, { nik, errors: [unreadable], status: 422 })
  try {
    await requirePartyNik(deps.bookings, { ticket: entry, nik, network: networkOf(request) })
    await declineOffer(deps, { officeId: entry.officeId, offerId, actor: applicant })
  } catch (error) {
    const wrong = refusedNik(view, error)
    if (wrong) return show(deps, entry, asked, { nik, errors: [wrong], status: 422 })
    if (!(error instanceof Refusal) || error.type !== 'not-now') throw error
    return show(deps, entry, asked, { status: error.status })
  }
  return reply.redirect(view.paths.seatOffer(entry.key), 303)
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** An offer's id; empty where there is none. */
export function offerIn(body: unknown, name: string): string {
  const text = fieldText(body, name, 36)
  return uuid.test(text) ? text : ''
}
