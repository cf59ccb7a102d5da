import { AssertionError } from 'node:assert'

/**
 * What may be written down of an unforeseen error: where it happened, of which kind. Its
 * message only where our own code or the language made it, and with quoted text and digits
 * struck out, since messages quote what people typed. PostgreSQL's never.
 */
export function describeFailure(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const ours =
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    (error instanceof AssertionError && !error.generatedMessage)
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim())
  return {
    kind: error.name,
    code: propertyOf(error, 'code'),
    table: propertyOf(error, 'table'),
    constraint: propertyOf(error, 'constraint'),
    routine: propertyOf(error, 'routine'),
    message: ours ? strikeOut(error.message) : undefined,
    frames,
    cause: error.cause === undefined ? undefined : describeFailure(error.cause),
  }
}

function strikeOut(message: string): string {
  return message
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replace(/\d{4,}/g, '#')
    .slice(0, 200)
}

function propertyOf(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : undefined
}
