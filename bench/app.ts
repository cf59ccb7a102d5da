import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { bookingBody, ticketAnswer } from '../src/bookings/api-shapes.ts'
import { startGiliran } from '../src/main.ts'
import { openParts } from '../src/parts.ts'
import { systemClock } from '../src/platform/clock.ts'
import { loadConfig } from '../src/platform/config.ts'
import { openLifecycle } from '../src/platform/lifecycle.ts'
import { createLog } from '../src/platform/log.ts'
import { serve } from '../src/serve.ts'
import { openTextbook } from './textbook.ts'

/**
 * One server under measurement, as a process of its own:
 *   giliran    the product, whole; `engine` changes its batches
 *   textbook   the product's HTTP over one transaction a party
 *   bare       Fastify alone: the same schemas, an answer from memory; GET gives the bytes of a file
 */
export interface AppOrder {
  kind: 'giliran' | 'textbook' | 'bare'
  databaseUrl?: string
  keysFile?: string
  engine?: { batchMax: number; flightsMax: number }
  connections?: number
  /** Traces wait for the ledger, and nobody orders them. */
  withoutLedger?: true
  /** What bare's GET answers. */
  bytesFile?: string
}

const order = JSON.parse(process.argv[2]!) as AppOrder
const log = createLog('error')
const lifecycle = openLifecycle(log)
console.log(`ready at ${await start(order)}`)

function start(order: AppOrder): Promise<string> {
  switch (order.kind) {
    case 'giliran':
      return startProduct(order)
    case 'textbook':
      return startTextbook(order)
    case 'bare':
      return startBare(order)
  }
}

function config({ databaseUrl, keysFile }: AppOrder) {
  return loadConfig({
    DATABASE_URL: databaseUrl, GILIRAN_KEYS: keysFile, PORT: '0', LOG_LEVEL: 'error', GILIRAN_NETWORK_LIMIT: '9999999',
  })
}

async function startProduct(order: AppOrder): Promise<string> {
  const { engine, withoutLedger } = order
  const { address, ledger } = await startGiliran(config(order), { log, lifecycle, ...(engine && { engine }) })
  if (withoutLedger) await ledger.sequencer.stop()
  return address
}

async function startTextbook(order: AppOrder): Promise<string> {
  const url = order.databaseUrl!
  const server = { url, ownerUrl: url }
  const parts = await openParts({ config: config(order), log, clock: systemClock, lifecycle, server })
  const { slots, clock } = parts
  const batcher = openTextbook({ url, connections: order.connections!, slots, clock })
  lifecycle.onStop('textbook', () => batcher.drain())
  const bookings = { ...parts.bookings, deps: { ...parts.bookings.deps, batcher } }
  return serve({ ...parts, bookings }, lifecycle)
}

async function startBare({ bytesFile }: AppOrder): Promise<string> {
  const http = Fastify()
  const schema = { body: bookingBody, response: { 201: ticketAnswer } }
  http.post('/api/v1/bookings', { schema }, async (request, reply) => {
    reply.code(201)
    const { office, people } = request.body as {
      office: string
      people: { name: string; service: string; purpose: string }[]
    }
    const documents = people.flatMap((_, person) => papers.map((paper) => ({ person, ...paper })))
    return { ...answer, office, people, documents }
  })
  const bytes = bytesFile === undefined ? '' : readFileSync(bytesFile, 'utf8')
  http.get('/bytes', async (_, reply) => {
    reply.type('application/json; charset=utf-8')
    return bytes
  })
  lifecycle.onStop('http', () => http.close())
  await http.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
}

/** What an adult brings: as many words as a real answer has. */
const papers = [
  { id: 'ktp', name: 'KTP' },
  { id: 'family-card', name: 'Kartu keluarga' },
  {
    id: 'birth',
    name: 'Akta kelahiran, ijazah atau buku nikah',
    note: 'Salah satu, yang memuat nama dan tanggal lahir',
  },
]
const answer = {
  code: 'WSB-7K4-M2PX',
  key: 'WSBq3Yk0d4mS1bXo2nZ5t7uVg',
  state: 'booked',
  office: 'wonosobo',
  site: 'kantor',
  slot: { id: '900000500', start: '2026-12-04T08:30:00+07:00', end: '2026-12-04T09:00:00+07:00' },
  movesLeft: 2,
  changeUntil: '2026-12-03T16:00:00+07:00',
  links: {
    page: '/t/WSBq3Yk0d4mS1bXo2nZ5t7uVg',
    calendar: '/t/WSBq3Yk0d4mS1bXo2nZ5t7uVg/calendar.ics',
    qr: '/t/WSBq3Yk0d4mS1bXo2nZ5t7uVg/qr.svg',
  },
}
