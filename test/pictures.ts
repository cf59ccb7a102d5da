import { globSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page, PageScreenshotOptions } from 'playwright-core'
import { processEnvironment } from '../src/platform/config.ts'

const folder = fileURLToPath(new URL('../.shots/', import.meta.url))
// To draw, pack and write them takes a tenth of a browser test, and who runs all looks at none.
export const keepsPictures = processEnvironment().GILIRAN_PICTURES !== 'off'

/** Keeps what a page shows as .shots/NAME.png, for people to look at; not in a run of all tests. */
export async function keepPicture(
  page: Page,
  name: string,
  options: Pick<PageScreenshotOptions, 'fullPage' | 'clip'> = {},
): Promise<void> {
  if (!keepsPictures) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ ...options, path: join(folder, `${name}.png`) })
}

/** Forgets pictures of an earlier run, whose steps may have had other numbers. */
export function forgetPictures(pattern: string): void {
  if (!keepsPictures) return
  for (const old of globSync(join(folder, `${pattern}.png`))) rmSync(old)
}
