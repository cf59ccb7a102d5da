import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import type { Parts } from '../../src/parts.ts'
import type { StaffRole } from '../../src/platform/database/index.ts'
import { confirmEnrolment, nextStep, setOwnPassword } from '../../src/staff/first.ts'
import { addAccount, type OneTimePassword } from '../../src/staff/index.ts'
import { signInByPassword } from '../../src/staff/sign-in.ts'

/** One of the staff with a password and codes of their own, signed in. */
export interface StaffHeld {
  name: string
  password: string
  /** For `Authorization: Bearer`. */
  token: string
  backupCodes: string[]
  /** The six digits that the app on their phone shows now. */
  code(): string
}

export const network = '198.51.100.0/24'
let accounts = 0

/** The app on somebody's phone, set up with the seed in base32. */
export function phoneOf(secret: string): () => string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return () => totp.generate()
}

/** An account as `giliran staff add` makes it; not signed in yet. */
export async function addStaff(
  { staff }: Pick<Parts, 'staff'>,
  role: StaffRole,
  offices: readonly string[] = role === 'headquarters' ? [] : ['wonosobo'],
) {
  const name = `${role}.${++accounts}`
  return addAccount(staff.deps, { name, displayName: 'Rina Wulandari', role, offices }, { kind: 'staff', name: 'test' })
}

/** Lets the digits shown now count once more: no test waits half a minute for the next ones. */
export async function forgetUsedCodes(
  { database }: Pick<Parts, 'database'>,
  { name }: Pick<StaffHeld, 'name'>,
): Promise<void> {
  await database.pool.query(
    `update staff_two_factor set used_codes = '{}'
     where account_id = (select id from staff_account where account_name = $1)`,
    [name],
  )
}

/** A first sign-in that waits for its first code: the password is their own already. */
export async function beginFirstSignIn({ staff: { deps } }: Pick<Parts, 'staff'>, { name, password }: OneTimePassword) {
  const step = await signInByPassword(deps, { name, password, network })
  assert.equal(step.kind, 'signed-in')
  const session = await deps.sessions.find(step.pass)
  assert.ok(session)
  const own = `milik ${name} sendiri`
  assert.equal(await setOwnPassword(deps, session, own), undefined)
  const renewed = await deps.sessions.find(step.pass)
  assert.ok(renewed)
  const first = await nextStep(deps, renewed)
  assert.equal(first.kind, 'enrol')
  return { password: own, session: renewed, enrolment: first.enrolment }
}

/** An account that has gone through the first sign-in. Takes half a second: hashing is slow on purpose. */
export async function openStaffMember(
  app: Pick<Parts, 'staff' | 'database'>,
  role: StaffRole,
  offices?: readonly string[],
): Promise<StaffHeld> {
  const made = await addStaff(app, role, offices)
  const { password, session, enrolment } = await beginFirstSignIn(app, made)
  const code = phoneOf(enrolment.secret)
  const token = await confirmEnrolment(app.staff.deps, session, code())
  assert.ok(token)
  await forgetUsedCodes(app, made)
  return { name: made.name, password, token, backupCodes: enrolment.backupCodes, code }
}
