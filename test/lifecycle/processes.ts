import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'node:test'
import { sourceFlags } from '../../src/platform/config.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Running {
  child: ChildProcess
  /** What the small app says once it answers; rejects where it ends before. */
  ready: Promise<{ address: string; url: string; adopted: boolean }>
  ended: Promise<{ code: number | null; signal: string | null; output: string }>
  /** Waits until its output matches; rejects where it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
}

/** A data folder and the processes a test starts on it; nothing of it outlives the test. */
export interface Machine {
  dataDir: string
  /** Starts the small app as the leader of a process group, as a terminal would. */
  startApp(settings?: Record<string, string>): Running
  /** Starts `giliran ...`. */
  giliran(args: string[], settings?: Record<string, string>): Running
  /** The process number in postmaster.pid. */
  postmaster(): Promise<number | undefined>
}

export async function openMachine(t: TestContext): Promise<Machine> {
  const dataDir = await mkdtemp(join(temporaryFolder(), 'giliran-test-'))
  const started: Running[] = []
  const start = (args: string[], settings: Record<string, string>): Running => {
    const running = run(args, { GILIRAN_DATA_DIR: dataDir, ...settings })
    started.push(running)
    return running
  }
  const postmaster = (): Promise<number | undefined> => readPid(join(dataDir, 'postgres', 'postmaster.pid'))
  t.after(async () => {
    // The apps first: they would start a killed database again.
    for (const { child, ended } of started) {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
      await ended
    }
    const pid = await postmaster()
    if (pid !== undefined && pid !== process.pid) process.kill(pid, 'SIGKILL')
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20 })
  })
  return {
    dataDir,
    startApp: (settings = {}) => start(['test/lifecycle/app.ts'], { PORT: '0', ...settings }),
    giliran: (args, settings = {}) => start(['src/cli.ts', ...args], settings),
    postmaster,
  }
}

/** What Ctrl-C does: the signal goes to the whole group. */
export function interrupt({ child }: Running): void {
  process.kill(-child.pid!, 'SIGINT')
}

function run(args: string[], settings: Record<string, string>): Running {
  const child = spawn(process.execPath, [...sourceFlags, ...args], {
    cwd: ROOT,
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      child.emit('said')
    })
  }
  const says = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output)
        if (found) resolve(found)
      }
      child.on('said', look)
      child.once('close', () => reject(new Error(`ended before it said ${pattern}: ${output}`)))
      look()
    })
  const ready = says(/^\{"address".*\}$/m).then(([line]) => JSON.parse(line))
  // Not every test asks whether it got ready; the rejection must not end the run.
  ready.catch(() => undefined)
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output }))
  return { child, ready, ended, says }
}

async function readPid(file: string): Promise<number | undefined> {
  try {
    return Number((await readFile(file, 'utf8')).split('\n')[0])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
