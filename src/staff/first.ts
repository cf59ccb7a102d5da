import type { Actor } from '../platform/audit.ts'
import type { StaffRole } from '../platform/database/index.ts'
import { nameTaken, readAccount } from './accounts.ts'
import type { Enrolment } from './auth.ts'
import type { StaffDeps } from './deps.ts'
import { passwordSay, staffErrors } from './errors.ts'
import { type PasswordFault, passwordFault } from './rules.ts'
import { signInByPassword } from './sign-in.ts'
import {
  endSessionsOf,
  hasAccounts,
  insertAccount,
  keepEnrolment,
  lockFirstHead,
  readEnrolment,
  readPasswordHash,
  setPassword,
  type StaffAccount,
  type StaffSession,
  traceChange,
} from './store.ts'

/** What the first sign-in asks for next. `prove`: the password once more, since the enrolment was not begun. */
export type FirstStep =
  | { kind: 'password' }
  | { kind: 'prove' }
  | { kind: 'enrol'; enrolment: Enrolment }
  | { kind: 'done' }

const contextOf = ({ accountId }: StaffAccount): string => `staff enrolment ${accountId}`
const actorOf = ({ name }: Pick<StaffAccount, 'name'>): Actor => ({ kind: 'staff', name })

export async function nextStep(
  { database, keys }: Pick<StaffDeps, 'database' | 'keys'>,
  { account }: StaffSession,
): Promise<FirstStep> {
  if (account.passwordGiven) return { kind: 'password' }
  if (account.hasCodes || account.demonstration) return { kind: 'done' }
  const sealed = await readEnrolment(database.kysely, account.accountId)
  if (!sealed) return { kind: 'prove' }
  return { kind: 'enrol', enrolment: JSON.parse(keys.sealer.open(sealed, contextOf(account))) as Enrolment }
}

/** Sets one's own password in place of the given one, ends all other sessions, and begins the enrolment. */
export async function setOwnPassword(
  deps: StaffDeps,
  { token, account }: StaffSession,
  password: string,
): Promise<PasswordFault | undefined> {
  const { database, clock, sessions } = deps
  const { kysely } = database
  const auth = await deps.auth()
  const fault = passwordFault(password)
  if (fault) return fault
  const oldHash = await readPasswordHash(kysely, account.accountId)
  if (oldHash !== undefined && (await auth.isPassword(oldHash, password))) return 'same-again'
  const passwordHash = await auth.hash(password)
  await kysely.transaction().execute(async (tx) => {
    await setPassword(tx, account.accountId, { passwordHash, isGiven: false }, clock.now())
    await endSessionsOf(tx, account.accountId, token)
    await traceChange(tx, { kind: 'staff-password-changed', account, actor: actorOf(account) }, clock.now())
  })
  sessions.drop(account.accountId)
  if (!account.hasCodes && !account.demonstration) await beginEnrolment(deps, { token, account }, password)
  return undefined
}

/** Makes the seed of the codes and keeps it to be shown; false: that is not the password. */
export async function beginEnrolment(
  { database, keys, auth }: Pick<StaffDeps, 'database' | 'keys' | 'auth'>,
  { token, account }: Pick<StaffSession, 'token' | 'account'>,
  password: string,
): Promise<boolean> {
  const enrolment = await (await auth()).beginEnrolment(token, account.name, password)
  if (!enrolment) return false
  const sealed = keys.sealer.seal(JSON.stringify(enrolment), contextOf(account))
  await keepEnrolment(database.kysely, account.accountId, sealed)
  return true
}

/** Takes the first code; from then on each sign-in asks for one. Returns the new pass; undefined: the code is wrong. */
export async function confirmEnrolment(
  { database, clock, sessions, passes, auth }: StaffDeps,
  { token, account }: StaffSession,
  code: string,
): Promise<string | undefined> {
  const renewed = await (await auth()).confirmEnrolment(token, code.replaceAll(/\s/g, ''))
  if (renewed === undefined) return undefined
  await database.kysely.transaction().execute(async (tx) => {
    await keepEnrolment(tx, account.accountId, null)
    // Others were opened with the password alone, and would count as full ones from here on.
    await endSessionsOf(tx, account.accountId, renewed)
    await traceChange(tx, { kind: 'staff-codes-enrolled', account, actor: actorOf(account) }, clock.now())
  })
  sessions.drop(account.accountId)
  return passes.passOf(renewed)
}

/** A link is good for a day. Longer lies about in a terminal; shorter is over before somebody reads it. */
const LINK_HOURS = 24

/**
 * The key of a link that makes the first account: when it expires (seconds since 1970, base
 * 36), a dot, and our signature. Nothing is stored: it is used up by there being an account.
 */
export function firstHeadKey({ keys, clock }: Pick<StaffDeps, 'keys' | 'clock'>): string {
  const expires = Math.floor(clock.now().add({ hours: LINK_HOURS }).epochMilliseconds / 1000).toString(36)
  return `${expires}.${firstHeadSignature({ keys }, expires)}`
}

export const FIRST_HEAD_PATTERN = '^[0-9a-z]{6,8}\\.[A-Za-z0-9_-]{22}$'

function firstHeadSignature({ keys }: Pick<StaffDeps, 'keys'>, expires: string): string {
  return keys.lookup('staff', `first head ${expires}`).toString('base64url')
}

/** Throws `not-found` where the link is not ours, over, or used. */
export async function checkFirstHeadLink(
  deps: Pick<StaffDeps, 'keys' | 'clock' | 'database'>,
  key: string,
): Promise<void> {
  const [expires = '', signature] = key.split('.')
  const isOver = Number.parseInt(expires, 36) * 1000 <= deps.clock.now().epochMilliseconds
  if (isOver || signature !== firstHeadSignature(deps, expires) || (await hasAccounts(deps.database.kysely))) {
    throw staffErrors.LINK_OVER()
  }
}

export interface FirstHeadRequest {
  key: string
  name: string
  displayName: string
  role: Extract<StaffRole, 'office-head' | 'headquarters'>
  /** Empty for headquarters. */
  office: string
  password: string
  network: string
}

/** Makes the first account by its link and signs it in. Throws `not-found` or `invalid`. */
export async function makeFirstHead(
  deps: StaffDeps,
  { key, office, password, network, ...request }: FirstHeadRequest,
): Promise<string> {
  await checkFirstHeadLink(deps, key)
  const { account, faults } = readAccount(deps, { ...request, offices: office === '' ? [] : [office] })
  const fault = passwordFault(password)
  const ofPassword = fault ? [{ pointer: '/password', code: fault, say: passwordSay[fault] }] : []
  if (!account || fault) throw staffErrors.INVALID({ faults: [...faults, ...ofPassword] })
  const passwordHash = await (await deps.auth()).hash(password)
  const now = deps.clock.now()
  await deps.database.kysely.transaction().execute(async (tx) => {
    await lockFirstHead(tx)
    if (await hasAccounts(tx)) throw staffErrors.LINK_OVER()
    const made = await insertAccount(tx, { ...account, passwordHash, passwordGiven: false }, now)
    if (made === undefined) throw nameTaken()
    await traceChange(tx, { kind: 'staff-added', account, actor: actorOf(account) }, now)
  })
  const step = await signInByPassword(deps, { name: account.name, password, network })
  if (step.kind !== 'signed-in') throw new Error('a new account was asked for a code')
  const token = deps.passes.tokenOf(step.pass)!
  await beginEnrolment(deps, { token, account: step.account }, password)
  return step.pass
}
