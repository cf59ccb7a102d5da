import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { family } from './steps.ts'
import { Visitor } from './visitor.ts'

const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())

test('keys alone lead from home to a ticket, and the focus can always be seen', async () => {
  const visitor = await Visitor.arrive(browser, { address: app.address, width: 1280, name: 'keyboard' })
  const { page } = visitor
  const type = (text: string): Promise<void> => page.keyboard.type(text)
  const [person] = family(300)
  try {
    await visitor.open('/')
    await visitor.tabTo('.skip')
    await visitor.tabTo('#q')
    await type('wonosobo')
    assert.equal(await visitor.strike('Enter'), 200)
    await visitor.tabTo('.rows a')
    await visitor.strike('Enter')
    await visitor.tabTo('a.btn')
    await visitor.strike('Enter')

    await visitor.tabTo('#name-0')
    await type(person!.name)
    await visitor.tabTo('#nik-0')
    await type(person!.nik.slice(1))
    await visitor.tabTo('[name=service-0]')
    await page.keyboard.press('Space')
    await visitor.tabTo('#purpose-0')
    await type('Umr')
    await visitor.tabTo('.btn[value=continue]')
    assert.equal(await visitor.strike('Enter'), 422)
    assert.equal(await page.locator('.errors:focus').count(), 1)
    await visitor.tabTo('.errors a')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#nik-0$/)
    assert.equal(await page.locator('#nik-0:focus').count(), 1, 'a line of the summary leads into its field')
    await page.keyboard.press('Home')
    await type(person!.nik.slice(0, 1))
    assert.equal(await visitor.strike('Enter'), 200, 'Enter goes on')
    await visitor.look('Periksa isian Anda', 'check')

    await visitor.tabTo('a.btn')
    await visitor.strike('Enter')
    await visitor.tabTo('.cal a.free')
    await visitor.strike('Enter')
    await visitor.tabTo('[name=slot]')
    await page.keyboard.press('ArrowDown')
    await visitor.tabTo('form .btn')
    assert.equal(await visitor.strike('Enter'), 200)
    assert.match(page.url(), /\/t\/WSB/)
    await visitor.look('Giliran Anda sudah tercatat', 'ticket')
  } finally {
    await visitor.leave()
  }
})
