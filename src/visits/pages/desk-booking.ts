import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  applyWhoAction,
  book,
  calendarDays,
  checkParty,
  type Draft,
  emptyWho,
  faultsOnPage,
  hoursOn,
  KEY_PATTERN,
  lostBy,
  partyOf,
  readDay,
  readDraft,
  readWhoForm,
  requestKeyOf,
  saveDraft,
  type Seeker,
  whoChoices,
  type WhoValues,
  wipeDraft,
} from '../../bookings/index.ts'
import { type FieldFault, Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { type DeskStep, deskSteps, fieldText, formPageHeaders, patterns, renderPage } from '../../web/index.ts'
import { atDesk, type Desk, type DeskDeps, ofSite } from './desk-frame.ts'
import { DeskDaysPage, DeskHoursPage, DeskWhoPage } from './desk-pages.tsx'

const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' })
const ofStep = {
  config: { hasIslands: true },
  schema: {
    params: Type.Object(
      { office: id, site: id, key: Type.String({ pattern: KEY_PATTERN }), step: Type.Enum([...deskSteps]) },
      { additionalProperties: false },
    ),
  },
}

/**
 * A new booking for somebody at the desk: who comes, day, hour, ticket, by the site's own
 * steps, rules and drafts; the trace says who assisted.
 */
export function deskBookingRoutes(deps: DeskDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffDeskBook), ofSite, async (request, reply) =>
        sendWho(deps, await atDesk(deps, request), reply, { values: emptyWho() }))
      http.post(at(patterns.staffDeskBook), ofSite, async (request, reply) =>
        takeWho(deps, await atDesk(deps, request), { request, reply }))
      http.get(at(patterns.staffDeskDraft), ofStep, async (request, reply) => {
        const desk = await atDesk(deps, request)
        const { key, step } = request.params
        return sendStep(deps, desk, { request, reply, step, draft: await draftAt(deps, desk, key) })
      })
      http.post(at(patterns.staffDeskDraft), ofStep, async (request, reply) => {
        const desk = await atDesk(deps, request)
        const { key, step } = request.params
        const draft = await draftAt(deps, desk, key)
        if (step === 'hour') return takeHour(deps, desk, { request, reply, step, draft })
        return takeWho(deps, desk, { request, reply, key })
      })
    })
  }
}

/** A draft of the desk's own office; another one's has expired, as far as this desk knows. */
async function draftAt(deps: DeskDeps, { hall }: Desk, key: string): Promise<Draft> {
  const draft = await readDraft(deps.bookings, key)
  if (draft.office.officeId === hall.key.officeId) return draft
  throw new Refusal('draft-expired', 'visits.reception.desk.hour.expired')
}

interface Answered {
  request: FastifyRequest
  reply: FastifyReply
}
interface AtStep extends Answered {
  step: DeskStep
  draft: Draft
}

interface WhoAnswer {
  values: WhoValues
  key?: string
  faults?: readonly FieldFault[]
  focus?: string | undefined
  status?: number
}

function sendWho(deps: DeskDeps, desk: Desk, reply: FastifyReply, answer: WhoAnswer): FastifyReply {
  const { view, frame, hall: { office, key: { officeId, siteId } } } = desk
  const { values, key, faults = [], focus, status = 200 } = answer
  const { paths, t } = view
  const page = DeskWhoPage({
    ...frame,
    values,
    ...whoChoices(deps, office, view),
    ...faultsOnPage(t, faults),
    focus,
    action: key ? paths.staffDeskDraft(officeId, siteId, key, 'who') : paths.staffDeskBook(officeId, siteId),
    release: paths.staffDeskRelease(officeId, siteId),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

/** Keeps what was typed before anything is said about it. */
async function takeWho(
  deps: DeskDeps,
  desk: Desk,
  { request, reply, key: known }: Answered & { key?: string },
): Promise<FastifyReply> {
  const { hall: { office, key: { officeId, siteId } }, view } = desk
  const { values: typed, action } = readWhoForm((request.body ?? {}) as Record<string, unknown>)
  const { values, focus } = applyWhoAction(typed, action)
  const key = await saveDraft(deps.bookings, { office, key: known, values })
  if (action.kind !== 'continue') return sendWho(deps, desk, reply, { values, key, focus })
  const check = checkParty(partyOf(values), { office, catalogue: deps.offices.catalogue })
  if (!check.ok) return sendWho(deps, desk, reply, { values, key, faults: check.faults, status: 422 })
  return reply.redirect(view.paths.staffDeskDraft(officeId, siteId, key, 'day'), 303)
}

async function sendStep(
  deps: DeskDeps,
  desk: Desk,
  { request, reply, step, draft }: AtStep,
  { error, status = 200 }: { error?: string; status?: number } = {},
): Promise<FastifyReply> {
  const { view, frame, hall: { office, key: { officeId, siteId } } } = desk
  const { t, paths } = view
  const { key, values } = draft
  const check = checkParty(partyOf(values), { office, catalogue: deps.offices.catalogue })
  if (step === 'who' || !check.ok) {
    return sendWho(deps, desk, reply, { values, key, faults: check.ok ? [] : check.faults })
  }
  const { people } = check.party
  const seeker: Seeker = { office, serviceIds: people.map(({ service }) => service.id), party: people.length }
  const hrefOf = (to: DeskStep, query: { day?: string; view?: 'list' } = {}): string =>
    paths.staffDeskDraft(officeId, siteId, key, to, query)
  const intro = t('visits.reception.desk.day.people', { count: seeker.party })
  const day = readDay(fieldText(request.query, 'day'))
  const groups = step === 'hour' && day ? await hoursOn(deps, seeker, { day, t }) : []
  if (day && groups.length > 0) {
    const page = DeskHoursPage({
      ...frame,
      title: t('visits.reception.desk.hour.title'),
      intro: `${view.dates.day(day)}. ${intro}`,
      party: seeker.party,
      groups,
      action: hrefOf('hour', { day: day.toString() }),
      take: t('visits.reception.desk.hour.take'),
      otherDay: hrefOf('day'),
      cards: { label: t('visits.reception.desk.hour.cards'), checked: fieldText(request.body, 'cards') !== '' },
      error,
    })
    return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
  }
  const asList = fieldText(request.query, 'view') === 'list'
  const page = DeskDaysPage({
    ...frame,
    title: t('visits.reception.desk.day.title'),
    intro,
    days: await calendarDays(deps, seeker, t),
    asList,
    hrefOf: (date) => hrefOf('hour', { day: date.toString() }),
    otherView: hrefOf('day', asList ? {} : { view: 'list' }),
    back: { href: hrefOf('who'), text: t('visits.reception.desk.who.title') },
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function takeHour(deps: DeskDeps, desk: Desk, at: AtStep): Promise<FastifyReply> {
  const { draft, request, reply } = at
  const { t, locale } = desk.view
  const slot = fieldText(request.body, 'slot', 30)
  if (slot === '') return sendStep(deps, desk, at, { error: t('visits.reception.desk.hour.missing'), status: 422 })
  try {
    const ticket = await book(deps.bookings, {
      ...partyOf(draft.values),
      office: draft.office.officeId,
      slot,
      locale,
      idempotencyKey: requestKeyOf(draft.key),
      actor: desk.actor,
      cardSeen: fieldText(request.body, 'cards') !== '',
    })
    await wipeDraft(deps.bookings, draft)
    return reply.redirect(desk.ticketHref(ticket.bookingId, 'booked'), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (lostBy(error)) return sendStep(deps, desk, at, { error: t(error.say, error.extras.values), status: 409 })
    if (error.say === 'bookings.errors.proveOrCome') {
      return sendStep(deps, desk, at, { error: t('visits.reception.desk.hour.seeCards'), status: error.status })
    }
    const { faults } = error.extras
    if (!faults) throw error
    return sendWho(deps, desk, reply, { values: draft.values, key: draft.key, faults, status: error.status })
  }
}
