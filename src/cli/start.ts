import { startGiliran } from '../main.ts'
import { openLifecycle } from '../platform/lifecycle.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

/** Runs the app until it is told to stop. */
export async function run(args: string[], { config, log, say }: Terminal): Promise<void> {
  readArguments(args, { places: [] })
  const lifecycle = openLifecycle(log)
  try {
    const { address, staff } = await startGiliran(config, { log, lifecycle })
    say(`Giliran ${config.demo ? '(demonstration) ' : ''}is ready at ${address}`)
    const key = await staff.firstHeadKey()
    if (key === undefined) return
    say('Nobody of the staff has an account yet. Make the first one within 24 hours at')
    say(`${config.publicUrl ?? address}/staff/first-head/${key}`)
  } catch (error) {
    await lifecycle.stop()
    lifecycle.release()
    throw error
  }
}
