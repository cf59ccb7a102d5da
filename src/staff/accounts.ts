import { readName } from '../people/index.ts'
import type { Actor } from '../platform/audit.ts'
import { randomBytes } from '../platform/crypto/index.ts'
import type { StaffRole } from '../platform/database/index.ts'
import type { FieldFault } from '../platform/errors.ts'
import type { StaffDeps } from './deps.ts'
import { staffErrors } from './errors.ts'
import { readAccountName } from './rules.ts'
import {
  type AccountChange,
  endSessionsOf,
  findAccount,
  forgetCodes,
  insertAccount,
  setClosed,
  setPassword,
  type StaffAccount,
  traceChange,
} from './store.ts'

export interface AccountRequest {
  /** As typed. */
  name: string
  displayName: string
  role: StaffRole
  /** Ids; none for headquarters, at least one for everybody else. */
  offices: readonly string[]
}

export interface OneTimePassword {
  name: string
  /** Shown once; the next sign-in changes it. */
  password: string
}

/** The parts of an account as they are stored, where nothing is at fault. */
export type AccountReading =
  | { account: Pick<StaffAccount, 'name' | 'displayName' | 'role'> & { offices: readonly string[] }; faults: [] }
  | { account: undefined; faults: FieldFault[] }

export function readAccount(
  { offices: book }: Pick<StaffDeps, 'offices'>,
  { name: typed, displayName, role, offices }: AccountRequest,
): AccountReading {
  const faults: FieldFault[] = []
  const name = readAccountName(typed)
  if (name === undefined) faults.push({ pointer: '/name', code: 'malformed', say: 'staff.errors.name' })
  const called = readName(displayName)
  if (!called.ok) faults.push({ pointer: '/displayName', code: called.fault, say: 'staff.errors.displayName' })
  const unknown = offices.find((id) => !book.get(id))
  if (unknown !== undefined) {
    faults.push({ pointer: '/offices', code: 'not-a-choice', say: 'staff.errors.office', values: { office: unknown } })
  } else if ((role === 'headquarters') !== (offices.length === 0)) {
    faults.push({ pointer: '/offices', code: 'missing', say: 'staff.errors.officesOfRole' })
  }
  if (name === undefined || !called.ok || faults.length > 0) return { account: undefined, faults }
  return { account: { name, displayName: called.name, role, offices: [...new Set(offices)] }, faults: [] }
}

/** Makes an account with a one-time password. Throws `invalid`, where the name is taken too. */
export async function addAccount(
  deps: Pick<StaffDeps, 'database' | 'clock' | 'offices' | 'auth'>,
  request: AccountRequest,
  actor: Actor,
): Promise<OneTimePassword> {
  const { account, faults } = readAccount(deps, request)
  if (!account) throw staffErrors.INVALID({ faults })
  const password = makePassword()
  const passwordHash = await (await deps.auth()).hash(password)
  const now = deps.clock.now()
  await deps.database.kysely.transaction().execute(async (tx) => {
    const made = await insertAccount(tx, { ...account, passwordHash, passwordGiven: true }, now)
    if (made === undefined) throw nameTaken()
    await traceChange(tx, { kind: 'staff-added', account, actor }, now)
  })
  return { name: account.name, password }
}

export function nameTaken() {
  return staffErrors.INVALID({ faults: [{ pointer: '/name', code: 'taken', say: 'staff.errors.nameTaken' }] })
}

/** Closes an account and ends its sessions; its name stays taken, since traces name it. False: there is none open. */
export async function closeAccount(deps: ChangeDeps, name: string, actor: Actor): Promise<boolean> {
  return change(deps, { name, kind: 'staff-closed', actor }, async (tx, { accountId }) => {
    await setClosed(tx, accountId, deps.clock.now())
    await endSessionsOf(tx, accountId)
  })
}

/** A new one-time password, and codes enrolled anew; sessions end. undefined: there is no such open account. */
export async function resetAccount(
  deps: ChangeDeps & Pick<StaffDeps, 'auth'>,
  name: string,
  actor: Actor,
): Promise<OneTimePassword | undefined> {
  const password = makePassword()
  const passwordHash = await (await deps.auth()).hash(password)
  const isDone = await change(deps, { name, kind: 'staff-reset', actor }, async (tx, { accountId }) => {
    await setPassword(tx, accountId, { passwordHash, isGiven: true }, deps.clock.now())
    await forgetCodes(tx, accountId)
    await endSessionsOf(tx, accountId)
  })
  return isDone ? { name, password } : undefined
}

type ChangeDeps = Pick<StaffDeps, 'database' | 'clock' | 'sessions'>
type Tx = Parameters<typeof insertAccount>[0]

async function change(
  { database, clock, sessions }: ChangeDeps,
  { name, kind, actor }: { name: string } & Pick<AccountChange, 'kind' | 'actor'>,
  make: (tx: Tx, account: StaffAccount) => Promise<void>,
): Promise<boolean> {
  const changed = await database.kysely.transaction().execute(async (tx) => {
    const account = await findAccount(tx, name)
    if (!account || account.closedAt) return undefined
    await make(tx, account)
    await traceChange(tx, { kind, account, actor }, clock.now())
    return account
  })
  if (changed) sessions.drop(changed.accountId)
  return changed !== undefined
}

/** Letters and digits that are told apart when read out: no i, l, o, u (Crockford's base 32). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Four groups of four, 80 random bits: "k7mf-2xq9-0hsd-v4ta". */
function makePassword(): string {
  const letters = Array.from(randomBytes(16), (byte) => ALPHABET[byte % ALPHABET.length])
  return letters.join('').replace(/.{4}(?=.)/g, '$&-')
}
