import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { ticketOfKey, ticketQrSvg } from '../../src/bookings/index.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { bookAt } from '../api/hall.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'

// Goal: a phone held up to the kiosk's camera gets its number, with nothing fetched from elsewhere.
// How: Chromium is given a film of the ticket's QR for a camera.
const app = await startTestApp({ after })
const folder = mkdtempSync(join(temporaryFolder(), 'giliran-film-'))
after(() => rmSync(folder, { recursive: true }))

const [WIDTH, HEIGHT] = [640, 480]

/** A film of one picture, YUV4MPEG2 as Chromium takes it: grey from the QR, no colour. */
async function filmOf(svg: string): Promise<string> {
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } })
  const style = 'body { margin: 0; background: #fff } svg { display: block; width: 440px; margin: 20px auto }'
  await page.setContent(`<style>${style}</style>${svg}`)
  const picture = (await page.screenshot()).toString('base64')
  const grey = await page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!
    pen.drawImage(image, 0, 0)
    const { data } = pen.getImageData(0, 0, image.width, image.height)
    return Array.from({ length: data.length / 4 }, (_, i) => data[i * 4]!)
  }, picture)
  await browser.close()
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), Buffer.alloc((WIDTH * HEIGHT) / 2, 128)])
  const path = join(folder, 'qr.y4m')
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  writeFileSync(path, Buffer.concat([head, frame, frame]))
  return path
}

function launchWithCamera(film: string): Promise<Browser> {
  return launchBrowser({
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  })
}

test('the camera reads a QR by our own reader', async () => {
  const ticket = await bookAt(app.address, { day: '2026-12-15', hour: '08:30' })
  app.clock.set('2026-12-15T08:14:00+07:00')
  const { deps } = app.bookings
  const browser = await launchWithCamera(await filmOf(ticketQrSvg(deps, await ticketOfKey(deps, ticket.key))))
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } })
    const others: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(app.address)) others.push(request.url())
    })
    const kiosk = '/staff/offices/wonosobo/sites/kantor/kiosk'
    await page.goto(`${app.address}/staff/sign-in?next=${encodeURIComponent(kiosk)}`)
    await page.locator('button:has-text("(resepsionis)")').click()
    await page.locator('button:has-text("Pindai tiket")').click()
    await page.locator('.k-number').waitFor({ timeout: 60_000 })
    assert.equal(await page.locator('.k-number').innerText(), 'A-001')
    assert.deepEqual(others.filter((url) => !url.startsWith('data:')), [])
  } finally {
    await browser.close()
  }
})
