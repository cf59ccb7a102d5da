import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { type Locale, locales } from '../../src/platform/i18n/index.ts'
import { inLanguage, patterns } from '../../src/web/index.ts'
import { openHouse } from '../api/app.ts'
import { openStaffMember } from '../api/staff.ts'
import { openSender } from './http.ts'
import { seed } from './seed.ts'
import { hostileTexts } from './values.ts'

// Goal: whatever is sent to a page of the staff, nothing breaks, and who is not signed in sees
// nothing and changes nothing.
const RUNS = 400

const house = await openHouse({ after })
const sender = openSender(house.app.address)
after(async () => sender.close())
const head = await openStaffMember(house.app, 'office-head')
const key = '0abcdef.aaaaaaaaaaaaaaaaaaaaaa'

// Scripts lie there as well, since a worker governs its own folder; they are everybody's.
const pages = Object.values(patterns).filter((pattern) => /^\/staff(\/|$)/.test(pattern) && !pattern.endsWith('.js'))
/** Open to everybody: the way in. */
const ways = new Set<string>([patterns.staffSignIn, patterns.staffCode, patterns.staffFirstHead])

const percent = (text: string): string => encodeURIComponent(text.toWellFormed())
const text = fc.oneof(
  fc.constantFrom('wonosobo', 'kantor', key, head.name, '/staff', 'x'),
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const fields = fc.dictionary(fc.constantFrom('name', 'password', 'code', 'next', 'repeat', 'role', 'office', 'q'), text)
const encoded = fields.map((some) => Object.entries(some).map(([name, one]) => `${name}=${percent(one)}`).join('&'))
const request = fc.record({
  pattern: fc.constantFrom(...pages),
  places: fc.array(text.map(percent), { minLength: 2, maxLength: 2 }),
  locale: fc.constantFrom<Locale>(...locales),
  method: fc.constantFrom('GET', 'HEAD', 'POST'),
  query: encoded,
  body: encoded,
  cookie: fc.oneof(
    fc.constant(''),
    fc.constantFrom('giliran-staff=', 'giliran-staff=a.b', `giliran-staff=${head.token}x`),
    fc.constantFrom('giliran-staff-code=AAAA', ';;='),
  ),
  network: fc.nat(255),
})

async function ask(asked: typeof request extends fc.Arbitrary<infer R> ? R : never, more: Record<string, string> = {}) {
  let nth = 0
  const path = asked.pattern.replaceAll(/:[a-z]+/g, () => asked.places[nth++ % 2] || '%20')
  const { status, text: html } = await sender.send({
    method: asked.method,
    path: `${inLanguage(path, asked.locale)}?${asked.query}`,
    headers: {
      'x-forwarded-for': `10.9.${asked.network}.1`,
      ...(asked.cookie && { cookie: asked.cookie }),
      ...(asked.method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...more,
    },
    ...(asked.method === 'POST' && { body: asked.body }),
  })
  assert.ok(status < 500, `${asked.method} ${path}: ${status} ${html.slice(0, 300)}`)
  return status
}

test('a stranger sees the way in and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const status = await ask(asked)
      if (!ways.has(asked.pattern)) assert.notEqual(status, 200, `${asked.method} ${asked.pattern}`)
    }),
    { seed, numRuns: RUNS },
  )
})

test('who is signed in breaks nothing either', async () => {
  const signedIn = request.filter(({ pattern }) => pattern !== patterns.staffSignOut)
  await fc.assert(
    fc.asyncProperty(signedIn, async (asked) => {
      await ask(asked, { authorization: `Bearer ${head.token}` })
    }),
    { seed, numRuns: RUNS },
  )
})
