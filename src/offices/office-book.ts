import type { Database } from '../platform/database/index.ts'
import type { Events } from '../platform/events.ts'
import type { Catalogue } from './catalogue.ts'
import { officeErrors } from './errors.ts'
import type { Office } from './office.ts'
import { servicesOf } from './rules.ts'
import { officesTopic, readOffices } from './store.ts'

/**
 * All offices in this process's memory, with their definitions and what they offer. Read
 * again, whole, when somebody says that an office changed, and every second while nobody may
 * be heard (design.md, Caches: nothing is served that is older than 5 s).
 */
export interface OfficeBook {
  readonly catalogue: Catalogue
  /** Every office, by name. The same array until something changed. */
  all(): readonly Office[]
  get(officeId: string): Office | undefined
  /** Reads again now; settles when what was true at the call is in the book. */
  refresh(): Promise<void>
  close(): void
}

/** What the book needs of the platform's events. */
export type OfficeEvents = Pick<Events, 'on' | 'onReset' | 'aliveWithin'>

interface BookNeeds {
  events: OfficeEvents
  catalogue: Catalogue
  /** Told of a reading that failed; the book keeps what it had and tries again. */
  onError: (error: unknown) => void
}

/** Reads all offices and keeps them fresh. Throws when the first reading fails. */
export function officeBook({
  database,
  ...needs
}: BookNeeds & { database: Pick<Database, 'kysely'> }): Promise<OfficeBook> {
  const { catalogue } = needs
  return keepOffices({
    ...needs,
    read: async () =>
      (await readOffices(database.kysely)).map((office) => ({ ...office, services: servicesOf(catalogue, office) })),
  })
}

/** The office, or the refusal that no such office is listed. */
export function officeOrRefuse(book: Pick<OfficeBook, 'get'>, officeId: string): Office {
  const office = book.get(officeId)
  if (!office) throw officeErrors.OFFICE_NOT_FOUND()
  return office
}

const CHECK_EVERY_MS = 1000
/** With the check above and a reading well under a second, 5 s are kept. */
const DEAF_AFTER_MS = 3000

/** The book over any way of reading; see officeBook. */
export async function keepOffices({
  read,
  events,
  catalogue,
  onError,
}: BookNeeds & { read: () => Promise<Office[]> }): Promise<OfficeBook> {
  let offices: readonly Office[] = []
  let byId = new Map<string, Office>()
  let asked = false
  let stale = false
  let reading: Promise<void> | undefined

  const readUntilNobodyAsks = async (): Promise<void> => {
    try {
      // What was asked for during a reading may have been committed after its snapshot.
      while (asked) {
        asked = false
        stale = true
        offices = await read()
        byId = new Map(offices.map((office) => [office.officeId, office]))
        stale = false
      }
    } finally {
      reading = undefined
    }
  }
  const refresh = (): Promise<void> => {
    asked = true
    reading ??= readUntilNobodyAsks()
    return reading
  }
  const refreshUnasked = (): void => {
    refresh().catch(onError)
  }
  const stopListening = [events.on(officesTopic, refreshUnasked), events.onReset(refreshUnasked)]
  const timer = setInterval(() => {
    if (stale || !events.aliveWithin(DEAF_AFTER_MS)) refreshUnasked()
  }, CHECK_EVERY_MS)
  timer.unref()
  const close = (): void => {
    clearInterval(timer)
    for (const stop of stopListening) stop()
  }
  try {
    await refresh()
  } catch (error) {
    close()
    throw error
  }
  return { catalogue, all: () => offices, get: (officeId) => byId.get(officeId), refresh, close }
}
