import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '../chromium.ts'

/**
 * node --import ./src/platform/loader.ts test/browser/keep-shots.ts: makes the pictures of README from those that
 * the browser tests left in .shots.
 */
const pictures = [
  {
    file: 'booking.png',
    shots: ['360-id-*-who', '360-id-*-day', '360-id-*-hour-taken', '360-id-*-ticket'],
    width: 360,
  },
  { file: 'ticket-wide.png', shots: ['1280-id-*-ticket'], width: 1000 },
  { file: 'day-display.png', shots: ['day-display'], width: 1000, height: 562 },
  { file: 'day-staff.png', shots: ['day-counter', 'day-floor'], width: 800, height: 500 },
  { file: 'day-people.png', shots: ['day-phone-waiting', 'day-phone-called', 'day-kiosk'], width: 320, height: 570 },
]
const HEIGHT_MAX = 1000
const GAP = 16

const root = fileURLToPath(new URL('../../', import.meta.url))
const browser = await launchBrowser()
try {
  for (const { file, shots, width, height = HEIGHT_MAX } of pictures) {
    const viewport = { width: shots.length * (width + GAP), height: height + GAP }
    const page = await browser.newPage({ viewport })
    const images = shots.map((shot) => `<div><img src="${dataOf(shot)}"></div>`).join('')
    await page.setContent(`<style>
      body { margin: ${GAP / 2}px; display: flex; gap: ${GAP}px; background: #fff }
      div { flex: none; width: ${width}px; height: ${height}px; overflow: hidden }
      img { display: block; width: 100% }
    </style>${images}`)
    await page.screenshot({ path: `${root}docs/screenshots/${file}` })
  }
} finally {
  await browser.close()
}

function dataOf(shot: string): string {
  const [path] = globSync(`${root}.shots/${shot}.png`)
  if (!path) throw new Error(`.shots has no ${shot}: run the browser tests first`)
  return `data:image/png;base64,${readFileSync(path, 'base64')}`
}
