import type { FastifyReply, FastifyRequest } from 'fastify'

const SESSION = 'giliran-staff'
const CHALLENGE = 'giliran-staff-code'

/** Where browsers send the session: pages of the staff and the API, never a public page. */
const SESSION_PATHS = ['/staff', '/en/staff', '/api/v1']
const CHALLENGE_PATHS = ['/staff/sign-in', '/en/staff/sign-in']
/** As long as a challenge lives. */
const CHALLENGE_SECONDS = 600

/**
 * Cookies of the staff, the only ones of the product. Without a date they end with the
 * browser; the server ends them sooner. Strict: no other site's link or form brings them along.
 */
export interface Cookies {
  keepSession(reply: FastifyReply, pass: string): void
  forgetSession(reply: FastifyReply): void
  keepChallenge(reply: FastifyReply, challenge: string): void
  forgetChallenge(reply: FastifyReply): void
}

export function openCookies({ publicUrl }: { publicUrl: string | undefined }): Cookies {
  const always = `HttpOnly; SameSite=Strict${publicUrl?.startsWith('https:') ? '; Secure' : ''}`
  const set = (reply: FastifyReply, name: string, paths: readonly string[], value: string, more = ''): void => {
    // Fastify gathers them: one header each.
    for (const path of paths) reply.header('set-cookie', `${name}=${value}; Path=${path}; ${always}${more}`)
  }
  return {
    keepSession: (reply, pass) => set(reply, SESSION, SESSION_PATHS, pass),
    forgetSession: (reply) => set(reply, SESSION, SESSION_PATHS, '', '; Max-Age=0'),
    keepChallenge: (reply, challenge) =>
      set(reply, CHALLENGE, CHALLENGE_PATHS, challenge, `; Max-Age=${CHALLENGE_SECONDS}`),
    forgetChallenge: (reply) => set(reply, CHALLENGE, CHALLENGE_PATHS, '', '; Max-Age=0'),
  }
}

/** The pass of a request: of Authorization where there is one, else of the cookie; '': none. */
export function passOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const { authorization } = headers
  if (authorization !== undefined) return /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? ''
  return cookieOf(headers.cookie, SESSION)
}

export const challengeOf = ({ headers }: Pick<FastifyRequest, 'headers'>): string => cookieOf(headers.cookie, CHALLENGE)

/** RFC 6265 section 4.2.1: pairs apart by a semicolon and a blank. */
function cookieOf(header: string | undefined, name: string): string {
  const start = `${name}=`
  return header?.split('; ').find((pair) => pair.startsWith(start))?.slice(start.length) ?? ''
}
