import assert from 'node:assert/strict'
import { type Line, openLines } from '../../bench/line.ts'
import type { App } from './apps.ts'
import { bookRequest, type World } from './world.ts'

/** People who book, each again and again until there is an answer, however often the line breaks. */
interface Load {
  /** Ticket codes of all who were answered with 201. */
  codes: string[]
  /** Resolves when so many are booked. */
  booked(count: number): Promise<void>
  /** No more people come; resolves when all who came have their ticket. */
  end(): Promise<void>
}

const LINES = 120

/**
 * Starts people on `apps` at once. Each has a key for the request: who is left without an
 * answer, or told to try again, sends the same to the next app. Rejects in `end` when
 * somebody is refused for a reason that is none of the machine's.
 */
function startLoad(world: World, slot: string, apps: readonly App[]): Load {
  const codes: string[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  const load = { isEnding: false }

  const people = Array.from({ length: LINES }, async (_, i) => {
    let at = i % apps.length
    let line: Line | undefined
    while (!load.isEnding) {
      const [nik] = world.niks(1)
      const bytes = bookRequest({ slot, niks: [nik!], idempotencyKey: `load-${nik}` })
      for (;;) {
        line ??= await openOne(apps[at]!)
        const { status, body } = line ? await askOn(line, bytes) : { status: 0, body: '' }
        if (status === 201) {
          codes.push((JSON.parse(body) as { code: string }).code.replaceAll('-', ''))
          break
        }
        if (status > 0 && status < 500) throw new Error(`a booking was refused: ${body}`)
        if (status > 0) continue
        line?.close()
        line = undefined
        at = (at + 1) % apps.length
        if (apps.every((app) => app.lastWords())) throw new Error(`no app is left: ${apps[0]!.lastWords()}`)
      }
      for (const { resolve } of waiting.filter(({ count }) => codes.length >= count)) resolve()
    }
    line?.close()
  })
  const all = Promise.all(people)
  return {
    codes,
    booked: (count) => Promise.race([new Promise<void>((resolve) => waiting.push({ count, resolve })), failed(all)]),
    async end() {
      load.isEnding = true
      await all
    },
  }
}

/** Only its failure: that it is done is no answer. */
async function failed(all: Promise<unknown>): Promise<void> {
  await all
  throw new Error('the load ended before enough were booked')
}

/** Undefined where nobody answers any more. */
async function openOne({ address }: App): Promise<Line | undefined> {
  try {
    const [line] = await openLines(1, { address })
    return line
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return undefined
    throw error
  }
}

function askOn(line: Line, bytes: Buffer): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => line.ask(bytes, (status, body) => resolve({ status, body: body.toString() })))
}

/** Kills under load; whoever was answered "booked", and nobody else, must be in the slot afterwards. */
export async function bookThroughAKill(world: World, apps: readonly App[], kill: () => Promise<void>): Promise<void> {
  const { pool } = world.database
  const slot = await world.slot(100_000)
  // Of what dies with a server this hour is no part.
  await pool.query('checkpoint')
  const load = startLoad(world, slot, apps)
  await load.booked(500)
  await kill()
  await load.booked(load.codes.length + 300)
  await load.end()
  const { codes } = load
  const { rows } = await pool.query<{ code: string }>('select code from booking where slot_id = $1', [slot])
  const there = new Set(rows.map((row) => row.code))
  // An app that never writes has lost them all, killed or not.
  assert.ok(there.size > 0, 'nobody was booked at all')
  assert.equal(codes.filter((code) => !there.has(code)).length, 0, 'acknowledged and lost')
  assert.equal(new Set(codes).size, codes.length, 'two people hold one ticket')
  assert.equal(there.size, codes.length, 'booked twice, or booked for nobody')
}
