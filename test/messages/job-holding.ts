import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sourceFlags } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/database/index.ts'

const HOLDER = fileURLToPath(new URL('job-holder.ts', import.meta.url))

/** Starts a process that has one job `held` in hand and never ends it. */
export async function startHolder({ url, pool }: Database): Promise<{ kill(): Promise<void> }> {
  const child = spawn(process.execPath, [...sourceFlags, HOLDER], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  assert.equal((await lines.next()).value, 'ready')
  await pool.query(`select graphile_worker.add_job('held', '{}'::json)`)
  assert.equal((await lines.next()).value, 'begun')
  return {
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
