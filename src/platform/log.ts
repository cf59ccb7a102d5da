import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type Log = Logger

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * The one logger. Whoever logs a request logs its route (`/t/:key`), never its URL: keys are
 * in URLs. What slips through under a known name is removed here, as a second guard.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: neverLogged, remove: true },
    serializers: { err: safeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

const secretNames = [
  'nik', 'name', 'people', 'companion', 'contact', 'email', 'whatsapp', 'key', 'keys', 'password',
  'url', 'databaseUrl', 'smtpUrl', 'headers', 'body', 'query', 'params', 'parameters',
]
const neverLogged = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/** What helps to find a mistake. PostgreSQL's detail and parameters are left out: they quote rows. */
function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  const code = 'code' in error ? error.code : undefined
  const constraint = 'constraint' in error ? error.constraint : undefined
  const cause: unknown = error.cause === undefined ? undefined : safeError(error.cause)
  return { type: name, message, code, constraint, stack, cause }
}
