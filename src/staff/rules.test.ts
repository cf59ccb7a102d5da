import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  actionsOf,
  hasEnded,
  isAllowed,
  isUnfinished,
  nextPage,
  PASSWORD_LENGTH,
  passwordFault,
  readAccountName,
  SESSION_HOURS_MAX,
  SESSION_IDLE_MINUTES_MAX,
  staffActions,
  staffRoles,
} from './rules.ts'

// The same rights once more, as the issue says them: a slip in the one table shows against this.
const marks = `
                   reception counter supervisor office-head headquarters
  floor.see        x         x       x          x           -
  floor.checkIn    x         -       x          x           -
  floor.call       -         x       x          x           -
  floor.supervise  -         -       x          x           -
  desk.book        x         -       x          x           -
  claim.release    x         -       x          x           -
  noShow.excuse    x         -       x          x           -
  day.close        -         -       x          x           -
  figures.see      -         -       x          x           x
  messages.resend  -         -       x          x           -
  brokerReports.read -       -       -          -           x
  staff.manage     -         -       -          x           -`

test('each role has these rights and no others, at its own offices only', () => {
  const [roles = [], ...rows] = marks.trim().split('\n').map((line) => line.trim().split(/\s+/))
  assert.deepEqual(roles, [...staffRoles])
  assert.deepEqual(rows.map(([action]) => action), [...staffActions])
  for (const [action, ...row] of rows) {
    for (const [index, mark] of row.entries()) {
      const role = staffRoles[index]!
      const offices = role === 'headquarters' ? ('all' as const) : ['wonosobo']
      const asked = staffActions.find((one) => one === action)!
      const may = mark === 'x'
      assert.equal(isAllowed({ role, offices }, asked, 'wonosobo'), may, `${role} ${action}`)
      assert.equal(isAllowed({ role, offices }, asked, 'cilacap'), may && offices === 'all', `${role} ${action}`)
    }
  }
})

test('headquarters changes nothing', () => {
  assert.deepEqual(actionsOf.headquarters, ['figures.see', 'brokerReports.read'])
})

const start = Temporal.Instant.from('2026-11-30T00:00:00Z')

test('a session ends after its hours or its idle minutes, at the very moment', () => {
  const limit = { hours: SESSION_HOURS_MAX }
  const idle = { minutes: SESSION_IDLE_MINUTES_MAX }
  const tick = { seconds: 1 }
  assert.equal(hasEnded({ beganAt: start, seenAt: start }, start), false)
  assert.equal(hasEnded({ beganAt: start, seenAt: start }, start.add(idle).subtract(tick)), false)
  assert.equal(hasEnded({ beganAt: start, seenAt: start }, start.add(idle)), true)
  const busy = { beganAt: start, seenAt: start.add(limit).subtract(tick) }
  assert.equal(hasEnded(busy, start.add(limit).subtract(tick)), false)
  assert.equal(hasEnded(busy, start.add(limit)), true)
})

test('being seen never makes a session end sooner, nor time make one live again', () => {
  const seconds = fc.nat(20 * 3600)
  fc.assert(
    fc.property(seconds, seconds, seconds, seconds, (seen, later, at, after) => {
      const now = start.add({ seconds: at })
      const session = { beganAt: start, seenAt: start.add({ seconds: seen }) }
      const end = hasEnded(session, now)
      const seenLater = hasEnded({ beganAt: start, seenAt: start.add({ seconds: seen + later }) }, now)
      assert.ok(end || !seenLater || at >= SESSION_HOURS_MAX * 3600)
      if (end) assert.ok(hasEnded(session, now.add({ seconds: after })))
    }),
  )
})

test('a password needs length and nothing else', () => {
  assert.equal(passwordFault('sebelas-sh1'), 'too-short')
  assert.equal(passwordFault('dua belas ok'), undefined)
  assert.equal(passwordFault('é'.repeat(PASSWORD_LENGTH.min)), undefined)
  assert.equal(passwordFault('🙂'.repeat(11)), 'too-short')
  assert.equal(passwordFault('x'.repeat(PASSWORD_LENGTH.max + 1)), 'too-long')
})

test('a first sign-in ends with an own password and codes; a demonstration has no codes', () => {
  const done = { passwordGiven: false, hasCodes: true, demonstration: false }
  assert.equal(isUnfinished(done), false)
  assert.equal(isUnfinished({ ...done, passwordGiven: true }), true)
  assert.equal(isUnfinished({ ...done, hasCodes: false }), true)
  assert.equal(isUnfinished({ ...done, hasCodes: false, demonstration: true }), false)
  assert.equal(isUnfinished({ ...done, passwordGiven: true, demonstration: true }), true)
})

test('a name forgives blanks and capitals, and nothing that looks alike', () => {
  assert.equal(readAccountName(' Rina.W '), 'rina.w')
  assert.equal(readAccountName('loket-1'), 'loket-1')
  for (const typed of ['', 'r', '1rina', 'rina w', 'rına', 'rina@x', 'x'.repeat(31), 'rina\n;', '../rina']) {
    assert.equal(readAccountName(typed), undefined, typed)
  }
})

test('after signing in one goes to a page of the staff, never elsewhere', () => {
  const pages = ['/staff', '/en/staff', '/staff/offices/wonosobo/sites/kantor/counter', '/staff?x=1', '/en/staff/first']
  for (const page of pages) assert.equal(nextPage(page, '/staff'), page)
  const elsewhere = [
    '', 'https://evil.example', '//evil.example', '/\\evil.example', '/staffing', '/offices', '/staff/../t/x',
    '/staff//evil.example', '/staff\\evil', '/staff#x', '/staff\r\nset-cookie: a=b', 'javascript:alert(1)', '/en/t/x',
  ]
  for (const page of elsewhere) assert.equal(nextPage(page, '/staff'), '/staff', page)
})

test('whatever is asked for, the next page stays on this site', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string().map((text) => `/staff${text}`)), (asked) => {
      const url = new URL(nextPage(asked, '/staff'), 'https://giliran.example')
      assert.equal(url.origin, 'https://giliran.example')
      assert.match(url.pathname, /^\/(en\/)?staff(\/|$)/)
    }),
  )
})
