/**
 * What a failed statement means for the batch that sent it:
 *   raced       nothing was written, another process was there first: read again, repeat
 *   code-taken  nothing was written, a random code exists already: other codes, repeat
 *   lost        the connection broke: it is unknown whether it was written; repeat with the same keys
 *   other       nothing was written and repeating will not help
 */
export type Fault = 'raced' | 'code-taken' | 'lost' | 'other'

// Names from PostgreSQL's Appendix A, error codes.
const UNIQUE_VIOLATION = '23505'
const CHECK_VIOLATION = '23514'
const raceCodes = new Set([UNIQUE_VIOLATION, CHECK_VIOLATION, '40001', '40P01', '55P03'])
// Class 08 is the connection's; 57P0x a server that stops or starts; 53300 one with no place left.
const lostCode = /^(08|57P0|53300|25006)/

interface DriverError {
  code?: unknown
  constraint?: unknown
  severity?: unknown
}

export function faultOf(error: unknown): Fault {
  const { code, constraint, severity } = (error ?? {}) as DriverError
  // Only the server names a severity: all else (ECONNRESET, "Connection terminated") is the line.
  if (severity === undefined) return error instanceof Error && isLine(error) ? 'lost' : 'other'
  if (typeof code !== 'string') return 'other'
  if (constraint === 'booking_code_key') return 'code-taken'
  if (raceCodes.has(code)) return 'raced'
  return lostCode.test(code) ? 'lost' : 'other'
}

function isLine(error: Error & { code?: unknown }): boolean {
  if (typeof error.code === 'string') return /^(E[A-Z]+|UND_)/.test(error.code)
  return /connection|terminat|timeout/i.test(error.message)
}
