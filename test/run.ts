import { once } from 'node:events'
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { projectRoot, sourceFlags } from '../src/platform/config.ts'
import { startTestServers } from '../src/platform/database/test-server.ts'
import { ensureChromium } from './chromium.ts'
import { ensurePython } from './python.ts'

/**
 * npm test [FILE...]: all tests, or those named. Makes sure of a browser and of Python, starts the
 * database servers that all files share, and leaves the last word to node's own summary.
 */
const chosen = process.argv.slice(2)
const files = chosen.length > 0 ? chosen : globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'])

/**
 * Files that take long lie in test/. Begun last, they would end alone, with a core idle; begun
 * folder by folder, all would want the same at once: so one of each folder in turn.
 */
const groups = Object.groupBy(files.toSorted(), (file) => (file.startsWith('src/') ? 'src' : dirname(file)))
const { src = [], ...folders } = groups
const turns = Object.values(folders).flatMap((inFolder) => inFolder!.map((file, turn) => ({ file, turn })))
const inOrder = [...turns.toSorted((a, b) => a.turn - b.turn).map(({ file }) => file), ...src]

const chromium = ensureChromium()
ensurePython()
const servers = await startTestServers()
console.log(`Tests on ${servers.map(({ label }) => label).join(' and ')}; browser ${chromium}`)
Object.assign(process.env, {
  CHROMIUM_PATH: chromium,
  ...(chosen.length === 0 && { GILIRAN_PICTURES: 'few' }),
  // Else each process would take the types off the loader itself, which is what begins the keeping.
  NODE_COMPILE_CACHE: join(projectRoot, 'node_modules', '.cache', 'giliran-compiled'),
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
  // Two for each core: files that wait for a browser, a database or a process leave it to others.
  const { signal } = stopping
  const execArgv = ['--max-semi-space-size=32', ...sourceFlags]
  const tests = run({ files: inOrder, concurrency: 4, execArgv, signal })
  tests.on('test:fail', () => {
    process.exitCode = 1
  })
  const told = tests.compose(spec)
  told.pipe(process.stdout, { end: false })
  await once(told, 'end')
} finally {
  for (const server of servers) await server.stop()
}
