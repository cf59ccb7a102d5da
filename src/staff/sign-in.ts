import type { StaffDeps } from './deps.ts'
import { staffErrors } from './errors.ts'
import { isUnfinished, readAccountName } from './rules.ts'
import { findAccount, isUsedCode, type StaffAccount } from './store.ts'

export interface SignInRequest {
  /** As typed. */
  name: string
  password: string
  network: string
}

/** What a right password came to. */
export type SignInStep =
  | { kind: 'signed-in'; pass: string; account: StaffAccount }
  /** A code is wanted: `challenge` goes with it, sealed. */
  | { kind: 'code-wanted'; challenge: string }

/** No account can have this name: the library hashes all the same, so that the time tells nothing. */
const NOBODY = '-'

/**
 * The first half of a sign-in. Throws `not-signed-in`, never saying which half was wrong, and
 * `too-many-requests`.
 */
export async function signInByPassword(
  deps: StaffDeps,
  { name: typed, password, network }: SignInRequest,
): Promise<SignInStep> {
  const name = readAccountName(typed) ?? NOBODY
  const giveBack = await deps.takeGuess(name, network)
  const account = await findAccount(deps.database.kysely, name)
  const auth = await deps.auth()
  const outcome = await auth.checkPassword(account && maySignIn(deps, account) ? name : NOBODY, password)
  if (!account || outcome.kind === 'refused') throw staffErrors.WRONG_SIGN_IN()
  giveBack()
  if (outcome.kind === 'code-wanted') {
    return { kind: 'code-wanted', challenge: sealChallenge(deps, { name, challenge: outcome.challenge }) }
  }
  return { kind: 'signed-in', pass: deps.passes.passOf(outcome.token), account }
}

/** The second half: six digits, or a backup code. Throws `not-signed-in` and `too-many-requests`. */
export async function signInByCode(
  deps: StaffDeps,
  { challenge: sealed, code: typed, network }: { challenge: string; code: string; network: string },
): Promise<{ pass: string; account: StaffAccount }> {
  const opened = openChallenge(deps, sealed)
  if (!opened) throw staffErrors.WRONG_SIGN_IN()
  const { name, challenge } = opened
  const giveBack = await deps.takeGuess(name, network)
  const account = await findAccount(deps.database.kysely, name)
  const code = readCode(typed)
  // Asked first, since the library would use the challenge up, and the next code needs it.
  const isUsed = account && (await isUsedCode(deps.database.kysely, account.accountId, code))
  const token = isUsed ? undefined : await (await deps.auth()).checkCode(challenge, code)
  if (token === undefined || !account || !maySignIn(deps, account)) throw staffErrors.WRONG_SIGN_IN()
  giveBack()
  return { pass: deps.passes.passOf(token), account }
}

/**
 * Both halves at once, for programs. An account that has not set its own password and codes
 * is sent to a browser first. Throws `not-signed-in`, `not-allowed`, `too-many-requests`.
 */
export async function signInAtOnce(
  deps: StaffDeps,
  { totp, ...request }: SignInRequest & { totp?: string | undefined },
): Promise<{ pass: string; account: StaffAccount }> {
  const step = await signInByPassword(deps, request)
  if (step.kind === 'code-wanted') {
    return signInByCode(deps, { challenge: step.challenge, code: totp ?? '', network: request.network })
  }
  if (isUnfinished(step.account)) {
    await deps.sessions.end(step.pass)
    throw staffErrors.UNFINISHED()
  }
  return step
}

function maySignIn({ demo }: Pick<StaffDeps, 'demo'>, { closedAt, demonstration }: StaffAccount): boolean {
  return closedAt === null && (demo || !demonstration)
}

/** Blanks are forgiven; a backup code is written with its hyphen. */
function readCode(typed: string): string {
  const code = typed.replaceAll(/\s/g, '')
  return /^[A-Za-z0-9]{10}$/.test(code) ? `${code.slice(0, 5)}-${code.slice(5)}` : code
}

interface Challenge {
  name: string
  challenge: string
}

const CONTEXT = 'staff challenge'

function sealChallenge({ keys }: Pick<StaffDeps, 'keys'>, challenge: Challenge): string {
  return keys.sealer.seal(JSON.stringify(challenge), CONTEXT).toString('base64url')
}

function openChallenge({ keys }: Pick<StaffDeps, 'keys'>, sealed: string): Challenge | undefined {
  try {
    return JSON.parse(keys.sealer.open(Buffer.from(sealed, 'base64url'), CONTEXT)) as Challenge
  } catch {
    // Of other keys, or made up: both are no challenge of ours, and an exception is how GCM says so.
    return undefined
  }
}
