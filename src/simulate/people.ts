import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { book, type BookDeps, type Ticket } from '../bookings/index.ts'
import { sampleNiks } from '../people/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { notifyAll } from '../platform/events.ts'
import { slotsReloadText, slotsTopic } from '../schedule/index.ts'
import type { Random } from './random.ts'

const names = fileURLToPath(new URL('../../reference/demonstration.yaml', import.meta.url))
/** Far behind the NIKs of visitors and of the demonstration's own bookings. */
const NIKS_FROM = 500_000
/** Marks hours of the simulated day: no schedule has one that begins in such a second. */
const MARK_SECONDS = 7

/** More than one simulated day has. */
const PEOPLE_A_DAY = 1_000
/** Days that may have been begun within a few minutes. */
const ATTEMPTS_MAX = 50

/** Parties as the office sees them: most come alone. */
const sizes = [1, 1, 1, 2, 1, 3, 1, 2, 5] as const

/** Made-up people for a simulated day: they book as everybody does, in hours made for it. */
export interface People {
  /** A booked party of today whose hour begins about now. */
  ticket(random: Random): Promise<Ticket>
}

export async function openPeople(
  deps: BookDeps,
  { officeId, siteId }: { officeId: string; siteId: string },
): Promise<People> {
  const { names: known } = parse(await readFile(names, 'utf8')) as { names: string[] }
  // Another simulated day of the same database has other people.
  let next = Math.floor((deps.clock.now().epochMilliseconds / 1000) % 400_000)
  const bookNext = async (random: Random): Promise<Ticket> => {
    const size = random.pick(sizes)
    const first = next
    next += size
    const people = sampleNiks(size, NIKS_FROM + first).map((nik, i) => ({
      name: known[(first + i) % known.length]!,
      nik,
      service: random.chance(0.4) ? 'replace-expired-adult' : 'new-adult',
      purpose: random.chance(0.5) ? 'umrah' : 'tourism',
    }))
    const slot = await hourNow(deps, { officeId, siteId })
    const actor = { kind: 'system' } as const
    return book(deps, { office: officeId, slot, people, locale: 'id', actor, isForNow: true })
  }
  return {
    async ticket(random) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await bookNext(random)
        } catch (error) {
          const isKnown = error instanceof Refusal && error.type === 'person-already-booked'
          if (!isKnown || attempt === ATTEMPTS_MAX) throw error
          // A day that was begun moments ago, and broken off, has had these people.
          next += PEOPLE_A_DAY
        }
      }
    },
  }
}

/** The half hour that is under way, made for the simulated day if need be; its id. */
async function hourNow(
  { database, clock, slots, offices }: BookDeps,
  { officeId, siteId }: { officeId: string; siteId: string },
): Promise<string> {
  const { timeZone } = offices.get(officeId)!
  const start = clock
    .now()
    .toZonedDateTimeISO(timeZone)
    .round({ smallestUnit: 'minute', roundingIncrement: 30, roundingMode: 'floor' })
    .with({ second: MARK_SECONDS })
  const id = await makeHour(database, { officeId, siteId, start: start.toInstant() })
  if (!slots.peek(officeId, id)) await slots.office(officeId)
  return id
}

async function makeHour(
  { kysely, pool }: Database,
  { officeId, siteId, start }: { officeId: string; siteId: string; start: Temporal.Instant },
): Promise<string> {
  const { rows } = await pool.query<{ slot_id: string; made: boolean }>(
    `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity)
     values ($1, $2, 'online', $3::timestamptz, $3::timestamptz + interval '30 min',
       $3::timestamptz - interval '1 day', 10, 10)
     -- It grows with its people, so that charts of it look like an office's.
     on conflict (office_id, site_id, channel, starts_at, draw_part) do update
       set planned = greatest(slot.planned, slot.taken + 5), capacity = greatest(slot.capacity, slot.taken + 5)
     returning slot_id, xmax = 0 as made`,
    [officeId, siteId, start.toString()],
  )
  const { slot_id: id, made } = rows[0]!
  if (made) await notifyAll(kysely, slotsTopic, slotsReloadText(officeId))
  return id
}
