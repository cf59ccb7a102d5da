import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { processEnvironment, projectRoot, sourceFlags } from '../src/platform/config.ts'

/** A process of ours that is told what to do by message. */
export interface Hand<Order> {
  ask<T>(order: Order): Promise<T>
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Forks a process of ours that sends `{ result }` when it is ready, and one for each order. */
export async function startHand<Order, First>(
  file: string,
  args: string[],
): Promise<{ hand: Hand<Order>; first: First }> {
  const { PATH, HOME, TMPDIR } = processEnvironment()
  const child = fork(join(projectRoot, 'bench', file), args, {
    execArgv: ['--expose-gc', '--max-semi-space-size=64', ...sourceFlags],
    env: { PATH, HOME, TMPDIR },
    serialization: 'advanced',
  })
  running.add(child)
  const answer = async <T>(): Promise<T> => {
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${file} ended`)
    })
    const [said] = await Promise.race([once(child, 'message'), ended])
    const { result, error } = said as { result?: T; error?: string }
    if (error !== undefined) throw new Error(`${file}: ${error}`)
    return result as T
  }
  const first = await answer<First>()
  return {
    first,
    hand: {
      ask<T>(order: Order): Promise<T> {
        child.send(order as object)
        return answer<T>()
      },
      async stop() {
        const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
        child.kill('SIGTERM')
        await ended
        running.delete(child)
      },
    },
  }
}
