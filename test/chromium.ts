import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { installDebian } from './debian.ts'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * Path of a Chromium for the browser tests: CHROMIUM_PATH, or where systems put it, or
 * Debian's own, installed now where we are root. Fails with the one command that helps;
 * browser tests are never skipped.
 */
export function ensureChromium(): string {
  const given = process.env.CHROMIUM_PATH
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH=${given} does not exist`)
  const found = given || PLACES.find((path) => existsSync(path))
  if (found) return found
  installDebian('chromium', 'chromium-headless-shell')
  const installed = PLACES.find((path) => existsSync(path))
  if (installed) return installed
  console.error('The browser tests need Chromium. Install it, for example with\n\n  sudo apt-get install -y chromium\n')
  process.exit(1)
}

/**
 * The browser that every test of pages uses: the same Chromium without its own windows, where
 * Debian's package of it stands beside (a third less work), else the `whole` of it, which alone
 * shows notifications.
 */
export function launchBrowser({ whole = false, args = [] as string[] } = {}): Promise<Browser> {
  const path = ensureChromium()
  const shell = `${path}-headless-shell`
  const executablePath = !whole && existsSync(shell) ? shell : path
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...args] })
}
