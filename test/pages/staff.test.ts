import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addAccount, closeAccount } from '../../src/staff/index.ts'
import { openHouse, testNow } from '../api/app.ts'
import { addStaff, openStaffMember, phoneOf } from '../api/staff.ts'
import { startTestApp } from '../browser/app.ts'

// Goal: the pages lead staff in, and nobody else: over plain HTTP, as a browser without script asks.
const house = await openHouse({ after })
const { app } = house

interface Page {
  status: number
  html: string
  /** Where a redirect leads; '' for none. */
  location: string
  cookies: string[]
}

/** A browser's half: keeps the cookies that an address is sent. */
class Browser {
  private readonly address: string
  private readonly kept = new Map<string, { path: string; pair: string }>()

  constructor(address = app.address) {
    this.address = address
  }

  async ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
    const own = [...this.kept.values()].filter((one) => path === one.path || path.startsWith(`${one.path}/`))
    const response = await fetch(this.address + path, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: own.map(({ pair }) => pair).join('; '), accept: 'text/html', ...headers },
      ...(form && { body: new URLSearchParams(form) }),
    })
    const cookies = response.headers.getSetCookie()
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const cookiePath = attributes.find((one) => one.startsWith('Path='))!.slice(5)
      const key = `${pair.split('=')[0]} ${cookiePath}`
      if (attributes.includes('Max-Age=0')) this.kept.delete(key)
      else this.kept.set(key, { path: cookiePath, pair })
    }
    const location = response.headers.get('location') ?? ''
    return { status: response.status, html: await response.text(), location, cookies }
  }
}

async function follow(browser: Browser, { status, location, html }: Page): Promise<Page> {
  assert.equal(status, 303, html)
  return browser.ask(location)
}

const secretIn = (html: string): string => /class="code">([A-Z2-7 ]{40,})</.exec(html)![1]!.replaceAll(' ', '')
const counterPage = '/staff/offices/wonosobo/sites/kantor/counter'

test('who is not signed in is led to the sign-in, in the same language, and back', async () => {
  const stranger = new Browser()
  assert.equal((await stranger.ask('/staff')).location, '/staff/sign-in?next=%2Fstaff')
  assert.equal((await stranger.ask('/en/staff')).location, '/en/staff/sign-in?next=%2Fen%2Fstaff')
  assert.equal((await stranger.ask('/staff/first', { password: 'x' })).status, 401, 'what was sent is not kept')
  const rina = await openStaffMember(app, 'counter')
  const next = encodeURIComponent(counterPage)
  const typed = { name: ` ${rina.name.toUpperCase()} `, password: rina.password }
  const step = await stranger.ask(`/staff/sign-in?next=${next}`, typed)
  assert.equal(step.location, `/staff/sign-in/code?next=${next}`)
  assert.equal((await stranger.ask('/staff')).status, 303, 'a password alone opens nothing')
  const wrong = await stranger.ask(step.location, { code: '000000' })
  assert.equal(wrong.status, 422)
  const right = await stranger.ask(step.location, { code: rina.code().replace(/.../, '$& ') })
  assert.equal(right.location, counterPage)
  assert.match((await stranger.ask('/staff')).html, /Rina Wulandari, Petugas loket/)
  assert.match((await stranger.ask('/en/staff')).html, /Rina Wulandari, Counter officer/)
})

test('a next page elsewhere is not gone to', async () => {
  const rina = await openStaffMember(app, 'counter')
  const browser = new Browser()
  const next = encodeURIComponent('//evil.example/staff')
  const step = await browser.ask(`/staff/sign-in?next=${next}`, { name: rina.name, password: rina.password })
  assert.equal((await browser.ask(step.location, { code: rina.code() })).location, '/staff')
})

test('cookies are for staff pages and the API alone, and no script reads them', async () => {
  const rina = await openStaffMember(app, 'counter')
  const browser = new Browser()
  const step = await browser.ask('/staff/sign-in', { name: rina.name, password: rina.password })
  const { cookies } = await browser.ask(step.location, { code: rina.code() })
  for (const cookie of [...step.cookies, ...cookies]) assert.match(cookie, /; HttpOnly; SameSite=Strict/)
  const paths = cookies.filter((one) => !one.includes('Max-Age=0')).map((one) => /Path=([^;]+)/.exec(one)![1])
  assert.deepEqual(paths, ['/staff', '/en/staff', '/api/v1'])
  for (const path of ['/', '/offices/wonosobo', '/find', '/staff/sign-in']) {
    assert.deepEqual((await browser.ask(path)).cookies, [], path)
  }
  const out = await browser.ask('/staff/sign-out', {})
  assert.equal(out.location, '/staff/sign-in')
  assert.equal((await browser.ask('/staff')).status, 303)
})

test('a form of another site signs nobody in or out', async () => {
  const browser = new Browser()
  const form = { name: 'x', password: 'y' }
  for (const path of ['/staff/sign-in', '/staff/sign-out', '/staff/first']) {
    assert.equal((await browser.ask(path, form, { 'sec-fetch-site': 'cross-site' })).status, 403, path)
  }
})

test('the first sign-in: own password, then codes, and nothing else before that', async () => {
  const { name, password: given } = await addStaff(app, 'supervisor')
  const browser = new Browser()
  const entered = await browser.ask('/staff/sign-in', { name, password: given })
  assert.equal(entered.location, '/staff/first')
  assert.equal((await browser.ask('/staff')).location, '/staff/first')
  assert.equal((await browser.ask('/staff', undefined, { accept: 'application/json' })).status, 403)

  for (const [password, repeat, says] of [
    ['pendek', 'pendek', /minimal 12/],
    [given, given, /diberikan kepada Anda/],
    ['kata sandi milik saya', 'kata sandi lain sekali', /tidak sama/],
  ] as const) {
    const refused = await browser.ask('/staff/first', { password, repeat })
    assert.equal(refused.status, 422)
    assert.match(refused.html, says)
    assert.ok(!refused.html.includes(`value="${password}"`))
  }
  const password = 'kata sandi milik saya'
  const enrol = await follow(browser, await browser.ask('/staff/first', { password, repeat: password }))
  const secret = secretIn(enrol.html)
  assert.ok(enrol.html.includes('<svg'))
  const backupCodes = [...enrol.html.matchAll(/<li class="code">([\w-]{11})</g)].map(([, code]) => code!)
  assert.equal(backupCodes.length, 10)
  assert.equal(secretIn((await browser.ask('/staff/first')).html), secret, 'loading it again makes no other')

  assert.equal((await browser.ask('/staff/first', { code: '000000' })).status, 422)
  const done = await browser.ask('/staff/first', { code: phoneOf(secret)() })
  assert.equal(done.location, '/staff/first')
  assert.equal((await browser.ask('/staff/first')).location, '/staff')
  const home = await browser.ask('/staff')
  assert.match(home.html, /Pengawas/)
  for (const code of backupCodes) assert.ok(!home.html.includes(code))

  const other = new Browser()
  const step = await other.ask('/staff/sign-in', { name, password })
  assert.equal((await other.ask(step.location, { code: backupCodes[3]! })).location, '/staff')
  assert.equal((await new Browser().ask('/staff/sign-in', { name, password: given })).status, 422)
})

test('each role begins with its own screens', async () => {
  const screens = async (role: Parameters<typeof openStaffMember>[1]): Promise<string[]> => {
    const { token } = await openStaffMember(app, role)
    const { html } = await new Browser().ask('/staff', undefined, { authorization: `Bearer ${token}` })
    return [...html.matchAll(/href="\/staff\/offices\/wonosobo\/sites\/kantor\/(\w+)"/g)].map(([, screen]) => screen!)
  }
  assert.deepEqual(await screens('reception'), ['reception', 'floor', 'kiosk', 'door'])
  assert.deepEqual(await screens('counter'), ['counter', 'floor'])
  assert.deepEqual(await screens('supervisor'), ['counter', 'reception', 'floor', 'kiosk', 'door'])
  assert.deepEqual(await screens('headquarters'), [])
})

test('a real installation shows no accounts on its sign-in page', async () => {
  const { html } = await new Browser().ask('/staff/sign-in')
  assert.ok(!html.includes('giliran-peragaan') && !html.includes('Masuk sebagai'))
})

test('the first account is made by a link, once, within a day', async (t) => {
  const fresh = await startTestApp(t, { demo: false })
  const browser = new Browser(fresh.address)
  const key = await fresh.staff.firstHeadKey()
  const path = `/staff/first-head/${key}`
  assert.equal((await browser.ask(path)).status, 200)
  assert.equal((await browser.ask(path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A'))).status, 404)
  fresh.clock.set(testNow.add({ hours: 24 }))
  assert.equal((await browser.ask(path)).status, 404)
  fresh.clock.set(testNow)

  const password = 'kepala kantor wonosobo'
  const form = { displayName: 'Hendra Wijaya', name: 'hendra', role: 'office-head', office: 'wonosobo' }
  const faulty = await browser.ask(path, { ...form, name: 'H!', office: '', password: 'x', repeat: 'x' })
  assert.equal(faulty.status, 422)
  assert.match(faulty.html, /Ada 3 isian/)
  assert.ok(faulty.html.includes('value="Hendra Wijaya"'))
  const whole = { ...form, password, repeat: password }
  const twice = await Promise.all(
    ['hendra', 'hendri'].map((name) => new Browser(fresh.address).ask(path, { ...whole, name })),
  )
  assert.deepEqual(twice.map(({ status }) => status).toSorted((a, b) => a - b), [303, 404], 'of two at once, one')
  const name = twice[0]!.status === 303 ? 'hendra' : 'hendri'
  assert.equal((await browser.ask(path)).status, 404)
  assert.equal(await fresh.staff.firstHeadKey(), undefined)

  const entered = await follow(browser, await browser.ask('/staff/sign-in', { name, password }))
  const done = await browser.ask('/staff/first', { code: phoneOf(secretIn(entered.html))() })
  assert.match((await follow(browser, await follow(browser, done))).html, /Kepala kantor/)
  assert.equal(await closeAccount(fresh.staff.deps, name, { kind: 'system' }), true)
  assert.equal(await fresh.staff.firstHeadKey(), undefined, 'a closed one is one')
})

test('an interrupted enrolment asks for the password once more', async () => {
  const { name, password: given } = await addAccount(
    app.staff.deps,
    { name: 'terputus', displayName: 'Wati', role: 'counter', offices: ['wonosobo'] },
    { kind: 'system' },
  )
  const browser = new Browser()
  await browser.ask('/staff/sign-in', { name, password: given })
  const password = 'kata sandi milik saya'
  await browser.ask('/staff/first', { password, repeat: password })
  await house.database.pool.query('delete from staff_two_factor where enrolment is not null')
  assert.equal((await browser.ask('/staff/first', { password: 'bukan ini' })).status, 422)
  const enrol = await follow(browser, await browser.ask('/staff/first', { password }))
  assert.equal((await browser.ask('/staff/first', { code: phoneOf(secretIn(enrol.html))() })).status, 303)
  assert.equal((await browser.ask('/staff')).status, 200)
})
