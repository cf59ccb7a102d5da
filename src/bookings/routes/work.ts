import type { FastifyReply } from 'fastify'
import { type FieldFault, Refusal } from '../../platform/errors.ts'
import { networkOf, sendPage } from '../../platform/http/index.ts'
import { type Errors, fieldText, formPageHeaders, renderPage } from '../../web/index.ts'
import { ProvePage } from '../pages/prove.tsx'
import { WorkPage } from '../pages/work.tsx'
import { challengeOf, type Payment } from '../work/pay.ts'
import type { PageDeps } from './page-deps.ts'
import type { CheckedStep } from './steps.ts'

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** What a form pays with. */
export function paymentIn(body: unknown): Payment {
  const work = fieldText(body, 'work', 4_000)
  const id = fieldText(body, 'proof', 36)
  const code = fieldText(body, 'code', 40)
  return { ...(work !== '' && { work }), ...(uuid.test(id) && { proof: { id, code } }) }
}

/** What a refusal asks for: work or a code, or that a contact be proved by one; undefined: something else. */
function askedBy(error: unknown): { challenge?: unknown; faults: readonly FieldFault[] } | undefined {
  const isToProve = error instanceof Refusal && error.say === 'bookings.errors.proveOrCome'
  return isToProve ? { faults: error.extras.faults ?? [] } : challengeOf(error)
}

/** Asks for it, and sends the code where that was pressed for; undefined: `error` is another one. */
export async function askForProof(
  deps: PageDeps,
  step: CheckedStep,
  { slot, error }: { slot: string; error: unknown },
): Promise<FastifyReply | undefined> {
  const asked = askedBy(error)
  if (!asked) return undefined
  const { view, draft: { key, office }, party, request, reply } = step
  const contact = deps.codes && deps.tells(party.contact) ? party.contact : undefined
  const isRefused = asked.faults.some(({ code }) => code === 'code-refused')
  const errors: { field: string; message: string }[] = isRefused
    ? [{ field: 'code', message: view.t('bookings.errors.codeRefused') }]
    : []
  let proofId = isRefused ? fieldText(request.body, 'proof', 36) : undefined
  if (contact && deps.codes && fieldText(request.body, 'do', 10) === 'send') {
    try {
      const to = { contact, officeId: office.officeId, locale: view.locale, network: networkOf(request) }
      proofId = await deps.codes.send(to)
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      errors.push({ field: 'main', message: view.t(refusal.say, refusal.extras.values) })
    }
  }
  const query = { day: fieldText(request.query, 'day', 10), site: fieldText(request.query, 'site', 40) }
  const hours = view.paths.draft(key, 'hour', query)
  const props = {
    view,
    action: hours,
    slot,
    contact: contact && (contact.whatsapp ?? contact.email),
    proofId,
    errors: errors satisfies Errors,
    links: { who: view.paths.draft(key, 'who'), hours },
  }
  const isWork = asked.challenge !== undefined
  const page = isWork ? WorkPage({ ...props, challenge: asked.challenge }) : ProvePage(props)
  return sendPage(reply.headers(formPageHeaders), renderPage(page), errors.length > 0 ? 422 : isWork ? 403 : 409)
}
