import type pg from 'pg'
import { OperatorError } from '../operator-error.ts'

/** Connects `client`, or throws an OperatorError that says where it tried and why it failed, never the password. */
export async function reach(client: pg.Client): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    const { host, port, database, user } = client
    throw new OperatorError(
      `the database ${database} at ${host}:${port} does not let ${user} in (${reasonOf(error)}); see DATABASE_URL`,
      { cause: error },
    )
  }
}

// A name with several addresses fails with all their errors and no message of its own.
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
