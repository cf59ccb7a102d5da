import { globSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page, PageScreenshotOptions } from 'playwright-core'
import { processEnvironment } from '../src/platform/config.ts'

const folder = fileURLToPath(new URL('../.shots/', import.meta.url))
/** To draw, pack and write all takes a tenth of the browser tests, so a run of all tests keeps those of README. */
const keepsAll = processEnvironment().GILIRAN_PICTURES !== 'few'

/** `isShown`: in README. */
export const keepsPictures = ({ isShown = false }): boolean => isShown || keepsAll

/** Keeps what a page shows as .shots/NAME.png, for people to look at, where keepsPictures says so. */
export async function keepPicture(
  page: Page,
  name: string,
  { isShown = false, ...options }: Pick<PageScreenshotOptions, 'fullPage' | 'clip'> & { isShown?: boolean } = {},
): Promise<void> {
  if (!keepsPictures({ isShown })) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ ...options, path: join(folder, `${name}.png`) })
}

/** Forgets pictures of an earlier run, whose steps may have had other numbers. */
export function forgetPictures(pattern: string): void {
  for (const old of globSync(join(folder, `${pattern}.png`))) rmSync(old)
}
