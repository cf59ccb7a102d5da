import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchHallBrowser, piecesOf } from './hall-listener.ts'
import { HallServer } from './hall-server.ts'

// Goal: every piece of a spoken call can be heard, whole and without rattling.
// How: a real browser decodes the files as a television set does; each piece is measured
// where the index says that it lies, and so is the silence between them.
let server: HallServer
let browser: Browser
let page: Page

before(async () => {
  server = await HallServer.start()
  browser = await launchHallBrowser({ mayPlay: true })
  page = await browser.newPage()
  await page.goto(server.address())
})
after(async () => {
  await browser.close()
  await server.close()
})

interface Loudness {
  /** Highest sample, 1 is as much as there is. */
  peak: number
  /** Root of the mean square. */
  rms: number
}

/** How loud each stretch of a file is, in milliseconds, as the browser decodes it. */
function measure(file: string, stretches: [number, number][]): Promise<Loudness[]> {
  return page.evaluate(
    async ({ file, stretches }) => {
      const bytes = await (await fetch(file)).arrayBuffer()
      const buffer = await new OfflineAudioContext(1, 1, 22_050).decodeAudioData(bytes)
      return stretches.map(([start, end]) => {
        const samples = buffer.getChannelData(0).subarray(start * 22.05, end * 22.05)
        let [peak, squares] = [0, 0]
        for (const sample of samples) {
          peak = Math.max(peak, Math.abs(sample))
          squares += sample * sample
        }
        return { peak, rms: Math.sqrt(squares / samples.length) }
      })
    },
    { file, stretches },
  )
}

const fileOf = (language: 'id' | 'en'): Promise<string> =>
  page.evaluate((language) => {
    const data = JSON.parse(document.getElementById('data-display')!.textContent) as {
      sounds: Record<string, { file: string }>
    }
    return data.sounds[language]!.file
  }, language)

for (const language of ['id', 'en'] as const) {
  test(`each piece in "${language}" is loud enough and not clipped, with silence after it`, async () => {
    const pieces = piecesOf(language)
    const file = await fileOf(language)
    // What a decoder leaves in before the sound moves all of it by up to 60 ms.
    const spoken = await measure(file, pieces.map(({ startMs, endMs }) => [startMs, endMs + 60]))
    for (const [index, { peak, rms }] of spoken.entries()) {
      const { name, startMs, endMs } = pieces[index]!
      assert.ok(rms > 0.05, `${name} is too quiet: ${rms}`)
      assert.ok(peak < 0.95, `${name} is clipped: ${peak}`)
      assert.ok(endMs - startMs > 200 && endMs - startMs < 2_000, `${name} takes ${endMs - startMs} ms`)
    }
    const loud = spoken.map(({ rms }) => rms)
    assert.ok(Math.max(...loud) / Math.min(...loud) < 3, 'one piece is as loud as another')
    const silent = await measure(file, pieces.map(({ endMs }) => [endMs + 75, endMs + 110]))
    for (const [index, { rms }] of silent.entries()) assert.ok(rms < 0.01, `after ${pieces[index]!.name}: ${rms}`)
  })
}

test('both files together stay under 600 KB and are kept by the browser', async () => {
  let bytes = 0
  for (const language of ['id', 'en'] as const) {
    const response = await page.request.get(server.address().replace(/\/offices.*/, await fileOf(language)))
    assert.equal(response.headers()['content-type'], 'audio/mpeg')
    assert.match(response.headers()['cache-control']!, /immutable/)
    bytes += (await response.body()).length
  }
  assert.ok(bytes < 600 * 1024, `${bytes} bytes`)
})
