import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'

/** Wrong arguments: printed with the verb's usage, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * Reads a verb's arguments: exactly the places named, and the options allowed. Throws
 * UsageError for a missing, surplus or unknown one.
 */
export function readArguments<const P extends readonly string[], const O extends Options>(
  args: string[],
  { places, options }: { places: P; options?: O },
) {
  const { positionals, values } = parse(args, options ?? ({} as O))
  const missing = places[positionals.length]
  if (missing) throw new UsageError(`${missing} is missing`)
  const surplus = positionals[places.length]
  if (surplus) throw new UsageError(`"${surplus}" is one too many`)
  return { places: positionals as { [K in keyof P]: string }, options: values }
}

function parse<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true })
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message)
    throw error
  }
}
