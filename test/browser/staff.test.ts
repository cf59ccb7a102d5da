import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addStaff, forgetUsedCodes, phoneOf } from '../api/staff.ts'
import { readQr } from '../qr-reader.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { Visitor } from './visitor.ts'

// Goal: staff sign in with a real browser, without script and in both languages.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())

async function visit(name: string, width: number, use: (visitor: Visitor) => Promise<void>): Promise<void> {
  const visitor = await Visitor.arrive(browser, { address: app.address, width, name, isStaff: true })
  try {
    await use(visitor)
  } finally {
    await visitor.leave()
  }
}

test('a demonstration signs in with one press', () =>
  visit('staff-demo', 360, async (visitor) => {
    await visitor.open('/en/staff')
    await visitor.look('Staff sign-in', 'sign-in')
    assert.equal(await visitor.press('button:has-text("Supervisor")'), 200)
    await visitor.look('Staff page', 'home')
    const links = await visitor.page.locator('.rows a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    for (const room of ['counter', 'reception', 'floor', 'kiosk', 'door']) {
      assert.ok(links.includes(`/en/staff/offices/wonosobo/sites/kantor/${room}`), room)
    }
    assert.equal(await visitor.press('button:has-text("Sign out")'), 200)
    await visitor.look('Staff sign-in', 'signed-out')
  }))

test('a new account: given password, own password, codes by QR, then a sign-in with a code', () =>
  visit('staff-first', 360, async (visitor) => {
    const { page } = visitor
    const { name, password: given } = await addStaff(app, 'counter')
    await visitor.open('/staff/sign-in')
    await visitor.tabTo('#name')
    await page.keyboard.type(name)
    await visitor.tabTo('#password')
    await page.keyboard.type('salah sekali')
    assert.equal(await visitor.strike('Enter'), 422)
    await visitor.look('Masuk petugas', 'wrong')
    await page.fill('#password', given)
    assert.equal(await visitor.press('button:has-text("Masuk")'), 200)
    await visitor.look('Sebelum mulai', 'password')
    const password = 'kata sandi milik saya'
    await page.fill('#password', password)
    await page.fill('#repeat', password)
    assert.equal(await visitor.press('button:has-text("Simpan")'), 200)
    await visitor.look('Sebelum mulai', 'codes')

    const uri = new URL(await readQr(await page.locator('.enrol-qr svg').screenshot()))
    assert.equal(decodeURIComponent(uri.pathname).split(':')[1], name)
    assert.ok(!uri.href.includes('invalid'), 'the placeholder of an e-mail is shown')
    const code = phoneOf(uri.searchParams.get('secret')!)
    await page.fill('#code', code())
    assert.equal(await visitor.press('button:has-text("Pasang")'), 200)
    await visitor.look('Halaman petugas', 'home')
    const rooms = await page.locator('.rows a').evaluateAll((all) =>
      all.map((one) => one.getAttribute('href')!.split('/').at(-1)))
    assert.deepEqual([...new Set(rooms)], ['counter', 'floor'], 'what a counter may open')

    await visitor.press('button:has-text("Keluar")')
    await page.fill('#name', name)
    await page.fill('#password', password)
    await forgetUsedCodes(app, { name })
    assert.equal(await visitor.press('button:has-text("Masuk")'), 200)
    await visitor.look('Kode masuk', 'code')
    await page.keyboard.type(code())
    assert.equal(await visitor.strike('Enter'), 200)
    await visitor.look('Halaman petugas', 'again')
  }))
