import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startTestServers } from '../src/platform/database/test-server.ts'
import { ensureChromium } from './chromium.ts'
import { ensurePython } from './python.ts'

/**
 * npm test [FILE...]: all tests, or those named. Makes sure of a browser and of Python, starts the
 * database servers that all files share, and leaves the last word to node's own summary.
 */
const chosen = process.argv.slice(2)
const files = chosen.length > 0 ? chosen : globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}']).toSorted()
const chromium = ensureChromium()
ensurePython()
const compiled = fileURLToPath(new URL('../node_modules/.cache/giliran-compiled', import.meta.url))
const servers = await startTestServers()
console.log(`Tests on ${servers.map(({ label }) => label).join(' and ')}; browser ${chromium}`)

// Three for each core: files that wait for a browser, a database or a process leave it to others.
const runner = spawn(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-reporter=spec', '--test-concurrency=6', ...files],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      CHROMIUM_PATH: chromium,
      ...(chosen.length === 0 && { GILIRAN_PICTURES: 'few' }),
      // Each file is a process, and most load the whole app.
      NODE_COMPILE_CACHE: compiled,
      GILIRAN_TEST_SERVERS: JSON.stringify(servers.map(({ label, url }) => ({ label, url }))),
    },
  },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => runner.kill(signal))
try {
  process.exitCode = await new Promise<number>((resolve, reject) => {
    runner.once('error', reject)
    runner.once('exit', (status) => resolve(status ?? 1))
  })
} finally {
  for (const server of servers) await server.stop()
}
