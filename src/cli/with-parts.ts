import { userInfo } from 'node:os'
import { text } from 'node:stream/consumers'
import { readFile } from 'node:fs/promises'
import { openParts, type Parts } from '../parts.ts'
import type { Actor } from '../platform/audit.ts'
import { systemClock } from '../platform/clock.ts'
import { withServerFor } from '../platform/database/open.ts'
import { Refusal } from '../platform/errors.ts'
import { translator } from '../platform/i18n/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Terminal } from './verbs.ts'

/** Runs `use` on the app's parts, beside a running app or without one, and ends them. Refusals become one line. */
export async function withParts<T>(
  { config, log }: Terminal,
  what: string,
  use: (parts: Parts) => Promise<T>,
): Promise<T> {
  return withServerFor(config, log, what, async (server, lifecycle) => {
    try {
      return await use(await openParts({ config, log, clock: systemClock, lifecycle, server }))
    } catch (error) {
      throw error instanceof Refusal ? asOperatorError(error) : error
    }
  })
}

function asOperatorError(refusal: Refusal): OperatorError {
  const t = translator('en')
  const faults = (refusal.extras.faults ?? []).map((one) => `\n  ${one.pointer}: ${t(one.say, one.values)}`)
  return new OperatorError(t(refusal.say, refusal.extras.values) + faults.join(''), { cause: refusal })
}

/** Whoever is signed in at this machine: that name stands in the trace. */
export function staffActor(): Actor {
  return { kind: 'staff', name: userInfo().username }
}

/** A file's text; `-` is standard input, so that nothing personal need stand in a command. */
export async function readInput(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new OperatorError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
