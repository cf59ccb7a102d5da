import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { strangersOf } from '../api/hall.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { Visitor } from './visitor.ts'

// Goal: reception lists who is at the door, the supervisor draws, and anybody checks it on a
// telephone: in real browsers without script.
const DAY = '2026-11-26'
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())
const at = (hour: string): void => app.clock.set(`${DAY}T${hour}:00+07:00`)
const staffPage = '/staff/offices/wonosobo/sites/kantor/door-draw'
const officePage = '/offices/wonosobo'

let reception: Visitor
let supervisor: Visitor
let phone: Visitor

before(async () => {
  at('06:55')
  const arrive = (name: string, width: number, isStaff: boolean) =>
    Visitor.arrive(browser, { address: app.address, width, name, isStaff })
  reception = await arrive('door-reception', 1280, true)
  supervisor = await arrive('door-supervisor', 360, true)
  phone = await arrive('door-phone', 320, false)
  await reception.open('/staff')
  await reception.press('button:has-text("Reception"), button:has-text("Resepsionis")')
  await supervisor.open('/en/staff')
  await supervisor.press('button:has-text("Supervisor")')
})
after(async () => {
  await Promise.all([reception, supervisor, phone].map((one) => one.leave()))
})

/** What the office's page says on the telephone of somebody at home about the site that draws. */
async function lookFromHome(picture: string): Promise<string> {
  await phone.open(officePage)
  await phone.look('Kantor Imigrasi Wonosobo', picture)
  return phone.page.locator('section[aria-labelledby=today] .ans > div').first().innerText()
}

/** Fills in one person of the form. */
async function fillIn({ page }: Visitor, index: number, { name, nik }: { name: string; nik: string }): Promise<void> {
  await page.fill(`#name-${index}`, name)
  await page.fill(`#nik-${index}`, nik)
  await page.check(`input[name=service-${index}][value=new-adult]`)
  await page.selectOption(`#purpose-${index}`, 'umrah')
}

const people = strangersOf(5)

test('reception lists people from seven on: alone, together, and not the same person twice', async () => {
  const { page } = reception
  await reception.open(staffPage)
  await reception.look('Undian pintu', 'early')
  assert.equal(await page.locator('#name-0').count(), 0)
  assert.match(await lookFromHome('home-early'), /tempat, diundi pukul 07\.45/)
  assert.equal(await phone.press('a:has-text("Cara undian pintu")'), 200)
  await phone.look('Undian pintu', 'early')

  at('07:05')
  await reception.open(staffPage)
  await fillIn(reception, 0, people[0]!)
  assert.equal(await reception.press('button:has-text("Catat di undian")'), 200)
  await reception.look('Undian pintu', 'entered')
  assert.match(await page.locator('[role=status]').innerText(), /U-01/)

  await fillIn(reception, 0, people[1]!)
  assert.equal(await reception.press('button:has-text("Tambah orang")'), 200)
  await fillIn(reception, 1, people[0]!)
  assert.equal(await reception.press('button:has-text("Catat di undian")'), 422)
  await reception.look('Undian pintu', 'twice')
  assert.match(await page.locator('#nik-1-error').innerText(), /sudah terdaftar di undian hari ini/)
  await page.fill('#nik-1', people[2]!.nik)
  assert.equal(await reception.press('button:has-text("Catat di undian")'), 200)
  await fillIn(reception, 0, people[3]!)
  await reception.press('button:has-text("Catat di undian")')
  assert.equal(await reception.press('.drawn li:has-text("U-03") button'), 200)
  assert.match(await page.locator('[role=status]').innerText(), /U-03 sudah ditarik/)
  assert.deepEqual(await page.locator('.drawn b').allInnerTexts(), ['U-01', 'U-02'])
})

test('a form of staff goes as it was filled in, and no script stumbles over its button', async () => {
  at('07:05')
  const page = await browser.newPage()
  const stumbled: Error[] = []
  page.on('pageerror', (error) => stumbled.push(error))
  await page.goto(`${app.address}/staff`)
  await page.getByRole('button', { name: /Resepsionis/ }).first().click()
  await page.goto(`${app.address}${staffPage}`)
  await page.locator('main form button.btn[value=continue]').last().click()
  await page.locator('main a[href^="#"]').first().waitFor()
  assert.deepEqual(stumbled, [])
  await page.close()
})

test('the supervisor draws by the digits that were called out, once', async () => {
  const { page } = supervisor
  at('07:46')
  await reception.open(staffPage)
  await reception.look('Undian pintu', 'closed')
  assert.equal(await reception.page.locator('#said').count(), 0, 'reception may not draw')
  assert.match(await lookFromHome('home-drawing'), /undian belum selesai/)
  await supervisor.open(`/en${staffPage}`)
  await supervisor.look('Draw at the door', 'ask')
  await page.fill('#said', '48')
  assert.equal(await supervisor.press('button:has-text("Check the digits")'), 422)
  await supervisor.look('Draw at the door', 'wrong')
  await page.fill('#said', '4 8 2 1')
  assert.equal(await supervisor.press('button:has-text("Check the digits")'), 200)
  await supervisor.look('Draw at the door', 'confirm')
  assert.equal(await supervisor.press('button:has-text("No, change")'), 200)
  assert.equal(await page.inputValue('#said'), '4821')
  await supervisor.press('button:has-text("Check the digits")')
  assert.equal(await supervisor.press('button:has-text("Yes, draw")'), 200)
  await supervisor.look('Draw at the door', 'drawn')
  assert.equal(await page.locator('.drawn a').count(), 2)
  assert.equal(await supervisor.press('.drawn a >> nth=0'), 200)
  assert.match(await page.locator('body').innerText(), /C-001/)
})

test('anybody checks it on a telephone', async () => {
  const { page } = phone
  assert.match(await lookFromHome('home-drawn'), /sisa \d+ tempat[^]*2 nomor menunggu/)
  assert.equal(await phone.press('a:has-text("Hasil undian")'), 200)
  await phone.look('Undian pintu', 'drawn')
  const text = await page.locator('main').innerText()
  for (const said of ['4821', 'C-001', 'C-002', 'Ditarik sebelum undian: U-03']) assert.ok(text.includes(said), said)
  for (const { name } of people) assert.ok(!text.includes(name))
  const recipe = await page.locator('pre').innerText()
  const printed = execFileSync('python3', ['-c', recipe], { encoding: 'utf8' })
  const [fingerprint, order] = printed.trim().split('\n')
  assert.ok(text.includes(fingerprint!.replace(/(.{4})(?=.)/g, '$1 ')))
  assert.deepEqual(order!.split(' '), await page.locator('.drawn b').allInnerTexts())
})
