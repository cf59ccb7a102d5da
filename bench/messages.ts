import { sampleNiks } from '../src/people/index.ts'
import type { Figures } from './figures.ts'
import { startHand } from './forked.ts'
import type { BenchDatabase, Ground, SlotName } from './ground.ts'
import { type Line, openLines, request } from './line.ts'
import type { LoadProcess } from './servers.ts'
import { messageFigure } from './message-names.ts'
import type { MessageServerOrder, Reminded } from './message-server.ts'

/**
 * Reminders for a morning: everybody who comes that day is told at six, while others book.
 * The same process does both, which is the worst case; how many bookings it answers meanwhile
 * is held against how many without, in turn.
 */
export interface MessageSize {
  reminders: number
  rounds: number
  warmSeconds: number
  /** Of one measure of bookings, without and beside reminders: shorter than those take. */
  seconds: number
  besideSeconds: number
}

export const fullMessages: MessageSize = {
  reminders: 20_000, rounds: 1, warmSeconds: 0.4, seconds: 8, besideSeconds: 20,
}
export const quickMessages: MessageSize = {
  reminders: 2_000, rounds: 1, warmSeconds: 0.25, seconds: 2, besideSeconds: 3.5,
}

/** What a gateway takes to answer. */
const ANSWER_MS = 20
const CONNECTIONS = 1000
const FIRST_NIK = 30_000_000
const BOOKERS = 64

/** Tables of which every row belongs to who is to be reminded. */
const KEPT = ['booking', 'booking_person', 'live_claim'] as const

interface Needs {
  ground: Ground
  figures: Figures
  load: LoadProcess
}

export async function measureMessages({ ground, figures, load }: Needs, size: MessageSize): Promise<void> {
  const database = await ground.database('bench_messages')
  const order: MessageServerOrder = { databaseUrl: database.url, keysFile: ground.keysFile, answerMs: ANSWER_MS }
  const { hand, first: address } = await startHand<{ remind: string }, string>('message-server.ts', [
    JSON.stringify(order),
  ])
  const { warmSeconds } = size
  const send = { kind: 'book', slots: ground.spread } as const
  const book = async (seconds: number): Promise<number> => {
    const job = { addresses: [address], connections: CONNECTIONS, send, warmSeconds, seconds }
    return (await load.run(job)).perSecond[201] ?? 0
  }
  const remind = async (remindAt: string): Promise<Reminded> => {
    const reminded = await hand.ask<Reminded>({ remind: remindAt })
    if (reminded.sent !== size.reminders) throw new Error(`${reminded.sent} of ${size.reminders} were reminded`)
    return reminded
  }
  const undisturbed = async (): Promise<void> => {
    await again(database)
    figures.add(messageFigure.undisturbed, '/s', { value: await book(size.seconds) })
  }
  try {
    await database.addSlots()
    await bookAll(address, ground.spread, size.reminders)
    const remindAt = await keep(database)
    // Everything has run once before anything is measured.
    await again(database)
    await book(1)
    for (let round = 0; round < size.rounds; round++) {
      await undisturbed()
      await again(database)
      const reminding = remind(remindAt)
      figures.add(messageFigure.disturbed, '/s', { value: await book(size.besideSeconds) })
      const { planMs, bringMs } = await reminding
      figures.add(messageFigure.plan, 's', { value: planMs / 1000 })
      figures.add(messageFigure.beside, 's', { value: bringMs / 1000 })
      // Before and after: an app that has just begun grows faster for a while.
      await undisturbed()
    }
  } finally {
    await hand.stop()
  }
}

/** `count` people with a telephone, each in a hour of their own office. */
async function bookAll(address: string, slots: readonly SlotName[], count: number): Promise<void> {
  const lines = await openLines(BOOKERS, { address })
  let next = 0
  const ask = (line: Line, done: () => void, fail: (error: Error) => void): void => {
    if (next >= count) return done()
    const i = next++
    const { office, slot } = slots[i % slots.length]!
    const [nik] = sampleNiks(1, FIRST_NIK + i)
    const people = [{ name: 'Siti Rahmawati', nik, service: 'new-adult', purpose: 'umrah' }]
    const contact = { whatsapp: `+62812${String(1_000_000 + i)}` }
    const body = { office, slot, people, contact }
    line.ask(request({ method: 'POST', path: '/api/v1/bookings', body }), (status) => {
      if (status === 201) ask(line, done, fail)
      else fail(new Error(`somebody to be reminded was answered ${status}`))
    })
  }
  await Promise.all(lines.map((line) => new Promise<void>((done, fail) => ask(line, done, fail))))
  for (const line of lines) line.close()
}

/** Puts away who is to be reminded; returns six o'clock in Jakarta on the day of their hours. */
async function keep({ client }: BenchDatabase): Promise<string> {
  for (const table of KEPT) await client.query(`create table kept_${table} as table ${table}`)
  const { rows: [hour] } = await client.query<{ at: string }>(
    `select to_char(date_trunc('day', min(starts_at), 'UTC') - interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from slot join booking using (office_id, slot_id)`,
  )
  return hour!.at
}

/** Nobody is booked but those who are to be reminded, and nobody was. */
async function again(database: BenchDatabase): Promise<void> {
  await database.wipe()
  await database.client.query('truncate message')
  for (const table of KEPT) await database.client.query(`insert into ${table} select * from kept_${table}`)
  // In a live database they would have been analyzed long ago.
  await database.client.query('vacuum (analyze) booking, booking_person, message')
}
