import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  applyWhoAction,
  bookingErrors,
  checkParty,
  type CheckedParty,
  emptyWho,
  faultsOnPage,
  KEY_PATTERN,
  officeByLetters,
  partyOf,
  readDraft,
  readEarlier,
  readWhoForm,
  saveDraft,
  whoChoices,
  type WhoValues,
  wipeDraft,
} from '../../bookings/index.ts'
import { groupNik } from '../../people/index.ts'
import { type FieldFault, Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import {
  entrySteps,
  type FieldError,
  formPageHeaders,
  pathsOf,
  patterns,
  placeOf,
  renderPage,
  type View,
  viewAt,
} from '../../web/index.ts'
import { enter, serviceFaults, sitesOf } from '../enter.ts'
import { drawSlotsOf, findDraw, refuseUnlessOpen } from '../find-draw.ts'

import { EnterCheckPage, EnterWhoPage, WishesPage } from '../pages/enter.tsx'
import { siteNames, whenOf, wishChoices, wishesOf, type WishTyped, wishWords } from '../pages/words.ts'
import { readEntry } from '../store.ts'
import { slotsFor, wishFaults } from '../wish-rules.ts'
import { type DrawPageDeps, ofDraw, readWishes, wishErrors } from './deps.ts'

const ofStep = {
  schema: {
    params: Type.Object(
      { key: Type.String({ pattern: KEY_PATTERN }), step: Type.Enum([...entrySteps]) },
      { additionalProperties: false },
    ),
  },
}

/** What somebody typed on the way into a draw; kept as a booking's draft is. */
interface EntryValues extends WhoValues {
  draw: string
  wishes: WishTyped[]
}

type Found = Awaited<ReturnType<typeof findDraw>>

interface AtDraft extends Found {
  view: View
  reply: FastifyReply
  key: string
  values: EntryValues
}

/** Entering: who comes, which wishes, check; no script, no cookie, nothing taken before the last press. */
export function enterRoutes(deps: DrawPageDeps): (http: Http) => void {
  const { bookings, site } = deps
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.drawEnter), ofDraw, async (request, reply) => {
        const found = await openDraw(deps, request.params.draw)
        return sendWho(deps, { ...found, view: viewAt(site, request.raw.url ?? '/'), reply, values: emptyWho() })
      })
      http.post(at(patterns.drawEnter), ofDraw, async (request, reply) => {
        const found = await openDraw(deps, request.params.draw)
        await bookings.limits.takeDraft(networkOf(request))
        const view = viewAt(site, request.raw.url ?? '/')
        return takeWho(deps, request, { ...found, view, reply, before: { draw: found.draw.drawId, wishes: [] } })
      })
      http.get(at(patterns.entryDraft), ofStep, (request, reply) =>
        atDraft(deps, { request, reply }, async (draft) => {
          if (request.params.step === 'who') return sendWho(deps, { ...draft, faults: faultsOf(deps, draft).faults })
          if (request.params.step === 'wishes') return sendWishes(deps, draft)
          return sendCheck(deps, draft)
        }))
      http.post(at(patterns.entryDraft), ofStep, (request, reply) =>
        atDraft(deps, { request, reply }, async (draft) => {
          if (request.params.step === 'who') return takeWho(deps, request, { ...draft, before: draft.values })
          if (request.params.step === 'wishes') return takeWishes(deps, request, draft)
          return takeEntry(deps, request, draft)
        }))
    })
  }
}

async function openDraw(deps: DrawPageDeps, drawId: string): Promise<Found> {
  const found = await findDraw(deps, drawId)
  refuseUnlessOpen(found.draw, found.office, deps.bookings.clock.now())
  return found
}

async function atDraft(
  deps: DrawPageDeps,
  { request, reply }: { request: FastifyRequest<{ Params: { key: string } }>; reply: FastifyReply },
  answer: (draft: AtDraft) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { key } = request.params
  const draft = await readDraft(deps.bookings, key).catch(async (error: unknown) => {
    if (error instanceof Refusal && error.type === 'draft-expired') return entryOfDraft(deps, key)
    throw error
  })
  const view = viewAt(deps.site, request.raw.url ?? '/')
  // A second press, or a step back, shows what the first one brought.
  if (typeof draft === 'string') return reply.redirect(view.paths.entry(draft), 303)
  const values = draft.values as EntryValues
  // A booking's draft is none of a draw.
  if (typeof values.draw !== 'string') throw bookingErrors.DRAFT_EXPIRED()
  const found = await openDraw(deps, values.draw)
  return answer({ ...found, view, reply, key, values })
}

const requestKeyOf = (draftKey: string): string => `entry ${draftKey}`

/** The key of the entry that a draft became; throws DRAFT_EXPIRED where it became none. */
async function entryOfDraft({ bookings }: DrawPageDeps, draftKey: string): Promise<string> {
  const { database: { kysely }, keys, offices } = bookings
  const officeId = officeByLetters({ offices }, draftKey.slice(0, 3))
  const earlier =
    officeId !== undefined && (await readEarlier(kysely, officeId, keys.lookup('idempotency', requestKeyOf(draftKey))))
  const entry = earlier && (await readEntry(kysely, keys, officeId, { entryId: earlier.bookingId }))
  if (!entry) throw bookingErrors.DRAFT_EXPIRED()
  return entry.key
}

interface Checked {
  party: CheckedParty | undefined
  faults: readonly FieldFault[]
}

function faultsOf(
  { bookings }: DrawPageDeps,
  { office, draw, values }: Pick<AtDraft, 'office' | 'draw'> & { values: WhoValues },
): Checked {
  const check = checkParty(partyOf(values), { office, catalogue: bookings.offices.catalogue })
  if (!check.ok) return { party: undefined, faults: check.faults }
  const faults = serviceFaults(check.party, draw.policy.services)
  return { party: faults.length === 0 ? check.party : undefined, faults }
}

type WhoAnswer = Pick<AtDraft, 'office' | 'draw' | 'view' | 'reply'> & {
  values: WhoValues
  key?: string
  faults?: readonly FieldFault[]
  focus?: string | undefined
  status?: number
}

function sendWho({ bookings }: DrawPageDeps, answer: WhoAnswer): FastifyReply {
  const { office, draw, view, reply, values, key, faults = [], focus, status = 200 } = answer
  const { paths, t } = view
  const { services, purposes } = whoChoices(bookings, office, view)
  const page = EnterWhoPage({
    view: key === undefined ? view : { ...view, here: pathsOf('id').entryDraft(key, 'who') },
    place: placeOf(office.name),
    when: whenOf(view, draw, office),
    values,
    services: services.filter(({ value }) => !draw.policy.services || draw.policy.services.includes(value)),
    purposes,
    ...faultsOnPage(t, faults),
    action: key === undefined ? paths.drawEnter(draw.drawId) : paths.entryDraft(key, 'who'),
    back: paths.draw(draw.drawId),
    ...(focus !== undefined && { focus }),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

/** Keeps what was typed before anything is said about it. */
async function takeWho(
  deps: DrawPageDeps,
  request: FastifyRequest,
  answer: Pick<AtDraft, 'office' | 'draw' | 'view' | 'reply'> & {
    key?: string
    before: Pick<EntryValues, 'draw' | 'wishes'>
  },
): Promise<FastifyReply> {
  const { office, view, reply, before } = answer
  const { values: typed, action } = readWhoForm((request.body ?? {}) as Record<string, unknown>)
  const { values, focus } = applyWhoAction(typed, action)
  const kept: EntryValues = { ...values, draw: before.draw, wishes: before.wishes }
  const key = await saveDraft(deps.bookings, { office, key: answer.key, values: kept })
  if (action.kind !== 'continue') return sendWho(deps, { ...answer, key, values, focus })
  const { faults } = faultsOf(deps, { ...answer, values })
  if (faults.length > 0) return sendWho(deps, { ...answer, key, values, faults, status: 422 })
  return reply.redirect(view.paths.entryDraft(key, 'wishes'), 303)
}

async function sendWishes(
  deps: DrawPageDeps,
  { office, draw, view, reply, key, values }: AtDraft,
  { errors = [], status = 200 }: { errors?: FieldError[]; status?: number } = {},
): Promise<FastifyReply> {
  const { party } = faultsOf(deps, { office, draw, values })
  if (!party) return reply.redirect(view.paths.entryDraft(key, 'who'), 303)
  const slots = await drawSlotsOf(deps, office, draw)
  const fitting = slotsFor({ slots, party: party.people.length, siteIds: sitesOf(office, party) })
  const page = WishesPage({
    view: { ...view, here: pathsOf('id').entryDraft(key, 'wishes') },
    place: placeOf(office.name),
    when: whenOf(view, draw, office),
    action: view.paths.entryDraft(key, 'wishes'),
    back: view.paths.entryDraft(key, 'who'),
    choices: wishChoices(view, { slots: fitting, siteName: siteNames(office) }),
    typed: values.wishes,
    errors,
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function takeWishes(deps: DrawPageDeps, request: FastifyRequest, draft: AtDraft): Promise<FastifyReply> {
  const { office, view, reply, key } = draft
  const values: EntryValues = { ...draft.values, wishes: readWishes(request.body) }
  await saveDraft(deps.bookings, { office, key, values })
  const errors = await errorsOfWishes(deps, { ...draft, values })
  if (errors.length > 0) return sendWishes(deps, { ...draft, values }, { errors, status: 422 })
  return reply.redirect(view.paths.entryDraft(key, 'check'), 303)
}

async function errorsOfWishes(deps: DrawPageDeps, { office, draw, view, values }: AtDraft): Promise<FieldError[]> {
  const { party } = faultsOf(deps, { office, draw, values })
  if (!party) return []
  const { wishes, ranks } = wishesOf(values.wishes)
  const slots = await drawSlotsOf(deps, office, draw)
  const faults = wishFaults(wishes, { slots, party: party.people.length, siteIds: sitesOf(office, party) })
  return wishErrors(view.t, faults, ranks)
}

async function sendCheck(deps: DrawPageDeps, draft: AtDraft): Promise<FastifyReply> {
  const { office, draw, view, reply, key, values } = draft
  const { paths, locale } = view
  const { party } = faultsOf(deps, draft)
  if (!party) return reply.redirect(paths.entryDraft(key, 'who'), 303)
  if ((await errorsOfWishes(deps, draft)).length > 0) return reply.redirect(paths.entryDraft(key, 'wishes'), 303)
  const page = EnterCheckPage({
    view,
    place: placeOf(office.name),
    when: whenOf(view, draw, office),
    draftKey: key,
    people: party.people.map(({ name, nik, service }) => ({ name, nik: groupNik(nik), service: service.name[locale] })),
    contact: values.contact.trim() === '' ? undefined : values.contact.trim(),
    wishes: wishesOf(values.wishes).wishes.map((wish) => wishWords(view, wish, siteNames(office))),
    who: paths.entryDraft(key, 'who'),
    wishesHref: paths.entryDraft(key, 'wishes'),
    action: paths.entryDraft(key, 'check'),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page))
}

async function takeEntry(deps: DrawPageDeps, request: FastifyRequest, draft: AtDraft): Promise<FastifyReply> {
  const { office, draw, view, reply, key, values } = draft
  const { wishes, ranks } = wishesOf(values.wishes)
  try {
    const entry = await enter(deps, {
      ...partyOf(values),
      draw: draw.drawId,
      wishes,
      locale: view.locale,
      idempotencyKey: requestKeyOf(key),
      network: networkOf(request),
      actor: { kind: 'applicant' },
      channel: 'home',
    })
    await wipeDraft(deps.bookings, { office, key, values })
    return reply.redirect(view.paths.entry(entry.key, { news: 'entered' }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || !error.extras.faults) throw error
    const { faults } = error.extras
    const ofWishes = faults.filter(({ pointer }) => pointer.startsWith('/wishes'))
    const { status } = error
    if (ofWishes.length > 0) return sendWishes(deps, draft, { errors: wishErrors(view.t, ofWishes, ranks), status })
    return sendWho(deps, { ...draft, faults, status })
  }
}

