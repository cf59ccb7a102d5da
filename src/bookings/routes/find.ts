import type { FastifyReply, FastifyRequest } from 'fastify'
import { nikMessage, readNik } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import type { Translate } from '../../platform/i18n/index.ts'
import { type FieldError, fieldText, formPageHeaders, patterns, renderPage, viewAt } from '../../web/index.ts'
import { type CodeReading, readCode } from '../code.ts'
import { findHeld } from '../find.ts'
import { FindPage, type FindProps } from '../pages/find.tsx'
import type { PageDeps } from './page-deps.ts'

/** Any code will do that passes its own check. */
const exampleCode = 'WSB-7K4-M2PX'

/** Opens a ticket, or an entry in a draw, by its code and a NIK of the party. */
export function findRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.find), (request, reply) => sendFind(deps, request, reply, {}))
      http.post(at(patterns.find), (request, reply) => openTicket(deps, request, reply))
    })
  }
}

async function openTicket(deps: PageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { t, paths } = viewAt(deps.site, request.raw.url ?? '/')
  const code = fieldText(request.body, 'code', 60)
  const nik = fieldText(request.body, 'nik', 60)
  const errors = [codeError(t, readCode(code)), nikError(t, nik)].filter((one) => one !== undefined)
  if (errors.length > 0) return sendFind(deps, request, reply, { code, nik, errors, status: 422 })
  try {
    const found = await findHeld(deps, { code, nik, network: networkOf(request) }, deps.readEntry)
    return reply.redirect(found.isEntry ? paths.entry(found.key) : paths.ticket(found.key), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.type !== 'not-found') throw error
    return sendFind(deps, request, reply, { code, nik, notFound: true, status: 404 })
  }
}

const codeFaults = {
  missing: 'bookings.errors.codeMissing',
  malformed: 'bookings.errors.codeMalformed',
  mistyped: 'bookings.errors.codeMistyped',
} as const

/** What can be seen of the code alone, by anybody: nothing is told of what exists. */
function codeError(t: Translate, reading: CodeReading): FieldError | undefined {
  return reading.ok ? undefined : { field: 'code', message: t(codeFaults[reading.fault]) }
}

/** The same of a NIK; one with an impossible date may stand on a ticket. */
export function nikError(t: Translate, typed: string): FieldError | undefined {
  const reading = readNik(typed, { asPrinted: true })
  if (reading.ok) return undefined
  const { say, values } = nikMessage(reading)
  return { field: 'nik', message: t(say, values) }
}

type FindAnswer = Pick<FindProps, 'code' | 'nik' | 'errors' | 'notFound'> & { status?: number }

function sendFind(
  { site }: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, ...props }: FindAnswer,
): FastifyReply {
  const view = viewAt(site, request.raw.url ?? '/')
  return sendPage(reply.headers(formPageHeaders), renderPage(FindPage({ view, exampleCode, ...props })), status)
}
