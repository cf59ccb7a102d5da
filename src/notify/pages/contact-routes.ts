import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type ContactPart, KEY_PATTERN, nikError, refusedNik, type Ticket, ticketOfKey } from '../../bookings/index.ts'
import { contactMessage, readContact } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import {
  type Errors,
  fieldText,
  formPageHeaders,
  patterns,
  renderPage,
  type Site,
  type View,
  viewAt,
} from '../../web/index.ts'
import { phonesOf } from '../phone-store.ts'
import { askCode, changeContact, contactState, type ProofDeps, proveContact, waitingCode } from '../proof.ts'
import { maskContact, readProofCode } from '../proof-rules.ts'
import { AskCodePage, ContactForm, ContactPart as Part, ProofCodePage } from './contact.tsx'
import { PhonePart } from './phone-part.tsx'

export interface ContactPageDeps extends ProofDeps {
  site: Site
}

interface Asked {
  request: FastifyRequest<{ Params: { key: string } }>
  reply: FastifyReply
  ticket: Ticket
  view: View
}

const ofKey = {
  schema: { params: Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false }) },
}

/** What the ticket's page says of its contact; with a key for web push also the button that has a phone told. */
export function contactPart({ vapidKey, ...deps }: ProofDeps & { vapidKey?: string | undefined }): ContactPart {
  const { database: { kysely }, keys } = deps
  return async ({ ticket, view }) => {
    const phones = vapidKey === undefined ? [] : await phonesOf(kysely, keys, ticket)
    const phone = vapidKey === undefined ? undefined : PhonePart({ view, ticket, vapidKey, phones })
    return Part({ view, ticketKey: ticket.key, state: await contactState(deps, ticket), phone })
  }
}

/** The contact of a ticket: proving it by a code, and changing it. */
export function contactPages(deps: ContactPageDeps): (http: Http) => void {
  const of =
    (answer: (deps: ContactPageDeps, asked: Asked) => Promise<FastifyReply>) =>
    async (request: Asked['request'], reply: FastifyReply): Promise<FastifyReply> => {
      const ticket = await ticketOfKey(deps.bookings, request.params.key)
      const asked = { request, reply, ticket, view: viewAt(deps.site, request.raw.url ?? '/') }
      return ticket.state === 'booked' ? answer(deps, asked) : toTicket(asked)
    }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketContact), ofKey, of((_, asked) => sendForm(deps, asked, {})))
      http.post(at(patterns.ticketContact), ofKey, of(change))
      http.get(at(patterns.ticketCode), ofKey, of((_, asked) => sendCodePage(deps, asked, {})))
      http.post(at(patterns.ticketCode), ofKey, of(takeCode))
    })
  }
}

const toTicket = ({ reply, view, ticket }: Asked): FastifyReply => reply.redirect(view.paths.ticket(ticket.key), 303)
const toContact = ({ reply, view, ticket }: Asked): FastifyReply =>
  reply.redirect(view.paths.ticketContact(ticket.key), 303)
const toCode = ({ reply, view, ticket }: Asked): FastifyReply => reply.redirect(view.paths.ticketCode(ticket.key), 303)

interface FormAnswer {
  contact?: string
  nik?: string
  errors?: Errors
  status?: number
}

async function sendForm(deps: ContactPageDeps, asked: Asked, answer: FormAnswer): Promise<FastifyReply> {
  const { reply, ticket, view } = asked
  const { status = 200, ...typed } = answer
  const page = ContactForm({
    view,
    ticketKey: ticket.key,
    state: await contactState(deps, ticket),
    // A phone is told of a turn, but proves no contact.
    canSend: [...deps.adapters.keys()].some((one) => one !== 'push'),
    ...typed,
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function change(deps: ContactPageDeps, asked: Asked): Promise<FastifyReply> {
  const { request, ticket, view } = asked
  const contact = fieldText(request.body, 'contact', 300)
  const nik = fieldText(request.body, 'nik', 60)
  const typed = { contact, nik }
  const reading = readContact(contact)
  const errors = [contactError(view, contact), nikError(view.t, nik)].filter((one) => one !== undefined)
  if (!reading.ok || errors.length > 0) return sendForm(deps, asked, { ...typed, errors, status: 422 })
  try {
    const by = { locale: view.locale, network: networkOf(request) }
    const became = await changeContact(deps, { ticket, contact: reading.contact, nik, ...by })
    return became === 'taken' ? toContact(asked) : toCode(asked)
  } catch (error) {
    const wrong = refusedNik(view, error)
    if (!wrong) throw error
    return sendForm(deps, asked, { ...typed, errors: [wrong], status: 422 })
  }
}

function contactError({ t }: View, typed: string): Errors[number] | undefined {
  if (typed.trim() === '') return { field: 'contact', message: t('notify.contact.form.missing') }
  const reading = readContact(typed)
  return reading.ok ? undefined : { field: 'contact', message: t(contactMessage(reading.fault).say) }
}

/** The code's field while one is on its way, else the button that sends one, else the form of the contact. */
async function sendCodePage(
  deps: ContactPageDeps,
  asked: Asked,
  { errors, status = 200 }: { errors?: Errors; status?: number },
): Promise<FastifyReply> {
  const { reply, ticket, view } = asked
  const [code, state] = await Promise.all([waitingCode(deps, ticket), contactState(deps, ticket)])
  const target = code?.contact ?? state.address
  const ticketKey = ticket.key
  if (!target || (!code && !state.isReached)) return toContact(asked)
  const contact = maskContact(target)
  if (!code && !errors) {
    return sendPage(reply.headers(formPageHeaders), renderPage(AskCodePage({ view, ticketKey, contact })), status)
  }
  const timeZone = deps.offices.get(ticket.officeId)?.timeZone ?? 'Asia/Jakarta'
  const endsAt = (code?.endsAt ?? deps.clock.now()).toZonedDateTimeISO(timeZone)
  const page = ProofCodePage({ view, ticketKey, contact, endsAt, replaces: code?.contact !== undefined, errors })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function takeCode(deps: ContactPageDeps, asked: Asked): Promise<FastifyReply> {
  const { request, ticket, view } = asked
  if (fieldText(request.body, 'do', 10) === 'send') return sendCode(deps, asked)
  const refuse = (message: string): Promise<FastifyReply> =>
    sendCodePage(deps, asked, { errors: [{ field: 'code', message }], status: 422 })
  const code = readProofCode(fieldText(request.body, 'code', 40))
  if (code === undefined) return refuse(view.t('notify.contact.code.malformed'))
  const waiting = await waitingCode(deps, ticket)
  if (!waiting) return refuse(view.t('notify.contact.refused'))
  try {
    await proveContact(deps, { proofId: waiting.proofId, code, network: networkOf(request) })
    return toContact(asked)
  } catch (error) {
    if (!(error instanceof Refusal) || error.say !== 'notify.contact.refused') throw error
    return refuse(view.t('notify.contact.refused'))
  }
}

/** A new code to where the last one went, else to the ticket's own contact. */
async function sendCode(deps: ContactPageDeps, asked: Asked): Promise<FastifyReply> {
  const { request, view, ticket } = asked
  const { officeId, bookingId } = ticket
  const [waiting, state] = await Promise.all([waitingCode(deps, ticket), contactState(deps, ticket)])
  const contact = waiting?.contact ?? state.address
  if (!contact || (!waiting && !state.isReached)) return toContact(asked)
  const by = { locale: view.locale, network: networkOf(request) }
  const { refusal } = await askCode(deps, {
    ...by,
    contact,
    officeId,
    bookingId,
    replaces: waiting?.contact !== undefined,
  })
  if (refusal) throw refusal
  return toCode(asked)
}
