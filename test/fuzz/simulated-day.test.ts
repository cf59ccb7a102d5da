import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { locales } from '../../src/platform/i18n/index.ts'
import { inLanguage, patterns } from '../../src/web/index.ts'
import { openHouse } from '../api/app.ts'
import { openSender } from './http.ts'
import { pageRequests } from './page-requests.ts'
import { seed } from './seed.ts'

// Goal: whatever is sent to the page of the simulated day, which a demonstration alone has, it
// answers with a page, before the day is set in motion and while it plays.
const RUNS = 100
const AT_ONCE = 4

const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const sender = openSender(house.app.address)
after(async () => sender.close())

const page = { name: 'simulatedDay', pattern: patterns.simulatedDay, form: () => ({ x: ['y'] }) }
const held = { code: 'x', key: 'x', nik: 'x' }
const nobody = { ticket: held, draftKey: 'x', entry: held, entryDraftKey: 'x', slots: ['x'], dayCode: 'x' }
const requests = fc.array(pageRequests(page, [nobody]), { minLength: 1, maxLength: AT_ONCE, size: 'max' })

test('set in motion and asked for whatever way, it answers with a page', async (t) => {
  t.diagnostic(`seed ${seed}`)
  for (const method of ['GET', 'POST', 'GET']) {
    for (const locale of locales) {
      const path = inLanguage(patterns.simulatedDay, locale)
      const { status, text } = await sender.send({ method, path, headers: {} })
      assert.equal(status, method === 'GET' ? 200 : 303, text)
    }
  }
  assert.ok(house.app.simulated?.day.runningUntil())
  await fc.assert(
    fc.asyncProperty(requests, async (all) => {
      const sent = all.map(async ({ sent, locale }) => {
        const { status, headers, text } = await sender.send(sent)
        const what = `${sent.method} ${sent.path.slice(0, 300)} -> ${status} ${text.slice(0, 300)}`
        if (status >= 500) assert.fail(`${what}\n${house.logged().slice(-1_000)}`)
        assert.equal(headers['set-cookie'], undefined, what)
        const isPage = status !== 303 && sent.method !== 'HEAD'
        if (isPage) assert.match(text, new RegExp(`^<!doctype html><html lang="${locale}"`), what)
      })
      await Promise.all(sent)
    }),
    { seed, numRuns: RUNS },
  )
})
