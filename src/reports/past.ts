import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { type DayFacts, dayRecord, monthRecord, waitsOf } from './rules.ts'
import { sha256Hex } from './sample-rules.ts'
import { publish, PublishedAlready, readPublishedPeriods } from './store.ts'

interface PastNeeds {
  database: Pick<Database, 'kysely'>
  clock: Clock
  officeId: string
}

/**
 * Publishes days that no hall has had, and the month that they fill: for a demonstration, whose
 * traces say so. `make` is asked only where the office has published nothing yet.
 */
export async function publishPast(
  { database: { kysely }, clock, officeId }: PastNeeds,
  make: () => readonly DayFacts[],
): Promise<void> {
  if ((await readPublishedPeriods(kysely, officeId)).length > 0) return
  const facts = make()
  const first = facts[0]?.date.slice(0, 7)
  if (first === undefined) return
  const ofMonth = facts.filter(({ date }) => date.startsWith(first))
  const every = { officeId, at: clock.now(), actor: { kind: 'system' } as const }
  const write = kysely.transaction().execute(async (tx) => {
    for (const one of facts) {
      const details = { ...dayRecord(one), demonstration: true }
      await publish(tx, { period: one.date, event: { ...every, kind: 'day-counted', details } })
    }
    const record = monthRecord(monthFacts(first, ofMonth), ofMonth.map(dayRecord))
    const event = { ...every, kind: 'month-counted', details: { ...record, demonstration: true } }
    await publish(tx, { period: first, event, commitments: '' })
  })
  await write.catch((error: unknown) => {
    // Another process of the same start was first.
    if (!(error instanceof PublishedAlready)) throw error
  })
}

function monthFacts(month: string, days: readonly DayFacts[]): Parameters<typeof monthRecord>[0] {
  const came = days.flatMap((one) => one.came)
  const people = came.reduce((sum, one) => sum + one.people, 0)
  const first = came.filter(({ way }) => way === 'priority').reduce((sum, one) => sum + one.people, 0)
  const byStaff = Math.round(people / 20)
  return {
    month,
    waits: waitsOf(came),
    reasons: days.flatMap((one) => one.outOfTurn),
    priority: [
      { kind: 'elderly', people: Math.ceil(first * 0.6) },
      { kind: 'pregnant', people: Math.floor(first * 0.4) },
    ],
    booked: [{ kind: 'self', people: people - byStaff }, { kind: 'staff', people: byStaff }],
    money: [{ kind: 'no', people: Math.round(people / 9) }],
    list: { size: 0, sha256: sha256Hex('') },
  }
}
