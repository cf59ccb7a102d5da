import { startGiliran } from '../main.ts'
import { openLifecycle } from '../platform/lifecycle.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

/** Runs the app until it is told to stop. */
export async function run(args: string[], { config, log, say }: Terminal): Promise<void> {
  readArguments(args, { places: [] })
  const lifecycle = openLifecycle(log)
  try {
    const { address } = await startGiliran(config, { log, lifecycle })
    say(`Giliran ${config.demo ? '(demonstration) ' : ''}is ready at ${address}`)
  } catch (error) {
    await lifecycle.stop()
    lifecycle.release()
    throw error
  }
}
