import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { makeVapidKeys } from '../../src/notify/index.ts'
import { translator } from '../../src/platform/i18n/index.ts'
import { Client, type Held, makePeople } from '../api/client.ts'
import { violationsIn } from '../axe.ts'
import { launchBrowser } from '../chromium.ts'
import { makePhone } from '../messages/push-service.ts'
import { freeSlot } from '../pages/client.ts'
import { startTestApp } from './app.ts'
import { Visitor } from './visitor.ts'

// Goal: from a phone, without script, a contact is proved and changed; with script a browser is
// told of the turn and shows what it is told.
// How: a demonstration, whose outbox keeps what would have been sent. Chromium without a
// screen has no push service to subscribe at: subscribing alone is made up here. What a service
// would bring is handed to the real worker by the browser's own tools.
const { publicKey, privateKey } = makeVapidKeys()
const app = await startTestApp(
  { after },
  {
    settings: {
      VAPID_PUBLIC_KEY: publicKey,
      VAPID_PRIVATE_KEY: privateKey,
      VAPID_SUBJECT: 'mailto:antre@example.go.id',
    },
  },
)
const browser = await launchBrowser({ whole: true })
after(() => browser.close())
const client = new Client(app.address)

let booked = 0
const hold = (contact?: { email: string }): Promise<Held> =>
  client.held({ slot: freeSlot(app, booked++), people: makePeople(), ...(contact && { contact }) })

/** The newest code in the outbox that is none of `known`, once it is there. */
async function codeAfter(known: ReadonlySet<string>): Promise<string> {
  for (let i = 0; i < 500; i++) {
    const { rows } = await app.database.pool.query<{ message_id: string; sealed: Buffer }>(
      'select message_id, sealed from outbox order by at desc, message_id desc',
    )
    for (const { message_id: id, sealed } of rows) {
      const { kind, text } = JSON.parse(app.keys.sealer.open(sealed, `outbox ${id}`)) as { kind: string; text: string }
      const code = kind === 'proof' ? /\b\d{6}\b/.exec(text)![0] : undefined
      if (code && !known.has(code)) return code
    }
    await app.database.pool.query('select pg_sleep(0.02)')
  }
  return assert.fail('no code came')
}

const [id, en] = [translator('id'), translator('en')]

test('a contact is proved, then changed, without script', async () => {
  const held = await hold({ email: 'siti@contoh.id' })
  const visitor = await Visitor.arrive(browser, { address: app.address, width: 360, name: 'contact-id' })
  const { page } = visitor
  try {
    await visitor.open(`/t/${held.key}`)
    await visitor.look('Tiket Anda', 'ticket')
    await visitor.press(`a[href$="/code"]`)
    await visitor.look(id('notify.contact.ask.title'), 'ask')
    await visitor.press('button[value=send]')
    await visitor.look(id('notify.contact.code.title'), 'code')
    const first = await codeAfter(new Set())
    await page.locator('#code').fill('12')
    assert.equal(await visitor.press('form button.btn:not(.two)'), 422)
    await visitor.look(id('notify.contact.code.title'), 'code-wrong')
    await page.locator('#code').fill(first)
    // Enter checks the code; it sends no new one.
    await page.locator('#code').focus()
    assert.equal(await visitor.strike('Enter'), 200)
    await visitor.look(id('notify.contact.form.title'), 'proved')
    assert.match(await page.locator('main').innerText(), /Kontak ini sudah dibuktikan/)
    await page.locator('#contact').fill('0812 3456 7890')
    await page.locator('#nik').fill(held.nik)
    await visitor.press('form button')
    const second = await codeAfter(new Set([first]))
    await page.locator('#code').fill(second)
    await visitor.press('form button.btn:not(.two)')
    assert.match(await page.locator('main').innerText(), /\+6281•••890.*sudah dibuktikan/s)
  } finally {
    await visitor.leave()
  }
})

/** A browser that may show notifications; its subscription is made up and kept as a browser keeps one. */
async function openPhone(endpoint: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, permissions: ['notifications'] })
  const { subscription } = makePhone(endpoint)
  // As text: what builds the tests puts names of its own into functions.
  const content = `
    const made = { endpoint: ${JSON.stringify(endpoint)}, toJSON: () => (${JSON.stringify(subscription)}) }
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
      localStorage.setItem('subscribed', applicationServerKey)
      return made
    }
    PushManager.prototype.getSubscription = async () => localStorage.getItem('subscribed') ? made : null`
  await context.addInitScript({ content })
  return context
}

const phonesOf = async ({ code }: Held): Promise<number> =>
  (await app.database.pool.query(
    'select from push_subscription join booking using (office_id, booking_id) where code = $1',
    [code.replaceAll('-', '')],
  )).rowCount ?? 0

const pressPush = async (page: Page, name: string, state: string): Promise<void> => {
  await page.getByRole('button', { name }).click()
  await page.locator(`[data-push=${state}]`).waitFor()
}

test('a browser is told at the press of a button, still after a reload, and no more at another', async () => {
  const held = await hold()
  const context = await openPhone('https://fcm.googleapis.com/fcm/send/ponsel-satu')
  try {
    const page = await context.newPage()
    await page.goto(`${app.address}/en/t/${held.key}`)
    await pressPush(page, en('notify.phone.on'), 'on')
    assert.equal(await phonesOf(held), 1)
    assert.equal(await page.evaluate(() => localStorage.getItem('subscribed')), publicKey)
    assert.deepEqual(await violationsIn(page), [])
    await page.reload()
    await page.getByRole('button', { name: en('notify.phone.off') }).waitFor()
    assert.deepEqual(await page.evaluate(() => caches.keys()), [], 'the worker keeps something')
    await pressPush(page, en('notify.phone.off'), 'off')
    assert.equal(await phonesOf(held), 0)
  } finally {
    await context.close()
  }
})

test('the worker shows what is pushed, a repeat in its place', async () => {
  const held = await hold()
  const context = await openPhone('https://fcm.googleapis.com/fcm/send/ponsel-dua')
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const { promise, resolve } = Promise.withResolvers<string>()
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId)
    })
    await session.send('ServiceWorker.enable')
    await page.goto(`${app.address}/t/${held.key}`)
    await pressPush(page, id('notify.phone.on'), 'on')
    const registrationId = await promise
    for (const title of ['Nomor A-017 segera dipanggil', 'Nomor A-017 sudah dipanggil']) {
      const data = JSON.stringify({ title, body: 'Kembalilah.', path: `/t/${held.key}`, tag: 'satu', lang: 'id' })
      await session.send('ServiceWorker.deliverPushMessage', { origin: app.address, registrationId, data })
    }
    const shown = await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/t/')
      const all = (await registration?.getNotifications()) ?? []
      const found = all.map(({ title, body, tag, data }) => ({ title, body, tag, data: String(data) }))
      return found.some(({ title }) => title.endsWith('sudah dipanggil')) ? found : undefined
    })
    assert.deepEqual(await shown.jsonValue(), [
      { title: 'Nomor A-017 sudah dipanggil', body: 'Kembalilah.', tag: 'satu', data: `/t/${held.key}` },
    ])
  } finally {
    await context.close()
  }
})
