import type { FastifyReply } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import { fieldText, formPageHeaders, pathsOf, placeOf, renderPage } from '../../web/index.ts'
import { book } from '../book.ts'
import { requestKeyOf, wipeDraft } from '../drafts.ts'
import { bookingErrors } from '../errors.ts'
import { HourPage } from '../pages/hour.tsx'
import { changeUntil } from '../rules.ts'
import { lostBy, type LostSlot, withoutLost } from './lost.ts'
import { hoursOn, readDay } from './openings.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { partyOf } from './party.ts'
import { atCheckedStep, type CheckedStep, seekerOf, stepPattern } from './steps.ts'
import { atDraft, sendWho } from './who.ts'
import { askForProof, paymentIn } from './work.ts'

/** Where the device is asked to work, its answer is made by a script. */
const working = { config: { hasIslands: true } }
const applicant = { kind: 'applicant' } as const

/** Step 5: the hours of a day; posting one of them books. */
export function hourRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(stepPattern('hour')), ofKey, atCheckedStep(deps, (step) => sendHours(deps, step)))
      http.post(at(stepPattern('hour')), { ...ofKey, ...working }, atCheckedStep(deps, (step) => takeHour(deps, step)))
    })
  }
}

interface HoursAnswer {
  status?: number
  missing?: boolean
  lost?: LostSlot
}

async function sendHours(deps: PageDeps, step: CheckedStep, answer: HoursAnswer = {}): Promise<FastifyReply> {
  const { view, draft: { office, key }, party, request, reply } = step
  const { missing = false, lost, status = 200 } = answer
  const seeker = seekerOf(step)
  const day = (lost && dayOfSlot(deps, step, lost.slotId)) ?? readDay(fieldText(request.query, 'day'))
  const listed = day ? await hoursOn(deps, seeker, { day, t: view.t }) : []
  const first = listed[0]?.hours[0]
  // A day without a single hour is no choice: the days say why.
  if (!day || !first || !office.definition) return reply.redirect(view.paths.draft(key, 'day'), 303)
  const marked = lost ? withoutLost(listed, lost, party.people.length) : { groups: listed, lost: undefined }
  const { booking } = office.definition
  const page = HourPage({
    view: { ...view, here: pathsOf('id').draft(key, 'hour', { day: day.toString(), site: seeker.siteId }) },
    draftKey: key,
    place: placeOf(office.name),
    names: party.people.map(({ name }) => name),
    day,
    timeZone: office.timeZone,
    groups: marked.groups,
    lost: marked.lost,
    missing: missing || (lost !== undefined && marked.lost === undefined),
    arriveMinutesBefore: booking.arriveMinutesBefore,
    changeUntil: changeUntil(first.start.toInstant(), office.timeZone, booking),
    site: seeker.siteId,
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

function dayOfSlot(
  { slots }: PageDeps,
  { draft: { office } }: CheckedStep,
  slotId: string,
): Temporal.PlainDate | undefined {
  return slots.peek(office.officeId, slotId)?.startsAt.toZonedDateTimeISO(office.timeZone).toPlainDate()
}

async function takeHour(deps: PageDeps, step: CheckedStep): Promise<FastifyReply> {
  const { view, draft, request, reply } = step
  const slot = fieldText(request.body, 'slot', 30)
  if (slot === '') return sendHours(deps, step, { missing: true, status: 422 })
  const isSending = fieldText(request.body, 'do', 10) === 'send'
  try {
    const ticket = await book(deps, {
      ...partyOf(draft.values),
      ...(!isSending && paymentIn(request.body)),
      office: draft.office.officeId,
      slot,
      locale: view.locale,
      idempotencyKey: requestKeyOf(draft.key),
      network: networkOf(request),
      actor: applicant,
    })
    await wipeDraft(deps, draft)
    return reply.redirect(view.paths.ticket(ticket.key, { news: 'booked' }), 303)
  } catch (error) {
    return (await askForProof(deps, step, { slot, error })) ?? refuseHour(deps, step, { slotId: slot, error })
  }
}

/** What stood in the way, where it can be mended: at the hours, or at who comes. */
async function refuseHour(
  deps: PageDeps,
  step: CheckedStep,
  { slotId, error }: { slotId: string; error: unknown },
): Promise<FastifyReply> {
  const why = lostBy(error)
  if (why) return sendHours(deps, step, { lost: { slotId, why }, status: 409 })
  if (!(error instanceof Refusal)) throw error
  const { view, reply, draft } = step
  switch (error.type) {
    case 'person-already-booked':
    case 'cooling-off':
    case 'same-person-twice':
    case 'invalid':
      return sendWho(deps, {
        view: atDraft(view, draft.key),
        reply,
        ...draft,
        faults: error.extras.faults ?? [],
        status: error.status,
      })
    case 'not-found':
      return sendHours(deps, step, { missing: true, status: 422 })
    case 'idempotency-conflict':
      // Booked already with another hour, and not wiped yet: the ticket is there to be shown.
      await wipeDraft(deps, draft)
      throw bookingErrors.DRAFT_EXPIRED()
    default:
      throw error
  }
}
