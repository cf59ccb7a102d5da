import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { patterns } from '../../src/web/index.ts'
import { giveByDraw } from '../drawn-office.ts'
import { openHouse, openOffice } from './app.ts'
import { Client } from './client.ts'
import { Desk } from './hall.ts'
import { openStaffMember } from './staff.ts'

// Goal: each role reaches what is its own, at its own office, and nothing else.
// How: one table of every route of the day's staff; each role, a stranger, and the same role
// of another office ask each of them, and press each page's form. The routes are read from the
// server's own document and the table of addresses, so that one that is not in the table fails
// the test; so does a form that is not, since who may not press it is answered 403 and not 405.
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app } = house
await app.staff.seedDemonstration()
await openOffice(house, 'semarang')
await giveByDraw(house)

const [R, C, S, H] = ['reception', 'counter', 'supervisor', 'office-head'] as const
const desk = [R, S, H]
const calling = [C, S, H]
const all = [R, C, S, H]
const lead = [S, H]
const roles = [...all, 'headquarters'] as const
type Role = (typeof roles)[number]

const uuid = '01990000-0000-7000-8000-000000000000'
const counterVerb = { path: '/counters/{counter}/{verb}', values: { counter: 'k9', verb: 'next' } }

interface Row {
  method: 'GET' | 'POST'
  /** Of the API, below the site. */
  path: string
  may: readonly Role[]
  values?: Record<string, string>
  query?: string
  body?: unknown
}

/** The API, route by route, and who may. */
const api: readonly Row[] = [
  { method: 'GET', path: '/floor', may: all },
  // The stream itself is not opened: HEAD asks the same door.
  { method: 'GET', path: '/floor/events', may: all },
  { method: 'POST', path: '/hall', may: calling, body: { pause: 'system-down' } },
  { method: 'POST', path: '/hall', may: lead, body: { resume: true } },
  { method: 'POST', path: '/hall', may: lead, body: { notices: [] } },
  { method: 'POST', path: '/hall', may: lead, body: { pause: 'supervisor' } },
  { method: 'POST', ...counterVerb, may: calling, body: {} },
  // Out of turn.
  { method: 'POST', ...counterVerb, values: { counter: 'k9', verb: 'call' }, may: lead, body: { visit: uuid } },
  { method: 'GET', path: '/visits/{visit}', values: { visit: uuid }, may: all },
  { method: 'POST', path: '/visits/{visit}/{verb}', values: { visit: uuid, verb: 'return' }, may: desk, body: {} },
  { method: 'GET', path: '/expected', may: desk },
  { method: 'GET', path: '/offline-day', query: '?day=2026-11-24', may: desk },
  { method: 'GET', path: '/day-code', may: desk },
  { method: 'POST', path: '/kiosk', may: desk, body: { help: false } },
  { method: 'POST', path: '/look-up', may: desk, body: { q: 'WSB-000-0000' } },
  {
    method: 'POST',
    path: '/check-ins',
    may: desk,
    body: { booking: uuid, people: [{ position: 0, card: 'same' }], nonce: 'rights-test' },
  },
  {
    method: 'POST',
    path: '/walk-ins',
    may: desk,
    body: { people: [{ name: '', nik: '', service: 'x', purpose: 'x' }], nonce: 'rights-walk-in' },
  },
  { method: 'POST', path: '/collections', may: desk, body: { nonce: 'rights-collect' } },
]

/** The pages for staff below a site, by their name in the table of addresses, and who may look. */
const pages: Record<string, readonly Role[]> = {
  staffCounter: calling,
  staffFloor: all,
  staffReception: desk,
  staffSlip: desk,
  staffDayList: desk,
  staffDayListCsv: desk,
  staffDesk: desk,
  staffDeskBook: desk,
  staffDeskDraft: desk,
  staffDeskRelease: desk,
  staffDeskExcuse: desk,
  staffDeskTicket: desk,
  staffDeskMove: desk,
  staffDeskCancel: desk,
  staffKiosk: desk,
  staffDoor: desk,
  staffDoorDraw: desk,
  staffCloseDay: lead,
  staffCloseDayCsv: lead,
  staffDraw: desk,
  staffDrawEnter: desk,
  staffOffers: desk,
  staffMessages: [...lead, 'headquarters'],
}
/** Those of them that have a form, and who may press it where not all who look may. */
const forms: ReadonlySet<string> = new Set([
  'staffDesk',
  'staffDeskBook',
  'staffDeskDraft',
  'staffDeskRelease',
  'staffDeskExcuse',
  'staffDeskMove',
  'staffDeskCancel',
  'staffDoorDraw',
  'staffCloseDay',
  'staffDraw',
  'staffDrawEnter',
  'staffOffers',
  'staffMessages',
])
const pressing: Record<string, readonly Role[]> = { staffMessages: lead }

const demonstration: Record<Role, string> = {
  reception: 'resepsionis',
  counter: 'loket-1',
  supervisor: 'pengawas',
  'office-head': 'kepala',
  headquarters: 'pusat',
}
const tokens = Object.fromEntries(
  await Promise.all(roles.map(async (role) => [role, await new Desk(app.address, demonstration[role]).token()])),
) as Record<Role, string>
const strangers = Object.fromEntries(
  await Promise.all(
    [...all].map(async (role) => [role, (await openStaffMember(app, role, ['semarang'])).token] as const),
  ),
) as Record<string, string>

const base = '/api/v1/offices/wonosobo/sites/kantor'

async function ask(row: Row, token?: string): Promise<number> {
  const path = row.path.replace(/\{(\w+)\}/g, (_, name: string) => row.values?.[name] ?? '')
  const method = row.path.endsWith('/events') ? 'HEAD' : row.method
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const { status } = await new Client(app.address).ask(base + path + (row.query ?? ''), {
    method,
    headers,
    ...(row.body !== undefined && { body: row.body }),
  })
  return status
}

test('the table has every route of the day', async () => {
  const { text } = await new Client(app.address).ask('/api/v1/openapi.json')
  const document = JSON.parse(text) as { paths: Record<string, object> }
  const below = '/offices/{office}/sites/{site}'
  const known = Object.entries(document.paths).flatMap(([path, methods]) => {
    const own = path.replace(/^\/api\/v1/, '')
    if (!own.startsWith(below)) return []
    return Object.keys(methods).map((method) => `${method.toUpperCase()} ${own.slice(below.length)}`)
  })
  assert.ok(known.length > 8, `the document names ${known.length} routes`)
  const forAll = new Set(['GET /display', 'GET /display/events'])
  const ofStaff = known.filter((one) => !forAll.has(one))
  assert.deepEqual(ofStaff.toSorted(), [...new Set(api.map(({ method, path }) => `${method} ${path}`))].toSorted())
  const addresses = Object.entries(patterns).filter(([, pattern]) => pattern.startsWith('/staff/offices/'))
  assert.deepEqual(addresses.map(([name]) => name).toSorted(), Object.keys(pages).toSorted())
})

for (const row of api) {
  test(`${row.method} ${row.path} ${JSON.stringify(row.body ?? '').slice(0, 30)}`, async () => {
    assert.equal(await ask(row), 401, 'without a session')
    for (const role of roles) {
      const status = await ask(row, tokens[role])
      assert.equal(status === 403, !row.may.includes(role), `${role}: ${status}`)
      assert.ok(status !== 401 && status < 500, `${role}: ${status}`)
    }
    for (const [role, token] of Object.entries(strangers)) {
      assert.equal(await ask(row, token), 403, `${role} of another office`)
    }
  })
}

function pathOf(name: string): string {
  return (patterns as Record<string, string>)[name]!
    .replace(':office', 'wonosobo')
    .replace(':site', 'kantor')
    .replace(/:(visit|booking)/, uuid)
    .replace(':key', `WSB${'A'.repeat(22)}`)
    .replace(':step', 'who')
    .replace(':draw', 'wonosobo.uji')
}

/** Looks at a page, or presses its form. */
function askPage(name: string, token?: string, form?: Record<string, string>) {
  const headers = { accept: 'text/html', ...(token && { authorization: `Bearer ${token}` }) }
  const press = form && { method: 'POST', body: new URLSearchParams(form) }
  return new Client(app.address).send(pathOf(name), { headers, ...press })
}

test('pages lead a stranger to the sign-in, and refuse other roles and offices', async () => {
  for (const [name, may] of Object.entries(pages)) {
    assert.equal((await askPage(name)).status, 303, `${name} without a session`)
    for (const role of roles) {
      const { status } = await askPage(name, tokens[role])
      assert.equal(status === 403, !may.includes(role), `${name}: ${role}: ${status}`)
    }
    for (const [role, token] of Object.entries(strangers)) {
      assert.equal((await askPage(name, token)).status, 403, `${name}: ${role} elsewhere`)
    }
  }
})

test('forms refuse strangers, other roles and other offices, and take what is pressed by their own', async () => {
  for (const [name, mayLook] of Object.entries(pages)) {
    const may = pressing[name] ?? mayLook
    const refused = forms.has(name) ? 403 : 405
    for (const role of roles.filter((one) => !may.includes(one))) {
      assert.equal((await askPage(name, tokens[role], {})).status, refused, `${name}: ${role}`)
    }
    for (const [role, token] of Object.entries(strangers)) {
      assert.equal((await askPage(name, token, {})).status, refused, `${name}: ${role} elsewhere`)
    }
    if (!forms.has(name)) continue
    assert.equal((await askPage(name, undefined, {})).status, 401, `${name} without a session`)
    for (const role of may) {
      const { status } = await askPage(name, tokens[role], {})
      assert.ok(status !== 401 && status !== 403 && status < 500, `${name}: ${role}: ${status}`)
    }
  }
})

test('whoever lists people at the door may not draw', async () => {
  for (const press of ['check', 'draw']) {
    const draw = { do: press, said: '4821' }
    assert.equal((await askPage('staffDoorDraw', tokens.reception, draw)).status, 403, press)
    assert.notEqual((await askPage('staffDoorDraw', tokens.supervisor, draw)).status, 403, press)
  }
})
