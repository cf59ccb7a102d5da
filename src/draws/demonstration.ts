import { type DrawPolicy, lockDefinition, type OfficeDefinition, saveDefinition } from '../offices/index.ts'
import { sampleNiks } from '../people/index.ts'
import { Refusal } from '../platform/errors.ts'
import { enter } from './enter.ts'
import { drawSlotsOf, findDraw } from './find-draw.ts'
import type { DrawDeps } from './model.ts'
import { syncDraws } from './sync.ts'
import type { DrawSlot, Wish } from './wishes.ts'

/** From the start of a demonstration: long enough to enter, short enough to wait for the result. */
const ENTER_MINUTES = 15
const SEALING_MINUTES = 10
/** People have to be told of their day: as an office would. */
const DAYS_AHEAD = 14
const PARTIES = 60
/** Sample NIKs that neither visitors nor made-up bookings have. */
const FIRST_NIK = 3_000_000

/**
 * The draw that a demonstration shows: a week at the office's last site, entered until a quarter
 * of an hour from `now`, drawn ten minutes later. Undefined while one is not over. It was
 * announced as long before as an office must, in a past that nobody has seen.
 */
export function demonstrationPolicy(
  { draws = [], sites }: Pick<OfficeDefinition, 'draws' | 'sites'>,
  now: Temporal.ZonedDateTime,
): DrawPolicy | undefined {
  const local = (at: Temporal.ZonedDateTime): string => at.toPlainDateTime().toString({ smallestUnit: 'minute' })
  const moment = (at: Temporal.ZonedDateTime): string => local(at).replace('T', ' ')
  if (draws.some(({ instantFrom }) => instantFrom > moment(now))) return undefined
  const today = now.toPlainDate()
  const soon = today.add({ days: DAYS_AHEAD })
  const monday = soon.add({ days: (8 - soon.dayOfWeek) % 7 })
  const closes = now.add({ minutes: ENTER_MINUTES })
  const drawsAt = closes.add({ minutes: SEALING_MINUTES })
  return {
    id: `peragaan-${moment(now).replaceAll(/\D/g, '')}`,
    from: monday.toString(),
    to: monday.add({ days: 4 }).toString(),
    sites: [sites.at(-1)!.id],
    announcedOn: today.subtract({ days: 10 }).toString(),
    reason: {
      id: 'Peragaan: daftarnya dikunci beberapa menit lagi, lalu diundi.',
      en: 'A trial: the list closes in some minutes and is drawn then.',
    },
    demand: { from: today.subtract({ days: 40 }).toString(), to: today.subtract({ days: 11 }).toString() },
    opens: moment(now.subtract({ days: 2 })),
    closes: moment(closes),
    draws: moment(drawsAt),
    instantFrom: moment(drawsAt.add({ days: 1 })),
  }
}

/**
 * Has a demonstration's office announce a draw where it has none that is not over: before its
 * slots are made, which follow the office's file. Safe in two processes at once.
 */
export async function announceDemonstrationDraw({ bookings }: DrawDeps, officeId: string): Promise<void> {
  const { database, clock, offices } = bookings
  const { timeZone } = offices.get(officeId)!
  const now = clock.now()
  const isAnnounced = await database.kysely.transaction().execute(async (tx) => {
    const definition = (await lockDefinition(tx, officeId))?.definition
    const policy = definition && demonstrationPolicy(definition, now.toZonedDateTimeISO(timeZone))
    if (!policy) return false
    const after = { ...definition, draws: [...(definition.draws ?? []), policy] }
    await saveDefinition(tx, { definition: after, at: now, by: { kind: 'system' } })
    return true
  })
  if (isAnnounced) await offices.refresh()
}

/** Enters made-up people in it, where nobody is yet. */
export async function seedDemonstrationDraw(
  deps: DrawDeps,
  { officeId, names }: { officeId: string; names: readonly string[] },
): Promise<void> {
  await syncDraws(deps)
  const { database, clock } = deps.bookings
  const row = await database.kysely
    .selectFrom('draw')
    .select('draw_id')
    .where('office_id', '=', officeId)
    .where('state', '=', 'open')
    .where('closes_at', '>', clock.now())
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('draw_entry')
            .select('entry_id')
            .where('draw_entry.office_id', '=', officeId)
            .whereRef('draw_entry.draw_id', '=', 'draw.draw_id'),
        ),
      ),
    )
    .executeTakeFirst()
  if (!row) return
  const { draw, office } = await findDraw(deps, row.draw_id)
  const slots = await drawSlotsOf(deps, office, draw)
  if (slots.length === 0) return
  const first = FIRST_NIK + (Math.floor(clock.now().epochMilliseconds / 60_000) % 1_000_000)
  let people = 0
  for (let party = 0; party < PARTIES; party++) {
    const size = [1, 1, 2, 1, 3, 1, 4, 2][party % 8]!
    const niks = sampleNiks(size, first + people)
    people += size
    await enterOne(deps, { draw: draw.drawId, names, niks, party, wishes: wishesOf(slots, party) })
  }
}

/** Mornings of early days are wanted most. */
function wishesOf(slots: readonly DrawSlot[], party: number): Wish[] {
  const days = [...new Set(slots.map(({ date }) => date))]
  const { site } = slots[0]!
  return days
    .slice(0, 1 + (party % 3))
    .map((date, rank) => ({ site, date, part: rank === 0 && party % 4 < 3 ? 'morning' : 'any' }))
}

interface MadeUp {
  draw: string
  names: readonly string[]
  niks: readonly string[]
  party: number
  wishes: Wish[]
}

async function enterOne(deps: DrawDeps, { draw, names, niks, party, wishes }: MadeUp): Promise<void> {
  const people = niks.map((nik, i) => ({
    name: names[(party + i) % names.length]!,
    nik,
    service: 'new-adult',
    purpose: party % 2 === 0 ? 'umrah' : 'tourism',
  }))
  const atDesk = party % 5 === 0
  const channel = atDesk ? 'desk' : 'home'
  const by = { actor: { kind: 'system' }, channel, ...(atDesk && { cardSeen: true }) } as const
  try {
    await enter(deps, { draw, people, wishes, locale: 'id', idempotencyKey: `${draw}-${party}`, ...by })
  } catch (error) {
    // Whom a visitor has entered meanwhile is no harm to a demonstration.
    if (!(error instanceof Refusal)) throw error
  }
}
