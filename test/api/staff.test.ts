import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { confirmEnrolment } from '../../src/staff/first.ts'
import { closeAccount, DEMONSTRATION_PASSWORD, demonstrationAccounts, resetAccount } from '../../src/staff/index.ts'
import { signInByCode, signInByPassword } from '../../src/staff/sign-in.ts'
import { insertAccount } from '../../src/staff/store.ts'
import { heardAll, openHouse, testNow } from './app.ts'
import { type Answer, Client, problemOf } from './client.ts'
import {
  addStaff,
  beginFirstSignIn,
  forgetUsedCodes,
  network,
  openStaffMember,
  phoneOf,
  type StaffHeld,
} from './staff.ts'

// Goal: who is signed in is who they say, for as long as they should be, in every process.
// How: two apps on one database; what one does must hold at the other as soon as it has heard of it.
const house = await openHouse({ after }, { count: 2 })
const [here, there] = house.apps.map(({ address }) => new Client(address)) as [Client, Client]
const system = { kind: 'system' } as const

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })
const me = (client: Client, token: string): Promise<Answer> =>
  client.ask('/api/v1/staff/me', { headers: bearer(token) })
const signIn = (client: Client, body: unknown): Promise<Answer> => client.post('/api/v1/staff/sign-in', body)
const tokenOf = ({ status, text }: Answer): string => {
  assert.equal(status, 200, text)
  return (JSON.parse(text) as { token: string }).token
}
/** A new session, with what the phone shows now. */
const signInAgain = async (held: StaffHeld, client = here): Promise<string> => {
  await forgetUsedCodes(house.app, held)
  const { name, password, code } = held
  return tokenOf(await signIn(client, { name, password, totp: code() }))
}

const rina = await openStaffMember(house.app, 'counter', ['wonosobo', 'cilacap'])

test('name, password and code open every process', async () => {
  const answer = await signIn(here, { name: rina.name, password: rina.password, totp: rina.code() })
  const { token, member } = JSON.parse(answer.text) as { token: string; member: Record<string, unknown> }
  const { accountId, ...rest } = member
  assert.match(String(accountId), /^[0-9a-f-]{36}$/)
  const limited = { offices: ['wonosobo', 'cilacap'], allOffices: false }
  assert.deepEqual(rest, { name: rina.name, displayName: 'Rina Wulandari', role: 'counter', ...limited })
  assert.deepEqual(JSON.parse((await me(there, token)).text), member)
})

test('a backup code stands in for the phone, once', async () => {
  const [totp] = rina.backupCodes
  tokenOf(await signIn(here, { name: rina.name, password: rina.password, totp }))
  problemOf(await signIn(here, { name: rina.name, password: rina.password, totp }), 'not-signed-in')
})

test('six digits count once, for two at once in two processes too', async () => {
  const { name, password, code } = await openStaffMember(house.app, 'counter')
  const body = { name, password, totp: code() }
  const answers = await Promise.all([here, there, here, there].map((client) => signIn(client, body)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [200, 401, 401, 401])
  problemOf(await signIn(there, body), 'not-signed-in')
})

test('digits that were used leave the sign-in open for the next ones', async () => {
  const { name, password, code, backupCodes } = await openStaffMember(house.app, 'counter')
  const { deps } = house.app.staff
  const used = code()
  tokenOf(await signIn(here, { name, password, totp: used }))
  const step = await signInByPassword(deps, { name, password, network })
  assert.equal(step.kind, 'code-wanted')
  const answer = (typed: string) => signInByCode(deps, { challenge: step.challenge, code: typed, network })
  await assert.rejects(answer(used), { type: 'not-signed-in' })
  assert.ok((await answer(backupCodes[0]!)).pass)
})

test('a wrong name, password or code gets the very same answer', async () => {
  const { name, password } = await openStaffMember(house.app, 'counter')
  const texts = await Promise.all(
    [
      { name: 'nobody.at.all', password, totp: '123456' },
      { name, password: 'a wrong password', totp: '123456' },
      { name, password, totp: '000000' },
      { name, password },
      { name, password, totp: 'ABCDE-FGHIJ' },
    ].map(async (body, index) => {
      const answer = await signIn(here.from(`203.0.${index}.1`), body)
      problemOf(answer, 'not-signed-in')
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
      return answer.text
    }),
  )
  assert.equal(new Set(texts).size, 1)
})

test('what the table of sessions holds opens nothing, nor does a token that was changed', async () => {
  const { rows } = await house.database.pool.query<{ token: string }>('select token from staff_session')
  assert.ok(rows.length > 0)
  const signed = rina.token.split('.')[1]!
  for (const { token } of rows) problemOf(await me(here, token), 'not-signed-in')
  problemOf(await me(here, `${'a'.repeat(32)}.${signed}`), 'not-signed-in')
  problemOf(await me(here, `${rina.token}A`), 'not-signed-in')
  problemOf(await me(here, ''), 'not-signed-in')
})

test('a session ends at sign-out, in every process', async () => {
  const [token, other] = [await signInAgain(rina), await signInAgain(rina)]
  assert.equal((await me(there, token)).status, 200)
  const path = '/api/v1/staff/sign-out'
  assert.equal((await here.ask(path, { method: 'POST', headers: bearer(token) })).status, 204)
  await heardAll(house.apps[1]!)
  problemOf(await me(here, token), 'not-signed-in')
  problemOf(await me(there, token), 'not-signed-in')
  assert.equal((await me(there, other)).status, 200, 'the other one of the same person stays')
  assert.equal((await here.ask(path, { method: 'POST', headers: bearer(token) })).status, 204)
})

test('a session ends after 60 idle minutes', async () => {
  const token = await signInAgain(rina)
  house.clock.advance({ minutes: 59 })
  assert.equal((await me(here, token)).status, 200)
  house.clock.advance({ minutes: 59 })
  assert.equal((await me(there, token)).status, 200, 'being seen by one process counts at the other')
  house.clock.advance({ minutes: 60 })
  problemOf(await me(here, token), 'not-signed-in')
  house.clock.set(testNow)
})

test('a desk that only renews what it keeps for offline is deserted, and signed out', async () => {
  const { token } = await openStaffMember(house.app, 'reception')
  const path = '/api/v1/offices/wonosobo/sites/kantor/offline-day'
  const keep = (): Promise<Answer> => here.ask(path, { headers: bearer(token) })
  house.clock.advance({ minutes: 59 })
  assert.equal((await keep()).status, 200)
  house.clock.advance({ minutes: 2 })
  problemOf(await keep(), 'not-signed-in')
  house.clock.set(testNow)
})

test('a session ends after 12 hours, however busy', async () => {
  const token = await signInAgain(rina)
  for (let minutes = 0; minutes + 30 < 12 * 60; minutes += 30) {
    house.clock.set(testNow.add({ minutes }))
    assert.equal((await me(here, token)).status, 200, `${minutes}`)
  }
  house.clock.set(testNow.add({ hours: 12 }))
  problemOf(await me(here, token), 'not-signed-in')
  house.clock.set(testNow)
})

test('closing an account ends its sessions and lets nobody in; its name stays taken', async () => {
  const gone = await openStaffMember(house.app, 'reception')
  assert.equal((await me(there, gone.token)).status, 200)
  assert.equal(await closeAccount(house.app.staff.deps, gone.name, system), true)
  await heardAll(house.apps[1]!)
  for (const client of [here, there]) problemOf(await me(client, gone.token), 'not-signed-in')
  problemOf(await signIn(here, { name: gone.name, password: gone.password, totp: gone.code() }), 'not-signed-in')
  assert.equal(await closeAccount(house.app.staff.deps, gone.name, system), false)
  assert.equal(await resetAccount(house.app.staff.deps, gone.name, system), undefined)
})

test('a reset ends sessions, old password and old codes', async () => {
  const lost = await openStaffMember(house.app, 'supervisor')
  const made = await resetAccount(house.app.staff.deps, lost.name, system)
  assert.ok(made)
  await heardAll(house.apps[1]!)
  problemOf(await me(there, lost.token), 'not-signed-in')
  problemOf(await signIn(here, { name: lost.name, password: lost.password, totp: lost.code() }), 'not-signed-in')
  const body = { name: lost.name, password: made.password, totp: lost.code() }
  assert.match(problemOf(await signIn(here, body), 'not-allowed').detail, /peramban/)
})

test('who was only given a password is sent to a browser, and has no session', async () => {
  const { name, password } = await addStaff(house.app, 'counter')
  problemOf(await signIn(here, { name, password }), 'not-allowed')
  const { rows } = await house.database.pool.query(
    'select from staff_session s join staff_account a on a.id = s.account_id where a.account_name = $1',
    [name],
  )
  assert.equal(rows.length, 0)
})

test('enrolling the codes ends every session that a password alone had opened', async () => {
  const made = await addStaff(house.app, 'supervisor')
  const { password, session, enrolment } = await beginFirstSignIn(house.app, made)
  const { deps } = house.app.staff
  const step = await signInByPassword(deps, { name: made.name, password, network })
  assert.equal(step.kind, 'signed-in')
  for (const client of [here, there]) problemOf(await me(client, step.pass), 'not-allowed')
  const token = await confirmEnrolment(deps, session, phoneOf(enrolment.secret)())
  assert.ok(token)
  await heardAll(house.apps[1]!)
  for (const client of [here, there]) {
    problemOf(await me(client, step.pass), 'not-signed-in')
    assert.equal((await me(client, token)).status, 200)
  }
})

test('guesses at an account are limited, by account and network; being right costs nothing', async () => {
  const target = await openStaffMember(house.app, 'counter')
  const body = () => ({ name: target.name, password: target.password, totp: target.code() })
  const near = here.from('198.51.100.20')
  for (let nth = 1; nth <= 7; nth++) await signInAgain(target, near)
  const wrong = { ...body(), password: 'a wrong password' }
  for (let nth = 1; nth <= 5; nth++) problemOf(await signIn(near, wrong), 'not-signed-in')
  await forgetUsedCodes(house.app, target)
  const refused = await signIn(near, body())
  problemOf(refused, 'too-many-requests')
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  tokenOf(await signIn(here.from('203.0.113.20'), body()))
})

test('wrong codes are counted by our limits alone: below them a right one still counts', async () => {
  const { name, password, code } = await openStaffMember(house.app, 'counter')
  for (let nth = 0; nth < 12; nth++) {
    const client = here.from(`203.0.${113 + Math.floor(nth / 4)}.30`)
    problemOf(await signIn(client, { name, password, totp: '000000' }), 'not-signed-in')
  }
  tokenOf(await signIn(here.from('198.51.100.30'), { name, password, totp: code() }))
})

test('a password that everybody knows opens nothing outside of a demonstration', async () => {
  const { deps } = house.app.staff
  const { name } = demonstrationAccounts[0]!
  const passwordHash = await (await deps.auth()).hash(DEMONSTRATION_PASSWORD)
  const person = { name, displayName: 'Sari', role: 'reception', offices: ['wonosobo'] } as const
  const account = { ...person, passwordHash, passwordGiven: false, demonstration: true }
  await house.database.kysely.transaction().execute((tx) => insertAccount(tx, account, testNow))
  problemOf(await signIn(here, { name, password: DEMONSTRATION_PASSWORD }), 'not-signed-in')
  await assert.rejects(house.app.staff.seedDemonstration(), /only a demonstration/)
})

test('every change of an account leaves a trace at each of its offices, and names the account alone', async () => {
  const { rows } = await house.database.pool.query<{ office_id: string; opening: string }>(
    `select office_id, opening from audit_opening where opening::jsonb ->> 'account' = $1 order by opening`,
    [rina.name],
  )
  const kinds = rows.map(({ office_id, opening }) => `${office_id} ${(JSON.parse(opening) as { kind: string }).kind}`)
  assert.deepEqual(kinds.toSorted(), [
    'cilacap staff-added', 'cilacap staff-codes-enrolled', 'cilacap staff-password-changed',
    'wonosobo staff-added', 'wonosobo staff-codes-enrolled', 'wonosobo staff-password-changed',
  ])
  assert.ok(rows.every(({ opening }) => !opening.includes('Wulandari')))
  const pusat = await openStaffMember(house.app, 'headquarters')
  const traces = await house.database.pool.query<{ office_id: string }>(
    `select distinct office_id from audit_opening where opening::jsonb ->> 'account' = $1`,
    [pusat.name],
  )
  assert.deepEqual(traces.rows, [{ office_id: 'giliran' }])
})

test('no name, password, token or code was logged', () => {
  const logged = house.logged()
  assert.ok(logged.includes('/api/v1/staff/sign-in'))
  for (const secret of [rina.name, rina.password, rina.token.split('.')[0]!, rina.backupCodes[0]!, 'Wulandari']) {
    assert.ok(!logged.includes(secret), secret)
  }
})
