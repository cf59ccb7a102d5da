import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import type { HallBody } from '../../src/visits/wire.ts'
import { launchBrowser } from '../chromium.ts'
import { numbered, pressAll, seeHall, type StandInHall } from './floor-hall.ts'

// Goal: what a key of the supervisor does, and that nothing happens unsaid.
// How: as in floor.test.ts.
let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

test('the supervisor opens, sets and pauses counters, and follows them', async () => {
  await seeHall(browser, '/floor', async (sight) => {
    const { page, hall } = sight
    await page.keyboard.press('6')
    await page.getByRole('heading', { name: 'Loket 6' }).first().waitFor()
    await page.locator('.ask').getByLabel('Verifikasi').uncheck()
    await pressAll(sight, ['1'])
    await page.getByRole('button', { name: 'Lihat loket 4' }).click()
    await pressAll(sight, ['2'])
    await page.keyboard.press('m')
    await page.keyboard.press('2')
    await pressAll(sight, ['2'])
    assert.deepEqual(hall.acts, [
      { path: '/counters/loket-6/open', body: { stages: ['interview'] } },
      { path: '/counters/loket-4/pause', body: { minutes: 15 } },
      { path: '/counters/loket-2/resume', body: {} },
    ])
    hall.tell({ counters: hall.floor.counters.map((one) => (one.id === 'loket-1' ? { ...one, silent: true } : one)) })
    await page.locator('.bay', { hasText: 'Loket 1' }).getByText('tak terhubung').waitFor()
  })
})

test('a question about a counter that the hall has no more is over: the acts have their keys again', async () => {
  await seeHall(browser, '/floor', async ({ page, hall }) => {
    await page.keyboard.press('6')
    await page.getByRole('heading', { name: 'Loket 6' }).first().waitFor()
    hall.tell({ counters: hall.floor.counters.filter(({ id }) => id !== 'loket-6') })
    await page.getByRole('heading', { name: 'Perlu perhatian' }).waitFor()
    await page.keyboard.press('h')
    await page.getByRole('heading', { name: 'Hentikan panggilan di semua loket?' }).waitFor()
  })
})

test('the supervisor stops and resumes calls, and writes notices in both languages', async () => {
  await seeHall(browser, '/floor', async (sight) => {
    const { page, hall } = sight
    hall.replies.set('hall', ({ body }) => {
      const { resume, pause, notices } = body as HallBody
      const { pause: _, ...rest } = hall.floor
      const since = hall.floor.now
      hall.floor = {
        ...(resume ? rest : hall.floor),
        ...(pause && { pause: { reason: pause, since } }),
        ...(notices && { notices }),
        version: hall.floor.version + 1,
      }
      return { status: 200, body: hall.floor }
    })
    await page.keyboard.press('h')
    await pressAll(sight, ['2'])
    await page.getByText('Semua panggilan dihentikan sementara oleh pengawas').waitFor()
    await pressAll(sight, ['h'])
    await page.getByRole('button', { name: 'Hentikan panggilan sementara' }).waitFor()
    await page.keyboard.press('p')
    await page.getByLabel('Bahasa Indonesia').fill('Loket 6 dibuka pukul 10.00.')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Isi dahulu pengumuman dalam kedua bahasa.').waitFor()
    await page.getByLabel('Bahasa Inggris').fill('Counter 6 opens at 10:00.')
    await pressAll(sight, ['Enter'])
    await page.getByRole('button', { name: 'Tulis pengumuman di layar' }).waitFor()
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Hapus: Loket 6 dibuka pukul 10.00.' }).waitFor()
    await pressAll(sight, ['1'])
    assert.deepEqual(hall.acts.map(({ body }) => body), [
      { pause: 'supervisor' },
      { resume: true },
      { notices: [{ id: 'Loket 6 dibuka pukul 10.00.', en: 'Counter 6 opens at 10:00.' }] },
      { notices: [] },
    ])
  })
})

test('everybody who waits can be looked after, each with the reason for the place', async () => {
  await seeHall(browser, '/floor#everyone', async (sight) => {
    const { page, hall } = sight
    await page.getByRole('cell', { name: 'Terlambat 41 menit, setelah janji 08.30' }).waitFor()
    await page.getByRole('button', { name: 'Urus A-012' }).click()
    await pressAll(sight, ['2'])
    await page.getByRole('button', { name: 'Urus A-009' }).click()
    await pressAll(sight, ['1'])
    const at = (number: string): string => `/visits/${numbered(hall.floor, number).id}`
    assert.deepEqual(hall.acts, [
      { path: `${at('A-012')}/make-priority`, body: { priority: 'disabled' } },
      { path: `${at('A-009')}/return`, body: {} },
    ])
    await page.keyboard.press('d')
    await page.waitForURL('**/reception')
  })
})

test('who only looks at the hall is offered no acts', async () => {
  const onlySees = (hall: StandInHall): void => void (hall.maySupervise = false)
  await seeHall(browser, '/floor', async ({ page, hall }) => {
    await page.getByRole('heading', { name: 'Perlu perhatian' }).waitFor()
    assert.equal(await page.locator('main .act').count(), 0)
    await page.keyboard.press('h')
    await page.keyboard.press('4')
    assert.equal(await page.locator('.ask').count(), 0)
    assert.equal(hall.acts.length, 0)
  }, onlySees)
})
