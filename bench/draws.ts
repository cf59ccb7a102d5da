import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { join } from 'node:path'
import { from as copyFrom } from 'pg-copy-streams'
import type { DrawSlot } from '../src/draws/index.ts'
import { drawEntry, drawSlots } from '../src/draws/testing.ts'
import { drawFigure } from './draw-names.ts'
import type { DrawHandOrder, DrawHandResult } from './draw-hand.ts'
import type { Figures } from './figures.ts'
import { startHand } from './forked.ts'
import type { BenchDatabase, Ground } from './ground.ts'

/**
 * Draws of all offices, one each, with five wishes an entry and a third of the seats that are
 * asked for: from the rows to places and seats committed, the list's root, the round's signature
 * and every write included, beside a COPY of the same rows into the same table.
 */
export interface DrawSize {
  entries: number
  rounds: number
}

export const fullDraws: DrawSize = { entries: 100_000, rounds: 2 }
export const quickDraws: DrawSize = { entries: 20_000, rounds: 1 }
/** What the issue asks for; `npm run bench -- --draws`. */
export const millionDraws: DrawSize = { entries: 1_000_000, rounds: 1 }

const [DAYS, HOURS, SITES] = [5, 6, ['kantor', 'ukk']] as const
/** Applicants of a party on average, as drawEntry makes them; of three who ask one gets a seat. */
const [PARTY, DEMAND] = [2.375, 3]
/** Where the draws' own slots begin. */
const FIRST_SLOT = 950_000_000

export async function measureDraws(
  { ground, figures }: { ground: Ground; figures: Figures },
  { entries, rounds }: DrawSize,
): Promise<void> {
  const database = await ground.database('bench_draws')
  const offices = [...new Set(ground.spread.map(({ office }) => office))]
  const each = Math.ceil(entries / offices.length)
  const seats = Math.max(1, Math.round((each * PARTY) / DEMAND / (DAYS * HOURS * SITES.length)))
  const slots = drawSlots({ sites: SITES, days: DAYS, hours: HOURS, seats })
  await copyIn(database, rowsOf({ offices, entries, slots }))
  const { rows: [place] } = await database.client.query<{ data_directory: string }>('show data_directory')
  const file = join(place!.data_directory, 'bench_draws.copy')
  await database.client.query(`copy draw_entry to '${file}'`)
  const order: DrawHandOrder = {
    databaseUrl: database.url,
    folder: ground.folder,
    offices,
    slots,
    slotIds: slots.map((_, at) => String(FIRST_SLOT + at)),
  }
  for (let round = 0; round < rounds; round++) {
    await database.client.query('truncate draw_entry')
    await database.client.query('checkpoint')
    const started = performance.now()
    await database.client.query(`copy draw_entry from '${file}'`)
    figures.add(drawFigure.copy, 's', { value: (performance.now() - started) / 1000 })
    await database.client.query('vacuum (analyze) draw_entry')
    await database.client.query('checkpoint')
    await drawAndVerify(order, figures)
    await refuseHalfDrawn(database, entries)
  }
}

async function drawAndVerify(order: DrawHandOrder, figures: Figures): Promise<void> {
  // A process of its own each, whose memory is nobody else's.
  for (const what of ['draw', 'verify'] as const) {
    const { hand, first } = await startHand<never, DrawHandResult>('draw-hand.ts', [JSON.stringify({ ...order, what })])
    figures.add(drawFigure[what], 's', { value: first.seconds })
    if (what === 'draw') figures.add(drawFigure.memory, 'MB', { value: first.memoryMb })
    await hand.stop()
  }
}

async function refuseHalfDrawn({ client }: BenchDatabase, entries: number): Promise<void> {
  const { rows: [found] } = await client.query<{ drawn: string; won: string }>(
    `select count(place) as drawn, count(slot_id) as won from draw_entry`,
  )
  const { drawn, won } = found!
  if (Number(drawn) !== entries || Number(won) === 0) throw new Error(`${drawn} of ${entries} were drawn, ${won} won`)
}

async function copyIn({ client }: BenchDatabase, rows: Iterable<string>): Promise<void> {
  const columns = 'office_id, entry_id, draw_id, code, key_hash, state, party_size, wishes, channel, entered_on'
  const more = 'verified_at, verified_by, salt, commitment, locale, contact_hash, sealed, entered_at, changed_at'
  const into = client.query(copyFrom(`copy draw_entry (${columns}, ${more}) from stdin`))
  const finished = once(into, 'finish')
  await pipeline(Readable.from(rows), into)
  await finished
}

/** Rows in COPY's text format, a thousand at a time; what is sealed is as long as a party's is. */
function* rowsOf({ offices, entries, slots }: { offices: string[]; entries: number; slots: DrawSlot[] }) {
  const at = '2026-11-20 09:00:00+00'
  let text = ''
  for (let n = 0; n < entries; n++) {
    const office = offices[n % offices.length]!
    const { id, size, wishes, day, channel } = drawEntry(n, slots)
    const unique = n.toString(16).padStart(8, '0')
    const hash = id.replaceAll('-', '')
    const sealed = Buffer.alloc(120 + 60 * size, n).toString('hex')
    const own = [office, id, `${office}.bench`, `BEN-${unique}`, `\\\\x${hash}`, 'entered', size, JSON.stringify(wishes)]
    const proof = [channel, day, at, 'contact', `\\\\x${hash}`, `\\\\x${hash}${hash}`, 'id', `\\\\x${hash}`]
    text += `${[...own, ...proof, `\\\\x${sealed}`, at, at].join('\t')}\n`
    if (n % 1000 !== 999) continue
    yield text
    text = ''
  }
  yield text
}
