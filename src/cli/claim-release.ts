import { createInterface } from 'node:readline'
import { releaseClaim } from '../bookings/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'
import { staffActor, withParts } from './with-parts.ts'

/** Lets a NIK go that somebody else booked with. The NIK is asked for, never an argument: those are seen by others. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  readArguments(args, { places: [] })
  const lines = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stderr : undefined })
  const nik = await new Promise<string>((resolve, reject) => {
    lines.once('close', () => reject(new OperatorError('no NIK was given; nothing was released')))
    lines.question('NIK on the card you have seen: ', resolve)
  })
  lines.close()
  return withParts(terminal, 'claim release', async ({ bookings }) => {
    const released = await releaseClaim(bookings.deps, { nik, actor: staffActor() })
    terminal.say(
      released ? 'Released: this person can book now. The trace says who did it.' : 'No turn is held with this NIK.',
    )
    return released ? 0 : 1
  })
}
