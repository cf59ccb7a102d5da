import { Type } from 'typebox'
import { type Http, networkOf } from '../platform/http/index.ts'
import { passOf } from './cookies.ts'
import type { StaffDeps } from './deps.ts'
import { memberOf, type RequireStaff, type StaffMember } from './door.ts'
import { ACCOUNT_NAME_PATTERN, PASSWORD_LENGTH, staffRoles } from './rules.ts'
import { signInAtOnce } from './sign-in.ts'

const closed = { additionalProperties: false }
const tags = ['staff']

const memberAnswer = Type.Object(
  {
    accountId: Type.String(),
    name: Type.String(),
    displayName: Type.String(),
    role: Type.Enum([...staffRoles]),
    offices: Type.Array(Type.String(), { description: 'Ids of the offices it is limited to' }),
    allOffices: Type.Boolean(),
  },
  closed,
)

/** For staff routes of every feature: the session's token. */
export const staffHeaders = Type.Object({
  authorization: Type.Optional(
    Type.String({ maxLength: 300, description: 'Bearer and the token of POST /staff/sign-in; browsers send a cookie' }),
  ),
})

const signInSchema = {
  tags,
  summary: 'Sign in as staff',
  body: Type.Object(
    {
      name: Type.String({ pattern: ACCOUNT_NAME_PATTERN }),
      password: Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH.max }),
      totp: Type.Optional(
        Type.String({ minLength: 6, maxLength: 11, description: 'Six digits of the app, or a backup code' }),
      ),
    },
    closed,
  ),
  response: { 200: Type.Object({ token: Type.String(), member: memberAnswer }, closed) },
}
const signInConfig = { problems: ['not-signed-in', 'not-allowed', 'too-many-requests'] } as const

const signOutSchema = {
  tags,
  summary: 'End the session',
  description: 'Without a session there is nothing to end, and all is well.',
  headers: staffHeaders,
  response: { 204: Type.Null({ description: 'Nobody is signed in with this token' }) },
}

const meSchema = { tags, summary: 'Who is signed in', headers: staffHeaders, response: { 200: memberAnswer } }
const meConfig = { problems: ['not-signed-in'] } as const

/** Sign-in for programs: the token goes into `Authorization: Bearer` on every staff route. */
export function staffApiRoutes(deps: StaffDeps, requireStaff: RequireStaff): (http: Http) => void {
  return (http) => {
    http.get('/api/v1/staff/me', { schema: meSchema, config: meConfig }, async (request) =>
      memberView(await requireStaff(request)),
    )
    http.post('/api/v1/staff/sign-in', { schema: signInSchema, config: signInConfig }, async (request) => {
      const { pass, account } = await signInAtOnce(deps, { ...request.body, network: networkOf(request) })
      return { token: pass, member: memberView(memberOf(account)) }
    })
    http.post('/api/v1/staff/sign-out', { schema: signOutSchema }, async (request, reply) => {
      await deps.sessions.end(passOf(request))
      return reply.code(204).send(null)
    })
  }
}

function memberView({ offices, ...member }: StaffMember) {
  return { ...member, offices: offices === 'all' ? [] : [...offices], allOffices: offices === 'all' }
}
