import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import { type FieldError, fieldText, formPageHeaders, patterns, renderPage, viewAt } from '../../web/index.ts'
import { checkFirstHeadLink, FIRST_HEAD_PATTERN, makeFirstHead } from '../first.ts'
import { FirstHeadPage, type FirstHeadValues } from '../pages/first-head.tsx'
import { readNewPassword } from './first.ts'
import type { StaffPageDeps } from './page-deps.ts'

const ofLink = {
  schema: {
    params: Type.Object({ key: Type.String({ pattern: FIRST_HEAD_PATTERN }) }, { additionalProperties: false }),
  },
}
const nothingTyped: FirstHeadValues = { displayName: '', name: '', role: 'office-head', office: '' }

/** /staff/first-head/{key}: the first account of a real installation. */
export function firstHeadRoutes(deps: StaffPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffFirstHead), ofLink, async (request, reply) => {
        const { key } = request.params
        await checkFirstHeadLink(deps, key)
        return sendForm(deps, request, reply, { key, values: nothingTyped })
      })
      http.post(at(patterns.staffFirstHead), ofLink, async (request, reply) =>
        takeForm(deps, request, reply, request.params.key),
      )
    })
  }
}

async function takeForm(
  deps: StaffPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
): Promise<FastifyReply> {
  const { t, paths } = viewAt(deps.site, request.raw.url ?? '/')
  const role = fieldText(request.body, 'role') === 'headquarters' ? 'headquarters' : 'office-head'
  const [displayName, name, office] = (['displayName', 'name', 'office'] as const).map((field) =>
    fieldText(request.body, field),
  ) as [string, string, string]
  const values = { displayName, name, role, office }
  const { password, errors } = readNewPassword(t, request.body)
  if (errors.length > 0) return sendForm(deps, request, reply, { key, values, errors })
  try {
    const wanted = { key, displayName, name, role, office, password, network: networkOf(request) } as const
    const pass = await makeFirstHead(deps, wanted)
    deps.cookies.keepSession(reply, pass)
    return reply.redirect(paths.staffFirst(), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.type !== 'invalid') throw error
    const faults = (error.extras.faults ?? []).map(({ pointer, say, values: of }): FieldError => ({
      field: pointer === '/offices' ? 'office' : pointer.slice(1),
      message: t(say, of),
    }))
    return sendForm(deps, request, reply, { key, values, errors: faults })
  }
}

function sendForm(
  { site, offices }: StaffPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { key, values, errors = [] }: { key: string; values: FirstHeadValues; errors?: FieldError[] },
): FastifyReply {
  const view = viewAt(site, request.raw.url ?? '/')
  const page = FirstHeadPage({ view, link: key, values, offices: offices.all(), errors })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), errors.length > 0 ? 422 : 200)
}
