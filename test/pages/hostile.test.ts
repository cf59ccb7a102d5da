import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { locales } from '../../src/platform/i18n/index.ts'
import { inLanguage } from '../../src/web/index.ts'
import { startTestApp } from '../browser/app.ts'
import { family } from '../browser/steps.ts'
import { freeSlot, openClient, whoForm } from './client.ts'

// Goal: whatever is asked of a page, a page answers, never a 5xx, and nothing changes. The
// client fails on a 5xx and on a cookie by itself.
const app = await startTestApp({ after })
const client = openClient(app)
await app.slots.office('wonosobo')
const [holder, drafting] = [family(200), family(201)]
const ticketKey = await client.book(holder.slice(0, 2), freeSlot(app))
const draftKey = await client.draft(drafting.slice(0, 2))

/** Pages without anybody's data: caches may keep and ask again. */
const publicPages = [
  '/', '/offices', '/offices?q=jawa', '/offices?province=Jawa%20Tengah', '/offices/wonosobo', '/offices/cilacap',
  '/how-seats-are-given', '/help', '/privacy', '/problems/slot-full',
]
const formPages = [
  '/offices/wonosobo/book', '/find', '/report-brokers', `/book/${draftKey}/who`,
  `/book/${draftKey}/hour?day=2026-12-10`,
  `/t/${ticketKey}/move?day=2026-12-10`, `/t/${ticketKey}/cancel`,
]
const otherPages = [
  `/book/${draftKey}/check`, `/book/${draftKey}/day`, `/t/${ticketKey}`, `/t/${ticketKey}/print`,
  `/t/${ticketKey}/calendar.ics`, `/t/${ticketKey}/qr.svg`, `/t/${ticketKey}/move`,
]

test('every page answers in both languages, to GET and HEAD, with the headers of its kind', async () => {
  for (const locale of locales) {
    for (const page of [...publicPages, ...formPages, ...otherPages]) {
      const path = inLanguage(page, locale)
      const { status, headers, html } = await client.get(path)
      assert.equal(status, 200, path)
      const isPublic = publicPages.includes(page)
      assert.equal(headers.get('cache-control'), isPublic ? 'no-cache' : 'no-store', path)
      // With no-referrer browsers would send `Origin: null` along with a form.
      assert.equal(headers.get('referrer-policy'), formPages.includes(page) ? 'same-origin' : 'no-referrer', path)
      assert.match(headers.get('content-security-policy')!, /default-src 'none'/)
      if (headers.get('content-type')!.startsWith('text/html')) assert.ok(html.includes(`<html lang="${locale}"`), path)
      const head = await client.get(path, { method: 'HEAD' })
      assert.deepEqual([head.status, head.html], [200, ''], path)
    }
  }
})

test('the language switch keeps the page and its query', async () => {
  for (const page of [...publicPages, ...formPages]) {
    const { html } = await client.get(inLanguage(page, 'en'))
    const back = /class="lang" href="([^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
    assert.equal(back, page)
  }
})

const hostile = [
  '', ' ', '0', '-1', '1e999', 'null', 'NaN', '\u0000', '\uD800', '\u202e', '\r\nSet-Cookie: a=b',
  "'; drop table draft;--", '<script>alert(1)</script>', '"><svg onload=alert(1)>', '{{7*7}}', '${7*7}',
  '%00', '%', '%2e%2e%2f', '../../etc/passwd', '__proto__', 'constructor', '[object Object]',
  '9999-99-99', '2026-02-30', '+275760-09-13', '0000-01-01', '2026-11-30T00:00',
  '9'.repeat(5000), 'a'.repeat(6000), '💩'.repeat(400), 'ﷺ'.repeat(200),
]

test('hostile values in queries are answered and never come back as markup', async () => {
  const names = { '/offices': ['q', 'province'], [`/book/${draftKey}/day`]: ['view', 'site'],
    [`/book/${draftKey}/hour`]: ['day', 'site'], [`/book/${draftKey}/who`]: ['view'],
    [`/t/${ticketKey}`]: ['news'], [`/t/${ticketKey}/move`]: ['day', 'view'] }
  for (const [path, fields] of Object.entries(names)) {
    for (const value of hostile) {
      const asked = new URLSearchParams(fields.map((name) => [name, value.toWellFormed()]))
      const { status, html, headers } = await client.get(`${path}?${asked}&${fields[0]}=again&utm_source=x`)
      // A NUL is no text of ours: the address is refused before any page is asked.
      const fitting = value === '\u0000' ? [400] : [200, 303]
      assert.ok(fitting.includes(status), `${path} ${value.slice(0, 40)}: ${status}`)
      assert.doesNotMatch(html, /<script|<svg onload/)
      assert.equal(headers.get('set-cookie'), null)
    }
  }
})

test('hostile values in paths are not found', async () => {
  for (const value of hostile.filter((one) => one.trim() !== '')) {
    const part = encodeURIComponent(value.toWellFormed())
    for (const at of ['/offices/*', '/offices/*/book', '/book/*/check', '/t/*', '/problems/*']) {
      const path = at.replace('*', () => part)
      const { status, html } = await client.get(path)
      assert.ok([400, 404, 414, 431].includes(status), `${path.slice(0, 80)}: ${status}`)
      assert.doesNotMatch(html, /<script|<svg onload/)
    }
  }
  for (const odd of ['/offices/%', '/t/%ff', '/book/%c0%ae/who', '/%00', '//evil.example/', '/en/en/find']) {
    assert.ok([400, 404].includes((await client.get(odd)).status), odd)
  }
})

test('hostile values in forms are faults, and are echoed as text', async () => {
  for (const value of hostile) {
    const text = value.toWellFormed()
    const person = { name: text, nik: text, service: text, purpose: text }
    const who = whoForm([person], { contact: text, companionName: text })
    const { status, html } = await client.post(`/book/${draftKey}/who`, who)
    assert.equal(status, 422)
    assert.doesNotMatch(html, /<script|<svg onload/)
    assert.equal((await client.post('/find', { code: text, nik: text })).status, 422)
    assert.equal((await client.post(`/t/${ticketKey}/cancel`, { nik: text, extra: text })).status, 422)
    assert.equal((await client.post(`/t/${ticketKey}/move?day=2026-12-10`, { nik: text, slot: text })).status, 422)
  }
  const mended = await client.post(`/book/${draftKey}/who`, whoForm(drafting.slice(0, 2)))
  assert.equal(mended.status, 303, 'the draft lives')
})

test('keys of others, made up or cut short open nothing', async () => {
  const other = app.offices.all().find(({ officeId }) => officeId !== 'wonosobo')!
  const last = draftKey.at(-1) === 'A' ? 'B' : 'A'
  const wrong = [draftKey.slice(0, -1) + last, other.letters + draftKey.slice(3), `ZZZ${draftKey.slice(3)}`, ticketKey]
  for (const key of wrong) {
    const { status } = await client.get(`/book/${key}/check`)
    assert.equal(status, 410, key)
    assert.equal((await client.post(`/book/${key}/hour`, { slot: freeSlot(app) })).status, 410)
    assert.equal((await client.get(`/t/${key === ticketKey ? draftKey : key}`)).status, 404)
  }
  for (const key of [draftKey.slice(1), `${draftKey}x`, draftKey.toLowerCase()]) {
    assert.equal((await client.get(`/book/${key}/check`)).status, 404, key)
    assert.equal((await client.get(`/t/${key}`)).status, 404, key)
  }
})

test('forms of another site, of another kind or by another method change nothing', async () => {
  const before = await client.get(`/t/${ticketKey}`)
  const nik = holder[0]!.nik
  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
  ]
  for (const headers of elsewhere) {
    for (const path of formPages) {
      assert.equal((await client.post(path, { nik, slot: freeSlot(app) }, { headers })).status, 403, path)
    }
  }
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ nik }) }
  assert.equal((await client.post(`/t/${ticketKey}/cancel`, {}, json)).status, 415)
  assert.equal((await client.post(`/t/${ticketKey}`, { nik })).status, 405)
  assert.equal((await client.get(`/t/${ticketKey}/cancel`, { method: 'DELETE' })).status, 405)
  assert.equal((await client.post(`/t/${ticketKey}/cancel`, { nik: 'x'.repeat(3_000_000) })).status, 413)
  assert.equal((await client.get(`/t/${ticketKey}`)).html, before.html)
})

test('without a demonstration nothing speaks of one, and no NIK is offered', async (t) => {
  const real = await startTestApp(t, { demo: false })
  const { html } = await openClient(real).get('/offices/wonosobo/book')
  assert.ok(!html.includes('class="demo"'))
  assert.doesNotMatch(html, /0000\s\d{4}/)
  const trial = await client.get('/offices/wonosobo/book')
  assert.ok(trial.html.includes('class="demo"'))
  assert.match(trial.html, /00\d\d\s\d{4}\s\d{4}\s\d{4}/)
})
