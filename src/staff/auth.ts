import { APIError } from 'better-auth/api'
import { COOKIE_PREFIX, type LibraryNeeds, openLibrary } from './better-auth.ts'
import type { Passes } from './passes.ts'

/** What the sign-in by password came to. */
export type PasswordOutcome =
  | { kind: 'signed-in'; token: string }
  /** The account asks for a code: `challenge` is handed back with it, within ten minutes. */
  | { kind: 'code-wanted'; challenge: string }
  | { kind: 'refused' }

export interface Enrolment {
  /** otpauth://totp/..., for the QR code. */
  uri: string
  /** The same seed in base32, to be typed. */
  secret: string
  backupCodes: string[]
}

/** The library, asked in our words. Loading it takes a third of a second, so auth.ts is loaded when first needed. */
export interface Auth {
  hash(password: string): Promise<string>
  isPassword(hash: string, password: string): Promise<boolean>
  /** Signs in, as far as a password can. */
  checkPassword(accountName: string, password: string): Promise<PasswordOutcome>
  /** Six digits of the app, or a backup code, which is used up by it; undefined: wrong, or too late. */
  checkCode(challenge: string, code: string): Promise<string | undefined>
  /** Makes a seed and backup codes, which count from the first right code on; undefined: not the password. */
  beginEnrolment(token: string, accountName: string, password: string): Promise<Enrolment | undefined>
  /** The token of a new session in place of the old; undefined: the code is wrong. */
  confirmEnrolment(token: string, code: string): Promise<string | undefined>
}

export type AuthNeeds = Omit<LibraryNeeds, 'secret'> & { passes: Passes }

export function openAuth({ passes: { secret, signatureOf }, ...needs }: AuthNeeds): Auth {
  const library = openLibrary({ ...needs, secret })
  const sessionHeaders = (token: string): Headers =>
    cookieHeaders('session_token', encodeURIComponent(`${token}.${signatureOf(token).toString('base64')}`))

  return {
    hash: async (password) => (await library.$context).password.hash(password),

    isPassword: async (hash, password) => (await library.$context).password.verify({ hash, password }),

    async checkPassword(username, password) {
      const answered = await orRefused(() =>
        library.api.signInUsername({ body: { username, password }, returnHeaders: true }),
      )
      if (!answered) return { kind: 'refused' }
      const { token } = answered.response as { token?: string }
      if (token !== undefined) return { kind: 'signed-in', token }
      return { kind: 'code-wanted', challenge: cookieOf(answered.headers, 'two_factor') }
    },

    async checkCode(challenge, code) {
      const request = { body: { code }, headers: cookieHeaders('two_factor', challenge) }
      const isTotp = /^\d{6}$/.test(code)
      const answered = await orRefused<{ token?: string | undefined }>(() =>
        isTotp ? library.api.verifyTOTP(request) : library.api.verifyBackupCode(request),
      )
      return answered?.token
    },

    async beginEnrolment(token, accountName, password) {
      const made = await orRefused(() =>
        library.api.enableTwoFactor({ body: { password }, headers: sessionHeaders(token) }),
      )
      if (!made) return undefined
      if (made.method !== 'totp') throw new Error('the library enrolled for something else than an app')
      const uri = new URL(made.totpURI)
      // It would name the account by its placeholder of an e-mail.
      uri.pathname = `/Giliran:${encodeURIComponent(accountName)}`
      return { uri: uri.href, secret: uri.searchParams.get('secret') ?? '', backupCodes: made.backupCodes }
    },

    async confirmEnrolment(token, code) {
      const answered = await orRefused(() =>
        library.api.verifyTOTP({ body: { code }, headers: sessionHeaders(token), returnHeaders: true }),
      )
      if (!answered) return undefined
      // The answer still names the session it was asked in; the cookie, the one in its place.
      return decodeURIComponent(cookieOf(answered.headers, 'session_token')).split('.', 1)[0]
    },
  }
}

/** The library's refusals (wrong password, wrong code, too late) as undefined; what else it throws is a mistake. */
async function orRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined
    throw error
  }
}

const cookieHeaders = (name: string, value: string): Headers =>
  new Headers({ cookie: `${COOKIE_PREFIX}.${name}=${value}` })

/** A cookie as the library set it, still encoded. */
function cookieOf(headers: Headers, name: string): string {
  const start = `${COOKIE_PREFIX}.${name}=`
  const set = headers.getSetCookie().find((one) => one.startsWith(start))
  if (set === undefined) throw new Error(`the library set no ${name}`)
  return set.slice(start.length).split(';', 1)[0]!
}
