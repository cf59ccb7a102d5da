import { writeFile } from 'node:fs/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Running, startGiliran } from '../../src/main.ts'
import { SetClock } from '../../src/platform/clock.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { makeKeyFile } from '../../src/platform/crypto/index.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { type Afterwards, testDatabase } from '../../src/platform/database/testing.ts'
import { keptLog } from '../../src/platform/http/testing.ts'
import { openLifecycle } from '../../src/platform/lifecycle.ts'
import { houseFilling, testNow } from '../house-filling.ts'

export { testNow } from '../house-filling.ts'

export interface TestApp extends Running {
  clock: SetClock
  /** All that was written to the log. */
  logged(): string
}

/** One whole app in this process, on a database of its own, at a time that stands still. */
export async function startTestApp(
  afterwards: Afterwards,
  { demo = true, settings = {} }: { demo?: boolean; settings?: Record<string, string> } = {},
): Promise<TestApp> {
  const { log, text } = keptLog()
  const lifecycle = openLifecycle(log)
  lifecycle.release()
  const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
  // Hooks run in the order they are named: the app must be gone before its database is.
  afterwards.after(async () => {
    await lifecycle.stop()
    rmSync(folder, { recursive: true })
  })
  const database = await testDatabase(afterwards, { filled: houseFilling })
  const keys = join(folder, 'keys.json')
  await writeFile(keys, JSON.stringify(makeKeyFile()))
  const config = loadConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    GILIRAN_DEMO: demo ? 'on' : 'off',
    ...(!demo && { GILIRAN_KEYS: keys }),
    ...settings,
  })
  const clock = new SetClock(testNow)
  const running = await startGiliran(config, { log, lifecycle, clock })
  // The one handed out with the test's database is not used.
  await database.close()
  return { ...running, clock, logged: text }
}
