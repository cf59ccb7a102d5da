import type { Transaction } from 'kysely'
import type { Database } from './connect.ts'
import type { Tables } from './tables.ts'

/**
 * What was read before the locks is no longer so, and what is so would have to be locked out of
 * order: the transaction begins again. `code` and `severity` as a database's: worth repeating.
 */
export class Overtaken extends Error {
  readonly code = '40001'
  readonly severity = 'ERROR'

  constructor() {
    super('somebody else was quicker')
    this.name = 'Overtaken'
  }
}

const TRIES = 5

/**
 * A transaction whose locks go in one order: slots by key, draws, entries by id, claims by hash.
 * Begun again where it was overtaken, and, as a belt, where it was a deadlock's victim all the same.
 */
export async function inOneOrder<T>(
  { kysely }: Pick<Database, 'kysely'>,
  work: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await kysely.transaction().execute(work)
    } catch (error) {
      const isWorthIt = error instanceof Overtaken || (error as { code?: unknown } | undefined)?.code === '40P01'
      if (!isWorthIt || left === 0) throw error
    }
  }
}
