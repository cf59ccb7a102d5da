import { once } from 'node:events'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { DrawSlot } from '../src/draws/index.ts'
import { drawEntry, drawSlots } from '../src/draws/testing.ts'
import type { DrawHandOrder, DrawHandResult } from './draw-hand.ts'
import { drawFigure } from './draw-names.ts'
import type { Figures } from './figures.ts'
import { startHand } from './forked.ts'
import type { BenchDatabase, Ground } from './ground.ts'

/**
 * One draw of each office, five wishes an entry, three times as many people as seats: from the
 * rows to the winners' turns committed, as the minute job does it, beside a COPY of the same
 * entries with their people into the same tables.
 */
export interface DrawSize {
  entries: number
  rounds: number
}

export const fullDraws: DrawSize = { entries: 100_000, rounds: 2 }
export const quickDraws: DrawSize = { entries: 20_000, rounds: 1 }
/** What is aimed at: `npm run bench -- --draws`. */
export const millionDraws: DrawSize = { entries: 1_000_000, rounds: 1 }

const [DAYS, HOURS, SITES] = [5, 6, ['kantor', 'ukk']] as const
/** People of an entry on average, as drawEntry makes them; of three who ask one gets a seat. */
const [PARTY, DEMAND] = [2.375, 3]
/** Ids that no generated slot has. */
const FIRST_SLOT = 950_000_000
const MOMENTS = { opens: '2026-11-20 08:00+07', closes: '2026-11-26 16:00+07', draws: '2026-11-27 12:00+07' }
/** What is entered, with what of it is measured beside. */
const ENTERED = ['draw_entry', 'draw_person'] as const

export async function measureDraws(
  { ground, figures }: { ground: Ground; figures: Figures },
  { entries, rounds }: DrawSize,
): Promise<void> {
  const offices = [...new Set(ground.spread.map(({ office }) => office))]
  const each = Math.ceil(entries / offices.length)
  const seats = Math.max(1, Math.round((each * PARTY) / DEMAND / (DAYS * HOURS * SITES.length)))
  const slots = drawSlots({ sites: SITES, days: DAYS, hours: HOURS, seats })
  for (let round = 0; round < rounds; round++) {
    const database = await ground.database(`bench_draws_${round}`)
    await fill(database, { offices, entries, slots })
    figures.add(drawFigure.copy, 's', { value: await copyAgain(database) })
    const order = { databaseUrl: database.url, keysFile: ground.keysFile, folder: ground.folder, offices }
    await drawAndVerify(order, figures)
    await refuseHalfDrawn(database, entries)
  }
}

async function drawAndVerify(order: Omit<DrawHandOrder, 'what'>, figures: Figures): Promise<void> {
  // A process of its own each, whose memory is nobody else's.
  for (const what of ['draw', 'verify'] as const) {
    const { hand, first } = await startHand<never, DrawHandResult>('draw-hand.ts', [JSON.stringify({ ...order, what })])
    figures.add(drawFigure[what], 's', { value: first.seconds })
    if (what === 'draw') figures.add(drawFigure.memory, 'MB', { value: first.memoryMb })
    await hand.stop()
  }
}

/** Puts what was entered away and brings it back by COPY, from a file of the server's own; in seconds. */
async function copyAgain({ client }: BenchDatabase): Promise<number> {
  const { rows: [place] } = await client.query<{ data_directory: string }>('show data_directory')
  const fileOf = (table: string): string => join(place!.data_directory, `bench_${table}.copy`)
  for (const table of ENTERED) await client.query(`copy ${table} to '${fileOf(table)}'`)
  await client.query(`truncate ${ENTERED.join(', ')}`)
  await client.query('checkpoint')
  const started = performance.now()
  for (const table of ENTERED) await client.query(`copy ${table} from '${fileOf(table)}'`)
  const seconds = (performance.now() - started) / 1000
  await client.query(`vacuum (analyze) ${ENTERED.join(', ')}, live_claim, slot`)
  await client.query('checkpoint')
  return seconds
}

async function refuseHalfDrawn({ client }: BenchDatabase, entries: number): Promise<void> {
  const { rows: [found] } = await client.query<{ drawn: number; won: number; turns: number; claims: number }>(`
    select (select count(place)::int from draw_entry) as drawn, (select count(slot_id)::int from draw_entry) as won,
      (select count(*)::int from booking) as turns,
      (select count(*)::int from live_claim) - (select count(*)::int from booking_person) as claims`)
  const { drawn, won, turns, claims } = found!
  if (drawn !== entries || won === 0 || won !== turns || claims !== 0) {
    throw new Error(`after the draws: ${JSON.stringify(found)}`)
  }
}

interface Filling {
  offices: string[]
  entries: number
  slots: DrawSlot[]
}

async function fill({ client }: BenchDatabase, { offices, entries, slots }: Filling): Promise<void> {
  const policy = { id: 'bench', from: slots[0]!.date, to: slots.at(-1)!.date }
  await client.query(
    `insert into draw (office_id, draw_id, policy_id, state, policy, opens_at, closes_at, draws_at, instant_at, ends_at)
     select office, office || '.bench', 'bench', 'open', $2, $3, $4, $5, $5::timestamptz + interval '1 day',
       $5::timestamptz + interval '30 days' from unnest($1::text[]) as office`,
    [offices, JSON.stringify(policy), MOMENTS.opens, MOMENTS.closes, MOMENTS.draws],
  )
  await client.query('truncate slot')
  await client.query(
    `insert into slot (office_id, slot_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity, withheld,
       draw_policy)
     overriding system value
     select o.office_id, ${FIRST_SLOT} + ord, site, 'online', at, at + interval '1 hour', $5, seats, seats, seats,
       'bench'
     from office o, unnest($1::text[], $2::text[], $3::int[]) with ordinality as s(site, hour, seats, ord),
       lateral (select hour::timestamp at time zone o.time_zone as at) moment
     where o.office_id = any($4)`,
    [
      slots.map(({ site }) => site),
      slots.map(({ date, start }) => `${date} ${start}`),
      slots.map(({ seats }) => seats),
      offices,
      MOMENTS.draws,
    ],
  )
  const filling = { offices, entries, slots }
  await copyIn(client, `draw_entry (${COLUMNS})`, rowsOf(filling, entryRow))
  await copyIn(client, 'draw_person', rowsOf(filling, personRows))
  await client.query(`
    insert into live_claim (nik_hash, office_id, booking_id, ends_at)
    select nik_hash, office_id, entry_id, '2026-12-31' from draw_person`)
}

const COLUMNS =
  'office_id, entry_id, draw_id, code, key_hash, state, party_size, wishes, channel, entered_on, verified_at, ' +
  'verified_by, salt, commitment, locale, contact_hash, sealed, entered_at, changed_at'

async function copyIn(client: BenchDatabase['client'], table: string, rows: Iterable<string>): Promise<void> {
  const into = client.query(copyFrom(`copy ${table} from stdin`))
  const finished = once(into, 'finish')
  await pipeline(Readable.from(rows), into)
  await finished
}

type RowOf = (office: string, n: number, slots: readonly DrawSlot[]) => string

/** Rows in COPY's text format, some thousand at a time. */
function* rowsOf({ offices, entries, slots }: Filling, rowOf: RowOf): Generator<string> {
  let text = ''
  for (let n = 0; n < entries; n++) {
    text += rowOf(offices[n % offices.length]!, n, slots)
    if (n % 1000 !== 999) continue
    yield text
    text = ''
  }
  yield text
}

const bytea = (hex: string): string => `\\\\x${hex}`

/** An entry whose contact is proven; what is sealed is as long as a party's is. */
const entryRow: RowOf = (office, n, slots) => {
  const { id, size, wishes, day, channel } = drawEntry(n, slots)
  const [hash, at] = [id.replaceAll('-', ''), '2026-11-20 09:00:00+00']
  const code = `BEN${n.toString(36).toUpperCase().padStart(7, '0')}`
  const sealed = Buffer.alloc(120 + 60 * size, n).toString('hex')
  const own = [office, id, `${office}.bench`, code, bytea(hash), 'entered', size, JSON.stringify(wishes), channel, day]
  const more = [at, 'contact', bytea(hash), bytea(hash + hash), 'id', bytea(hash), bytea(sealed), at, at]
  return `${[...own, ...more].join('\t')}\n`
}

const personRows: RowOf = (office, n, slots) => {
  const { id, size } = drawEntry(n, slots)
  const people = Array.from({ length: size }, (_, position) => {
    const nikHash = bytea(id.replaceAll('-', '').slice(0, 31) + position)
    return `${[office, id, position, 'new-adult', 'umrah', nikHash, 'f'].join('\t')}\n`
  })
  return people.join('')
}
