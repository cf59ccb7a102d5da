import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sourceFlags } from '../../src/platform/config.ts'
import { makeKeyFile } from '../../src/platform/crypto/index.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One app process, answering. */
export interface App {
  address: string
  /** What it said, once it has ended. */
  lastWords(): string | undefined
  /** SIGKILL: nothing is tidied up. */
  kill(): Promise<void>
  /** Waits until it has ended by itself; throws with what it said when that was not well. */
  ended(): Promise<void>
  /** SIGTERM, and waits; throws with what the app said when it did not end well. */
  stop(): Promise<void>
}

export interface Apps {
  apps: App[]
  /** Runs `giliran ...` on the same database and keys. */
  giliran(...args: string[]): Promise<{ code: number | null; output: string }>
  /** Ends what still runs and removes the keys. */
  close(): Promise<void>
}

/** Thousands come from this machine's one address, as no network does: they pay no work. */
const manyFromHere = { GILIRAN_WORK: 'off' }

/** Starts `count` real app processes on one database, at once, with keys of their own making. */
export async function startApps(
  databaseUrl: string,
  count: number,
  more: Record<string, string> = {},
): Promise<Apps> {
  const folder = await mkdtemp(join(temporaryFolder(), 'giliran-race-'))
  const keysFile = join(folder, 'keys.json')
  await writeFile(keysFile, JSON.stringify(makeKeyFile()), { mode: 0o600 })
  const own = { DATABASE_URL: databaseUrl, GILIRAN_KEYS: keysFile, PORT: '0', LOG_LEVEL: 'error' }
  const settings = { ...own, ...manyFromHere, ...more }
  const apps = await startAll(count, ['src/cli.ts', 'start'], settings)
  return {
    apps,
    giliran: async (...args) => {
      const { child, output } = run(['src/cli.ts', ...args], settings)
      const [code] = (await once(child, 'close')) as [number | null]
      return { code, output: output() }
    },
    close: async () => {
      await Promise.all(apps.map((app) => app.kill()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Starts `count` apps that keep no promise: see careless-app.ts. */
export async function startCarelessApps(databaseUrl: string, count: number, settings = {}): Promise<Apps> {
  const apps = await startAll(count, ['test/races/careless-app.ts'], { DATABASE_URL: databaseUrl, ...settings })
  return {
    apps,
    giliran: () => Promise.reject(new Error('a careless app has no commands')),
    close: async () => void (await Promise.all(apps.map((app) => app.kill()))),
  }
}

async function startAll(count: number, args: string[], settings: Record<string, string>): Promise<App[]> {
  const started = await Promise.allSettled(Array.from({ length: count }, () => startApp(args, settings)))
  const apps = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = started.find((one) => one.status === 'rejected')
  if (!failed) return apps
  await Promise.all(apps.map((app) => app.kill()))
  throw failed.reason
}

/** Starts one process that says where it is ready. */
export async function startApp(args: string[], settings: Record<string, string>): Promise<App> {
  const { child, output, said } = run(args, settings)
  const address = await said(/ready at (\S+)/)
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (hasEnded()) return
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
  }
  const lastWords = (): string | undefined =>
    hasEnded() ? `ended with ${child.exitCode ?? child.signalCode}: ${output()}` : undefined
  const refuseBadEnd = (): void => {
    if (child.exitCode !== 0) throw new Error(`an app ${lastWords()}`)
  }
  return {
    address,
    lastWords,
    kill: () => end('SIGKILL'),
    async ended() {
      if (!hasEnded()) await once(child, 'close')
      refuseBadEnd()
    },
    async stop() {
      await end('SIGTERM')
      refuseBadEnd()
    },
  }
}

function run(args: string[], settings: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, [...sourceFlags, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const said = (wanted: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      child.stdout!.on('data', () => {
        const found = wanted.exec(output)?.[1]
        if (found) resolve(found)
      })
      child.once('close', () => reject(new Error(`ended before it was ready: ${output}`)))
    })
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8')
    stream.prependListener('data', (text: string) => (output += text))
  }
  return { child, said, output: () => output }
}
