import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import type { Translate } from '../../platform/i18n/index.ts'
import { type FieldError, fieldText, formPageHeaders, patterns, renderPage, viewAt } from '../../web/index.ts'
import { requireSession } from '../door.ts'
import { passwordSay } from '../errors.ts'
import { beginEnrolment, confirmEnrolment, type FirstStep, nextStep, setOwnPassword } from '../first.ts'
import { FirstPage } from '../pages/first.tsx'
import type { StaffSession } from '../store.ts'
import type { StaffPageDeps } from './page-deps.ts'

/** /staff/first: own password and codes, one step after the other at one address. */
export function firstRoutes(deps: StaffPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffFirst), async (request, reply) => {
        const session = await requireSession(deps.sessions, request)
        return sendStep(deps, request, reply, { step: await nextStep(deps, session) })
      })
      http.post(at(patterns.staffFirst), async (request, reply) => {
        const session = await requireSession(deps.sessions, request)
        const step = await nextStep(deps, session)
        const errors = await takeStep(deps, request, reply, { step, session })
        if (errors.length > 0) return sendStep(deps, request, reply, { step, errors })
        return reply.redirect(viewOf(deps, request).paths.staffFirst(), 303)
      })
    })
  }
}

const viewOf = ({ site }: StaffPageDeps, request: FastifyRequest) => viewAt(site, request.raw.url ?? '/')

/** Does what the step asks for; returns what is wrong with what was typed. */
async function takeStep(
  deps: StaffPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { step, session }: { step: FirstStep; session: StaffSession },
): Promise<FieldError[]> {
  const { t } = viewOf(deps, request)
  switch (step.kind) {
    case 'password': {
      const { password, errors } = readNewPassword(t, request.body)
      if (errors.length > 0) return errors
      const fault = await setOwnPassword(deps, session, password)
      return fault ? [{ field: 'password', message: t(passwordSay[fault]) }] : []
    }
    case 'prove': {
      const isBegun = await beginEnrolment(deps, session, fieldText(request.body, 'password'))
      return isBegun ? [] : [{ field: 'password', message: t('staff.errors.wrongPassword') }]
    }
    case 'enrol': {
      const pass = await confirmEnrolment(deps, session, fieldText(request.body, 'code'))
      if (pass === undefined) return [{ field: 'code', message: t('staff.errors.wrongCode') }]
      deps.cookies.keepSession(reply, pass)
      return []
    }
    case 'done':
      return []
  }
}

/** The password of a form that asks for it twice. Too short or long is said by rules.ts. */
export function readNewPassword(t: Translate, body: unknown): { password: string; errors: FieldError[] } {
  const password = fieldText(body, 'password')
  const isSame = fieldText(body, 'repeat') === password
  return { password, errors: isSame ? [] : [{ field: 'repeat', message: t('staff.errors.passwordsDiffer') }] }
}

function sendStep(
  deps: StaffPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { step, errors = [] }: { step: FirstStep; errors?: FieldError[] },
): FastifyReply {
  const view = viewOf(deps, request)
  if (step.kind === 'done') return reply.redirect(view.paths.staff(), 303)
  const status = errors.length > 0 ? 422 : 200
  return sendPage(reply.headers(formPageHeaders), renderPage(FirstPage({ view, step, errors })), status)
}
