import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import { fieldText, formPageHeaders, patterns, renderPage, viewAt } from '../../web/index.ts'
import { challengeOf, passOf } from '../cookies.ts'
import { CodePage } from '../pages/code.tsx'
import { SignInPage, type SignInProps } from '../pages/sign-in.tsx'
import { isUnfinished, nextPage } from '../rules.ts'
import { signInByCode, signInByPassword } from '../sign-in.ts'
import type { StaffAccount } from '../store.ts'
import type { StaffPageDeps } from './page-deps.ts'

/** Name and password, then the code; and the way out. */
export function signInRoutes(deps: StaffPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffSignIn), (request, reply) => sendSignIn(deps, request, reply, {}))
      http.post(at(patterns.staffSignIn), (request, reply) => takePassword(deps, request, reply))
      http.get(at(patterns.staffCode), (request, reply) => sendCode(deps, request, reply, {}))
      http.post(at(patterns.staffCode), (request, reply) => takeCode(deps, request, reply))
      http.post(at(patterns.staffSignOut), async (request, reply) => {
        await deps.sessions.end(passOf(request))
        deps.cookies.forgetSession(reply)
        return reply.redirect(viewOf(deps, request).paths.staffSignIn(), 303)
      })
    })
  }
}

const viewOf = ({ site }: StaffPageDeps, request: FastifyRequest) => viewAt(site, request.raw.url ?? '/')

/** The page that was asked for, or the staff's first one. */
function nextOf(deps: StaffPageDeps, request: FastifyRequest): string {
  return nextPage(fieldText(request.query, 'next'), viewOf(deps, request).paths.staff())
}

async function takePassword(deps: StaffPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { t, paths } = viewOf(deps, request)
  const name = fieldText(request.body, 'name')
  const password = fieldText(request.body, 'password')
  try {
    const step = await signInByPassword(deps, { name, password, network: networkOf(request) })
    if (step.kind === 'signed-in') return enter(deps, request, reply, step)
    deps.cookies.keepChallenge(reply, step.challenge)
    return reply.redirect(paths.staffCode({ next: nextOf(deps, request) }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.type !== 'not-signed-in') throw error
    return sendSignIn(deps, request, reply, { name, refused: t(error.say), status: 422 })
  }
}

async function takeCode(deps: StaffPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const code = fieldText(request.body, 'code')
  const challenge = challengeOf(request)
  try {
    const signedIn = await signInByCode(deps, { challenge, code, network: networkOf(request) })
    deps.cookies.forgetChallenge(reply)
    return enter(deps, request, reply, signedIn)
  } catch (error) {
    if (!(error instanceof Refusal) || error.type !== 'not-signed-in') throw error
    return sendCode(deps, request, reply, { refused: true, status: 422 })
  }
}

function enter(
  deps: StaffPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { pass, account }: { pass: string; account: StaffAccount },
): FastifyReply {
  deps.cookies.keepSession(reply, pass)
  const { paths } = viewOf(deps, request)
  return reply.redirect(isUnfinished(account) ? paths.staffFirst() : nextOf(deps, request), 303)
}

function sendSignIn(
  deps: StaffPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, ...props }: Pick<SignInProps, 'name' | 'refused'> & { status?: number },
): FastifyReply {
  const page = SignInPage({ view: viewOf(deps, request), next: nextOf(deps, request), ...props })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

function sendCode(
  deps: StaffPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, refused = false }: { status?: number; refused?: boolean },
): FastifyReply {
  const page = CodePage({ view: viewOf(deps, request), next: nextOf(deps, request), refused })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}
