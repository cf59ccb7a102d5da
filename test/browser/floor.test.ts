import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { sampleFloor } from '../../src/visits/pages/floor-samples.ts'
import type { CounterBody, FloorAnswer, VisitAnswer } from '../../src/visits/wire.ts'
import { launchBrowser } from '../chromium.ts'
import { numbered, pressAll, seeHall, type Sight, type StandInHall } from './floor-hall.ts'

// Goal: what a key of the counter does, and that nothing happens unsaid.
// How: a real browser on the built islands; the hall is a stand-in at the other end of the wire.
let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

/** The visit that the sample hall has at counter 3. */
const shown = '00000000-0000-7000-8000-00000000A017'
const atThree = (use: (sight: Sight) => Promise<void>, prepare?: (hall: StandInHall) => void) =>
  seeHall(browser, '/counter?counter=loket-3', use, prepare)

const current = (page: Page) => page.locator('#current')
const alerts = (page: Page) => page.getByRole('alert')

/** Counter 3 has called is done. */
function called({ floor }: StandInHall): FloorAnswer {
  const next: VisitAnswer = {
    ...numbered(floor, 'A-018'),
    state: 'called',
    counter: 'loket-3',
    calls: 1,
    calledAt: floor.now,
  }
  return {
    ...floor,
    counters: floor.counters.map((one) => (one.id === 'loket-3' ? { ...one, visit: next.id } : one)),
    visits: floor.visits.map((one) => (one.id === next.id ? next : one)),
  }
}

test('the space bar finishes and calls the next, whom the button names', async () => {
  await atThree(async ({ page, hall }) => {
    hall.replies.set('finish-next', () => {
      const { counters, ...rest } = called(hall)
      const left = [{ visit: shown, number: 'A-017', what: 'selesai', at: hall.floor.now }]
      const after = counters.map((one) => (one.id === 'loket-3' ? { ...one, recent: left } : one))
      hall.floor = { ...rest, counters: after, version: 413 }
      return { status: 200, body: { ...hall.counterAnswer('loket-3'), undo: 'A-017 selesai' } }
    })
    await page.getByRole('button', { name: 'Selesai, panggil A-018' }).waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('heading', { name: 'A-018' }).waitFor()
    assert.deepEqual(hall.acts, [{ path: '/counters/loket-3/finish-next', body: { at: shown } }])
    await page.getByRole('button', { name: 'Selesai, panggil B-007' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Urungkan' }).getAttribute('title'), 'A-017 selesai')
    await page.getByText(/^A-017 selesai \d\d\.\d\d$/).waitFor()
  })
})

test('each key does what its button says', async () => {
  await atThree(async (sight) => {
    await sight.page.getByRole('button', { name: 'Siti Aminah' }).waitFor()
    await pressAll(sight, ['s', 'p', 'z'])
    for (const [ask, answer] of [['k', '1'], ['a', '1'], ['j', '2']] as const) {
      await sight.page.keyboard.press(ask)
      await pressAll(sight, [answer])
    }
    await sight.page.keyboard.press('x')
    await pressAll(sight, ['y'])
    const verbs = sight.hall.acts.map(({ path, body }) => {
      const { at: _, ...rest } = body as CounterBody
      return [path.split('/').at(-1), rest]
    })
    const named = sight.hall.acts.slice(0, -1).map(({ body }) => (body as CounterBody).at)
    assert.deepEqual([...new Set(named)], [shown], 'each names who it was pressed for')
    assert.deepEqual(verbs, [
      ['finish', {}],
      ['park', {}],
      ['undo', {}],
      ['send-back', { reason: 'document-missing' }],
      ['transfer', { to: 'verification' }],
      ['pause', { minutes: 30 }],
      ['hall', { pause: 'system-down' }],
    ])
  })
  const withCalled = (hall: StandInHall): void => void (hall.floor = called(hall))
  await atThree(async (sight) => {
    await pressAll(sight, ['m', 'u', 't'])
    assert.deepEqual(
      sight.hall.acts.map(({ path }) => path.split('/').at(-1)),
      ['start', 'recall', 'no-show'],
    )
  }, withCalled)
})

test('a key that does nothing at this point says so and sends nothing', async () => {
  await atThree(async ({ page, hall }) => {
    await page.keyboard.press('g')
    await page.keyboard.press('u')
    await alerts(page).getByText('Tombol U tidak dipakai dalam keadaan ini.').waitFor()
    assert.equal(hall.acts.length, 0)
  })
})

test('what is missing goes along as its reason', async () => {
  await atThree(async (sight) => {
    const { page, hall } = sight
    await page.getByRole('button', { name: 'Berkas kurang' }).click()
    await pressAll(sight, ['2'])
    assert.deepEqual(hall.acts.at(-1)?.body, { reason: 'document-unclear', at: shown })
  })
})

test('the space bar belongs to the screen after a click, to the control after Tab', async () => {
  await atThree(async (sight) => {
    const { page, hall } = sight
    await page.getByLabel('KTP').click()
    await pressAll(sight, ['Space'])
    assert.equal(await page.getByLabel('KTP').isChecked(), true)
    assert.match(hall.acts[0]!.path, /finish-next$/)
    await page.getByRole('button', { name: 'Siti Aminah' }).click()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.locator('.people [aria-pressed=true]', { hasText: 'Ahmad Fauzi' }).waitFor()
    assert.equal(hall.acts.length, 1)
  })
})

test('numbers show the people of the ticket, each with their own papers ticked', async () => {
  await atThree(async ({ page }) => {
    await page.getByLabel('KTP').check()
    await page.keyboard.press('2')
    await page.locator('.people [aria-pressed=true]', { hasText: 'Ahmad Fauzi' }).waitFor()
    assert.equal(await page.getByLabel('KTP').isChecked(), false)
    await page.keyboard.press('1')
    await page.locator('.people [aria-pressed=true]', { hasText: 'Siti Aminah' }).waitFor()
    assert.equal(await page.getByLabel('KTP').isChecked(), true)
  })
})

test('what is refused is said in its own words, and nothing changes', async () => {
  await atThree(async ({ page, hall }) => {
    const detail = 'Nomor A-018 sudah berubah sejak layar ini tampil.'
    const problem = { type: '/problems/not-now', title: 'Belum bisa', status: 409, detail }
    hall.replies.set('finish-next', () => ({ status: 409, body: problem }))
    await page.keyboard.press('Space')
    await alerts(page).getByText(detail).waitFor()
    assert.equal(await current(page).innerText(), 'A-017')
    hall.replies.clear()
    await page.keyboard.press('z')
    await alerts(page).waitFor({ state: 'detached' })
  })
})

test('without a network a key says that nothing changed, and sends nothing', async () => {
  await atThree(async ({ page, hall, context }) => {
    await context.setOffline(true)
    await alerts(page).getByText(/^Jaringan putus sejak pukul \d\d\.\d\d/).waitFor()
    await page.keyboard.press('Space')
    await alerts(page).getByText('Jaringan putus, jadi tidak ada yang berubah.').waitFor()
    assert.equal(await current(page).innerText(), 'A-017')
    assert.equal(hall.acts.length, 0)
    await context.setOffline(false)
    await alerts(page).getByText(/^Jaringan putus sejak/).waitFor({ state: 'detached' })
    await page.keyboard.press('z')
    await alerts(page).waitFor({ state: 'detached' })
    assert.equal(hall.acts.length, 1)
  })
})

test('an act that nobody answered is not called undone', async () => {
  await atThree(async ({ page }) => {
    await page.route('**/finish-next', (route) => route.abort())
    await page.keyboard.press('Space')
    await alerts(page).getByText('Mungkin tercatat, mungkin tidak.').waitFor()
  })
})

test('the hall is followed: by events, through a broken line, and by asking where there are none', async () => {
  await atThree(async ({ page, hall }) => {
    const first = page.locator('.q tbody th').first()
    hall.tell({ visits: hall.floor.visits.filter(({ number }) => number !== 'A-018') })
    await page.getByRole('button', { name: 'Selesai, panggil B-007' }).waitFor()
    assert.equal(await first.innerText(), 'B-007')
    hall.cut()
    hall.tell({ visits: hall.floor.visits.filter(({ number }) => number !== 'B-007') })
    await page.getByRole('button', { name: 'Selesai, panggil A-019' }).waitFor()
    // What was overtaken on its way is not shown.
    const newest = hall.floor
    await page.evaluate(() => {
      const seen: (string | undefined)[] = []
      new MutationObserver(() => seen.push(document.querySelector('.q tbody th')?.textContent)).observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
      })
      Object.assign(globalThis, { seen })
    })
    hall.floor = { ...sampleFloor('id'), version: 1 }
    const again = page.waitForResponse(/\/floor\/events/)
    hall.cut()
    await again
    hall.floor = newest
    hall.tell({ visits: newest.visits.filter(({ number }) => number !== 'A-019') })
    await first.filter({ hasNotText: 'A-019' }).waitFor()
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
    assert.ok(seen.includes(await first.innerText()))
    assert.ok(!seen.includes('A-018'))
  })
  const withoutEvents = (hall: StandInHall): void => void (hall.hasEvents = false)
  await atThree(async ({ page, hall }) => {
    await page.clock.install()
    await page.reload()
    await page.getByRole('button', { name: 'Selesai, panggil A-018' }).waitFor()
    hall.floor = { ...hall.floor, version: 500, visits: hall.floor.visits.slice(1) }
    await page.clock.fastForward(6_000)
    await page.getByRole('button', { name: 'Selesai, panggil B-007' }).waitFor()
  }, withoutEvents)
})

test('out of turn needs a number and a reason; it is for those who may', async () => {
  const free = (hall: StandInHall): void => {
    hall.floor = {
      ...hall.floor,
      counters: hall.floor.counters.map(({ visit: _, ...one }) => one),
    }
  }
  await atThree(async (sight) => {
    const { page, hall } = sight
    await page.keyboard.press('l')
    await page.getByLabel('Nomor').selectOption({ label: 'C-003 · Datang langsung, mengisi tempat kosong' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Panggil A-018' }).waitFor()
    await page.keyboard.press('l')
    await page.getByLabel('Nomor').selectOption({ label: 'C-003 · Datang langsung, mengisi tempat kosong' })
    await page.getByRole('button', { name: 'Penerbangan' }).click()
    await page.getByRole('button', { name: 'Panggil A-018' }).waitFor()
    const visit = numbered(hall.floor, 'C-003').id
    assert.deepEqual(hall.acts, [
      { path: '/counters/loket-3/call', body: { visit, outOfTurn: 'flight' } },
    ])
  }, free)
  await atThree(async ({ page }) => {
    await page.keyboard.press('l')
    await alerts(page).getByText('Tombol L tidak dipakai').waitFor()
  }, (hall) => {
    free(hall)
    hall.maySupervise = false
  })
})

test('a counter is chosen by its number, with the stages that are ticked', async () => {
  await seeHall(browser, '/counter', async (sight) => {
    const { page, hall } = sight
    const six = page.locator('.counters > li', { hasText: 'Loket 6' })
    await six.getByLabel('Verifikasi').uncheck()
    await six.getByLabel('Wawancara').uncheck()
    await page.keyboard.press('6')
    await alerts(page).getByText('Pilih paling sedikit satu tahap untuk loket 6.').waitFor()
    await six.getByLabel('Wawancara').check()
    await page.keyboard.press('6')
    await page.waitForURL('**/counter?counter=loket-6')
    assert.deepEqual(hall.acts, [{ path: '/counters/loket-6/open', body: { stages: ['interview'] } }])
  })
})

test('the timer goes on by the server’s time', async () => {
  await atThree(async ({ page }) => {
    const timer = page.locator('.timer b')
    const before = await timer.innerText()
    assert.match(before, /^04\.1\d$/)
    await page.waitForFunction((was) => document.querySelector('.timer b')?.textContent !== was, before)
  })
})
