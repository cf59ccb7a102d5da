import type { OfficeBook } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { HallNumbers, SeenHalls } from '../visits/index.ts'
import { newsOf, type NumberNews, remindersOwed } from './plan.ts'
import { addClosed, addNumberNews, addReminders, type OfficesReminders } from './plan-store.ts'
import { notifySettings } from './settings.ts'

export interface PlannerDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
  offices: OfficeBook
  /** The halls of today that have changed since `seen`, which it moves on. */
  changedHalls: (seen: SeenHalls) => Promise<HallNumbers[]>
}

export interface Planner {
  /** Writes down whom to tell of what, by the clock, by the halls and by what was closed. Every minute. */
  plan(): Promise<void>
}

/**
 * Bookings are written by machines whose clocks differ and by transactions that take their
 * time: so long after its hour a reminder is worked out again, in minutes.
 */
const SETTLED_MINUTES = 5
/** No number is of today for longer. */
const TOLD_HOURS = 24

/**
 * What is written down is one by `message_once`, however many processes plan. What this
 * process has planned to the end it remembers, so that a minute in which nothing happens
 * costs two small readings.
 */
export function openPlanner(deps: PlannerDeps): Planner {
  const { database: { kysely }, clock, offices } = deps
  /** Reminders of which nobody can be missing any more, until when that is worth knowing. */
  const done = new Map<string, Temporal.Instant>()
  /** Of numbers in halls. */
  const told = new Map<string, Temporal.Instant>()
  const seen: SeenHalls = new Map()

  const remind = async (now: Temporal.Instant): Promise<void> => {
    const owed = offices.all().flatMap(({ officeId, timeZone, definition }) =>
      definition
        ? remindersOwed(notifySettings(definition), { timeZone, now }).map((one) => ({ officeId, ...one }))
        : [],
    ).filter((one) => !done.has(reminderName(one)))
    if (owed.length === 0) return
    await addReminders(kysely, owed, now)
    for (const one of owed) {
      const settledAt = one.dueAt.add({ minutes: SETTLED_MINUTES })
      if (Temporal.Instant.compare(now, settledAt) >= 0) done.set(reminderName(one), one.to)
    }
  }
  const newsOfHalls = async (now: Temporal.Instant): Promise<NumberNews[]> => {
    const halls = await deps.changedHalls(seen)
    const news = halls.flatMap((hall) => {
      const definition = offices.get(hall.officeId)?.definition
      return definition ? newsOf(hall, { soonBefore: notifySettings(definition).soonBefore, now }) : []
    })
    return news.filter((one) => !told.has(nameOf(one)))
  }
  const tellOfNumbers = async (now: Temporal.Instant): Promise<void> => {
    try {
      const news = await newsOfHalls(now)
      if (news.length > 0) await addNumberNews(kysely, news, now)
      for (const one of news) told.set(nameOf(one), now.add({ hours: TOLD_HOURS }))
    } catch (error) {
      // What was seen was not written down: it is looked at again.
      seen.clear()
      throw error
    }
  }

  return {
    async plan() {
      const now = clock.now()
      for (const known of [done, told]) forget(known, now)
      await remind(now)
      await tellOfNumbers(now)
      await addClosed(kysely, now)
    },
  }
}

const reminderName = ({ officeId, kind, dueAt }: OfficesReminders): string => `${officeId} ${kind} ${dueAt}`
const nameOf = ({ kind, visitId }: NumberNews): string => `${kind} ${visitId}`

function forget(known: Map<string, Temporal.Instant>, now: Temporal.Instant): void {
  for (const [name, until] of known) if (Temporal.Instant.compare(until, now) < 0) known.delete(name)
}
