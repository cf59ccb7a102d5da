import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import { sendPage } from '../../platform/http/index.ts'
import { type DraftStep, fieldText, patterns, placeOf, renderPage, type View, viewAt } from '../../web/index.ts'
import { type Draft, officeOfKey, readDraft, ticketOfDraft } from '../drafts.ts'
import { bookingErrors } from '../errors.ts'
import { DraftExpiredPage } from '../pages/draft-expired.tsx'
import { type CheckedParty, checkParty } from '../request.ts'
import type { PageDeps } from './page-deps.ts'
import { readSite, type Seeker } from './openings.ts'
import { partyOf } from './party.ts'

export type KeyRequest = FastifyRequest<{ Params: { key: string } }>

/** A step of a draft as it was asked for. */
export interface Step {
  view: View
  draft: Draft
  request: KeyRequest
  reply: FastifyReply
}

/** A step behind the check: the party is known to be right. */
export interface CheckedStep extends Step {
  party: CheckedParty
}

type Answer = Promise<FastifyReply> | FastifyReply

export const stepPattern = (step: DraftStep): string => patterns.draft.replace(':step', step)

/**
 * Handles a request with a draft's key. A draft that became a booking leads to its ticket,
 * so that a second press, or a step back, shows what the first one brought; any other that
 * is gone says so (410).
 */
export function atStep(deps: PageDeps, answer: (step: Step) => Answer) {
  return async (request: KeyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const view = viewAt(deps.site, request.raw.url ?? '/')
    const { key } = request.params
    try {
      const draft = await readDraft(deps, key)
      if (!draft.office.bookable) throw bookingErrors.OFFICE_NOT_BOOKABLE()
      return await answer({ view, draft, request, reply })
    } catch (error) {
      if (error instanceof Refusal && error.type === 'draft-expired') return sendGone(deps, { view, key, reply })
      throw error
    }
  }
}

/** The same, for steps that need a party without faults: else back to "who", told what is wrong. */
export function atCheckedStep(deps: PageDeps, answer: (step: CheckedStep) => Answer) {
  return atStep(deps, (step) => {
    const { office, key, values } = step.draft
    const check = checkParty(partyOf(values), { office, catalogue: deps.offices.catalogue })
    if (check.ok) return answer({ ...step, party: check.party })
    return step.reply.redirect(step.view.paths.draft(key, 'who', { view: 'faults' }), 303)
  })
}

/** Who asks for days and hours at this step, and where. */
export function seekerOf({ draft: { office }, party, request }: CheckedStep): Seeker {
  return {
    office,
    serviceIds: party.people.map(({ service }) => service.id),
    party: party.people.length,
    siteId: readSite(office, fieldText(request.query, 'site', 40)),
  }
}

async function sendGone(
  deps: PageDeps,
  { view, key, reply }: { view: View; key: string; reply: FastifyReply },
): Promise<FastifyReply> {
  const ticket = await ticketOfDraft(deps, key)
  if (ticket) return reply.redirect(view.paths.ticket(ticket.key), 303)
  const office = officeOfKey(deps, key)
  const again = office?.bookable ? { office: { id: office.officeId, place: placeOf(office.name) } } : {}
  return sendPage(reply, renderPage(DraftExpiredPage({ view, ...again })), 410)
}
