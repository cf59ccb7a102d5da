import { once } from 'node:events'
import { globSync } from 'node:fs'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { startTestServers } from '../src/platform/database/test-server.ts'
import { ensureChromium } from './chromium.ts'
import { ensurePython } from './python.ts'

/**
 * npm test [FILE...]: all tests, or those named. Makes sure of a browser and of Python, starts the
 * database servers that all files share, and leaves the last word to node's own summary.
 */
const chosen = process.argv.slice(2)
const files = chosen.length > 0 ? chosen : globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'])

/** Files that take a minute or more lie here: begun last, they would end alone, with a core idle. */
const longFirst = ['test/races/', 'test/browser/', 'test/fuzz/', 'test/lifecycle/', 'test/messages/', 'test/']
const rankOf = (file: string): number => {
  const rank = longFirst.findIndex((folder) => file.includes(folder))
  return rank < 0 ? longFirst.length : rank
}
const inOrder = files.toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))

const chromium = ensureChromium()
ensurePython()
const servers = await startTestServers()
console.log(`Tests on ${servers.map(({ label }) => label).join(' and ')}; browser ${chromium}`)
Object.assign(process.env, {
  CHROMIUM_PATH: chromium,
  ...(chosen.length === 0 && { GILIRAN_PICTURES: 'few' }),
  // Each file is a process, and most load the whole app.
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/giliran-compiled', import.meta.url)),
  GILIRAN_TEST_SERVERS: JSON.stringify(servers.map(({ label, url }) => ({ label, url }))),
})

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.exitCode = 1
    stopping.abort()
  })
}
try {
  // More than cores: files that wait for a browser, a database or a process leave it to others.
  const tests = run({ files: inOrder, concurrency: 5, execArgv: ['--import', 'tsx'], signal: stopping.signal })
  tests.on('test:fail', () => {
    process.exitCode = 1
  })
  const told = tests.compose(spec)
  told.pipe(process.stdout, { end: false })
  await once(told, 'end')
} finally {
  for (const server of servers) await server.stop()
}
