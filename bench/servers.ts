import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { processEnvironment, projectRoot, sourceFlags } from '../src/platform/config.ts'
import type { AppOrder } from './app.ts'
import type { LoadJob, LoadResult } from './load.ts'

export interface Server {
  address: string
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
// Nothing that was started here outlives the bench, however it ends.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

/** Starts one server of bench/app.ts. */
export function startServer(order: AppOrder): Promise<Server> {
  return startProcess(['bench/app.ts', JSON.stringify(order)], {})
}

/** As npm start and bin/giliran have them. */
const flags = ['--max-semi-space-size=64']

/** Starts a process of ours that says "ready at" where it answers. */
export async function startProcess(args: string[], settings: Record<string, string>): Promise<Server> {
  const { PATH, HOME, TMPDIR } = processEnvironment()
  const child = spawn(process.execPath, [...flags, ...sourceFlags, ...args], {
    cwd: projectRoot,
    env: { PATH, HOME, TMPDIR, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /ready at (\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    })
    child.once('close', () => reject(new Error(`${args[0]} ended before it was ready: ${output}`)))
  })
  return {
    address,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    },
  }
}

/** The load process; one job at a time. */
export interface LoadProcess {
  run(job: LoadJob): Promise<LoadResult>
  stop(): void
}

export function startLoadProcess(): LoadProcess {
  const child = fork(join(projectRoot, 'bench', 'load.ts'), { execArgv: [...sourceFlags] })
  running.add(child)
  return {
    async run(job) {
      child.send(job)
      const [{ result, error }] = (await once(child, 'message')) as [{ result?: LoadResult; error?: string }]
      if (!result) throw new Error(`the load process failed: ${error}`)
      return result
    },
    stop() {
      running.delete(child)
      child.kill('SIGTERM')
    },
  }
}
