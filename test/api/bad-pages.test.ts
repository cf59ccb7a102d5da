import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type ProblemType, problemTypes } from '../../src/platform/errors.ts'
import { sendRaw } from '../../src/platform/http/testing.ts'
import { dates, type Locale, locales, type MessageKey, translator } from '../../src/platform/i18n/index.ts'
import { inLanguage } from '../../src/web/index.ts'
import { releaseHour, testNow } from './app.ts'
import { type Answer, type Client, makePeople, problemOf } from './client.ts'
import { openRefusing, otherOffice, rawPost } from './refusals.ts'
import { makeSlot } from './slots.ts'

// Goal: whatever is sent to a page, the answer is a page in the language of the address (or the
// problem, for who cannot read pages), never our fault, and nothing has changed.
// How: every request is made in both languages; after each test all tables are as before, but
// for drafts, which keep what was typed, faults and all.
const { house, held, other, port, slot, stranger } = await openRefusing({ after }, ['public.draft'])

const asForm = 'application/x-www-form-urlencoded'
const asPage = { accept: 'text/html,*/*;q=0.8' }
const [person] = makePeople()
const who = { 'name-0': person!.name, 'nik-0': person!.nik, 'service-0': 'new-adult', 'purpose-0': 'umrah' }
const whoPage = '/offices/wonosobo/book'

const postForm = (client: Client, path: string, form: Record<string, string>): Promise<Answer> =>
  rawPost(client, path, new URLSearchParams(form).toString(), asForm)

/** A draft without a fault, in the given language; only its hour is still to be chosen. */
async function draft(): Promise<string> {
  const { status, headers, text } = await postForm(stranger('id'), whoPage, who)
  assert.equal(status, 303, text)
  return /^\/book\/([^/]+)\/check$/.exec(headers.get('location')!)![1]!
}
const draftKey = await draft()
const slots = {
  full: await makeSlot(house, { seats: 0 }),
  past: await makeSlot(house, { startsAt: testNow.add({ minutes: 61 }) }),
  closed: await makeSlot(house, { closedReason: 'banjir' }),
  unreleased: await makeSlot(house, { opensAt: releaseHour }),
  priority: await makeSlot(house, { channel: 'priority' }),
  elsewhere: await makeSlot(house, { office: otherOffice }),
}
const formPages = [whoPage, '/find', `/t/${held.key}/move`, `/t/${held.key}/cancel`].concat(
  `/book/${draftKey}/who`,
  `/book/${draftKey}/hour`,
)
const readPages = ['/', '/offices', '/offices/wonosobo', '/help', `/book/${draftKey}/check`, `/t/${held.key}`].concat(
  `/t/${held.key}/print`,
  `/t/${held.key}/calendar.ics`,
)

/** Asks in both languages: each answer must be a page of this status that says `says` in it, of `hour` if so. */
async function page(
  [status, says, hour]: readonly [status: number, says: MessageKey, hour?: Temporal.ZonedDateTime],
  ask: (client: Client, inLocale: (path: string) => string) => Promise<Answer>,
): Promise<void> {
  for (const locale of locales) {
    const answer = await ask(stranger(locale).with(asPage), (path) => inLanguage(path, locale))
    assert.equal(answer.status, status, answer.text)
    isPage(answer.text, locale, says, hour)
  }
}

function isPage(text: string, locale: Locale, says: MessageKey, hour?: Temporal.ZonedDateTime): void {
  assert.match(text, new RegExp(`<html lang="${locale}"`))
  const words = translator(locale)(says, hour && { hour: dates(locale).hour(hour) })
  assert.ok(text.replaceAll(/&#39;|&quot;/g, "'").includes(words.replaceAll('"', "'")), `${words}: ${text}`)
}

/** The same of a refusal by its type; who asks for JSON gets the problem itself. */
async function refusesPage(
  type: ProblemType,
  ask: (client: Client, inLocale: (path: string) => string) => Promise<Answer>,
): Promise<void> {
  await page([problemTypes[type], `platform.problems.${type}.title`], ask)
  for (const locale of locales) {
    const json = stranger(locale).with({ accept: 'application/json' })
    const problem = problemOf(await ask(json, (path) => inLanguage(path, locale)), type)
    assert.equal(problem.title, translator(locale)(`platform.problems.${type}.title`))
  }
}

test('a form that another site sends, in another type, or of 3 MB', async () => {
  const large = `nik=${'1'.repeat(3 * 1024 * 1024)}`
  const crossed: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: house.app.address },
    { origin: 'https://example.com' },
  ]
  for (const path of formPages) {
    for (const headers of crossed) {
      await refusesPage('other-origin', (one, at) => postForm(one.with(headers), at(path), { nik: held.nik, slot }))
    }
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', ';']) {
      await refusesPage('not-json', (one, at) => rawPost(one, at(path), `nik=${held.nik}`, type))
    }
    await refusesPage('too-large', (one, at) => rawPost(one, at(path), large, asForm))
  }
})

test('another method', async () => {
  for (const path of [...formPages, ...readPages]) {
    const methods = ['PUT', 'PATCH', 'DELETE', ...(readPages.includes(path) ? ['POST'] : [])]
    for (const method of methods) {
      await refusesPage('method-not-allowed', (one, at) => one.send(at(path), { method }))
    }
  }
})

test('odd percent-encoding', async () => {
  for (const path of [...formPages, ...readPages]) {
    for (const text of ['%', '%zz', '%e0%a4%a', '%c0%af', '%ff', '%ed%a0%80', '%00']) {
      for (const locale of locales) {
        const here = inLanguage(path, locale).replace(/^\/$/, '')
        for (const address of [`${here}/${text}`, `${here || '/'}?day=${text}`]) {
          const answered = await sendRaw(port, `GET ${address} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
          assert.match(answered, /^HTTP\/1\.1 400 /, address)
          isPage(answered, locale, 'platform.problems.bad-request.title')
        }
      }
    }
  }
})

test('ids and keys that are nobody’s, huge or hostile', async () => {
  const ids = ['0', '-1', '9'.repeat(30), "1' or '1'='1", '💥', '__proto__', 'constructor', 'a'.repeat(5000), '../t']
  for (const id of [...ids, `${held.key}x`, held.key.slice(1), held.key.toLowerCase()].map(encodeURIComponent)) {
    const paths = [`/offices/${id}`, `/offices/${id}/book`, `/t/${id}`, `/t/${id}/move`, `/book/${id}/who`].concat(
      `/problems/${id}`,
      `/${id}`,
    )
    for (const path of paths) await refusesPage('not-found', (one, at) => one.ask(at(path)))
    for (const path of paths.slice(3, 5)) await refusesPage('not-found', (one, at) => postForm(one, at(path), { slot }))
  }
  const well = `WSB${'A'.repeat(22)}`
  await refusesPage('not-found', (one, at) => one.ask(at(`/t/${well}`)))
  await refusesPage('not-found', (one, at) => postForm(one, at(`/t/${well}/cancel`), { nik: held.nik }))
})

test('the code, key or NIK of another booking', async () => {
  for (const path of [`/t/${held.key}/cancel`, `/t/${held.key}/move?day=2026-12-07`]) {
    await page([422, 'bookings.errors.nikNotOfParty'], (one, at) => postForm(one, at(path), { nik: other.nik, slot }))
  }
  await page([404, 'bookings.pages.find.notFound'], (one, at) =>
    postForm(one, at('/find'), { code: other.code, nik: held.nik }),
  )
  // A ticket's key is no draft's, and the other way round.
  await page([410, 'bookings.pages.expired.title'], (one, at) => one.ask(at(`/book/${held.key}/check`)))
  await refusesPage('not-found', (one, at) => one.ask(at(`/t/${draftKey}`)))
})

test('an hour that is full, past, closed, not released, elsewhere or nowhere', async () => {
  const { full, past, closed, unreleased, priority, elsewhere } = slots
  for (const [slot, start, word] of [
    [full, '2026-12-07T06:00', 'taken'],
    [past, '2026-11-24T11:01', 'gone'],
    [closed, '2026-12-07T06:00', 'gone'],
    [unreleased, '2026-12-07T06:00', 'gone'],
  ] as const) {
    const hour = Temporal.ZonedDateTime.from(`${start}+07:00[Asia/Jakarta]`)
    const says = [409, `bookings.pages.hour.${word}`, hour] as const
    await page(says, (one, at) => postForm(one, at(`/book/${draftKey}/hour`), { slot }))
    const path = `/t/${held.key}/move?day=${hour.toPlainDate().toString()}`
    await page(says, (one, at) => postForm(one, at(path), { slot, nik: held.nik }))
  }
  for (const slot of [priority, elsewhere, '0', '9'.repeat(18), "1'--", '', 'x'.repeat(5000)]) {
    await page([422, 'bookings.pages.hour.missing'], (one, at) =>
      postForm(one, at(`/book/${draftKey}/hour?day=2026-12-08`), { slot }),
    )
  }
})

test('nobody, six people, the same person twice, hostile names and numbers', async () => {
  const nobody = {}
  const twice = { ...who, 'name-1': 'Budi', 'nik-1': person!.nik, 'service-1': 'new-adult', 'purpose-1': 'umrah' }
  await page([422, 'people.name.missing'], (one, at) => postForm(one, at(whoPage), nobody))
  await page([422, 'bookings.errors.samePersonTwice'], (one, at) => postForm(one, at(whoPage), twice))
  for (const name of ['\u0000', 'A\u202eB', '<script>alert(1)</script>', '💥', '\ufffd']) {
    await page([422, 'people.name.notAName'], (one, at) => postForm(one, at(whoPage), { ...who, 'name-0': name }))
  }
  for (const nik of ['0000003201900001', '0000000000000000']) {
    await page([422, 'people.nik.impossible'], (one, at) => postForm(one, at(whoPage), { ...who, 'nik-0': nik }))
  }
  for (const service of ['visa', '__proto__', '']) {
    await page(
      [422, service === '' ? 'bookings.errors.serviceMissing' : 'bookings.errors.serviceUnknown'],
      (one, at) => postForm(one, at(whoPage), { ...who, 'service-0': service }),
    )
  }
  const six = makePeople(6).flatMap(({ name, nik }, i) => [[`name-${i}`, name], [`nik-${i}`, nik]])
  const answer = await postForm(stranger('id'), whoPage, Object.fromEntries(six) as Record<string, string>)
  assert.equal(answer.status, 422)
  assert.ok(answer.text.includes('name="name-4"') && !answer.text.includes('name="name-5"'))
})

test('days that are none, and those of a thousand years', async () => {
  for (const day of ['2026-02-30', '3026-12-01', '0001-01-01', '+275760-09-13', '9'.repeat(500), '-', '%2e%2e']) {
    for (const path of [`/book/${draftKey}/hour`, `/book/${draftKey}/day`, `/t/${held.key}/move`]) {
      for (const locale of locales) {
        const { status, text, headers } = await stranger(locale).ask(`${inLanguage(path, locale)}?day=${day}`)
        if (status === 303) assert.equal(headers.get('location'), inLanguage(`/book/${draftKey}/day`, locale))
        else assert.match(text, new RegExp(`<html lang="${locale}"`))
        assert.equal(status, path.endsWith('hour') ? 303 : 200, day)
      }
    }
  }
})

test('a draft that is none any more', async () => {
  const expired = await draft()
  const steps = ['who', 'check', 'day', 'hour'] as const
  house.clock.set(testNow.add({ minutes: 61 }))
  for (const key of [expired, `WSB${'A'.repeat(22)}`]) {
    for (const step of steps) {
      await page([410, 'bookings.pages.expired.title'], (one, at) => one.ask(at(`/book/${key}/${step}`)))
    }
    for (const step of ['who', 'hour']) {
      await page([410, 'bookings.pages.expired.title'], (one, at) =>
        postForm(one, at(`/book/${key}/${step}`), { ...who, slot }),
      )
    }
  }
  house.clock.set(testNow)
})
