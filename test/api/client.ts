import assert from 'node:assert/strict'
import type { Static } from 'typebox'
import type { ticketAnswer } from '../../src/bookings/api-shapes.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { type ProblemType, problemTypes } from '../../src/platform/errors.ts'
import type { Problem } from '../../src/platform/http/index.ts'

/** What the API answered, as it came. */
export interface Answer {
  status: number
  headers: Headers
  text: string
}

export type TicketBody = Static<typeof ticketAnswer>
export type ProblemBody = Problem & { people?: number[]; opensAt?: string }

export interface PersonBody {
  name: string
  nik: string
  service: string
  purpose: string
  nikAsPrinted?: boolean
}

export interface PartyBody {
  office?: string
  slot: string
  people: PersonBody[]
  companion?: { name?: string }
  contact?: { whatsapp?: string; email?: string }
  locale?: 'id' | 'en'
  /** After work-needed. */
  work?: string
}

export interface AskOptions {
  method?: string
  /** Sent as JSON. */
  body?: unknown
  headers?: Record<string, string>
}

/** A ticket as its holder keeps it. */
export interface Held {
  code: string
  key: string
  /** Of one of its people. */
  nik: string
}

/** Speaks to one app's API; `headers` go with every request, for example the network it comes from. */
export class Client {
  readonly address: string
  private readonly headers: Record<string, string>

  constructor(address: string, headers: Record<string, string> = {}) {
    this.address = address
    this.headers = headers
  }

  /** The same, from somewhere else or in another language. */
  with(headers: Record<string, string>): Client {
    return new Client(this.address, { ...this.headers, ...headers })
  }

  from(network: string): Client {
    return this.with({ 'x-forwarded-for': network })
  }

  ask(path: string, { method = 'GET', body, headers = {} }: AskOptions = {}): Promise<Answer> {
    if (body === undefined) return this.send(path, { method, headers })
    const json = { 'content-type': 'application/json', ...headers }
    return this.send(path, { method, headers: json, body: JSON.stringify(body) })
  }

  /** Sends a body as it is. */
  async send(path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> }): Promise<Answer> {
    const response = await fetch(this.address + path, {
      ...init,
      headers: { ...this.headers, ...headers },
      redirect: 'manual',
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, { method: 'POST', body, headers })
  }

  book(party: PartyBody, idempotencyKey?: string): Promise<Answer> {
    const headers: Record<string, string> = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
    return this.post('/api/v1/bookings', { office: 'wonosobo', ...party }, headers)
  }

  /** GET of the ticket, or of a file of it. */
  show({ code, key }: Pick<Held, 'code' | 'key'>, file = '', headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(`/api/v1/bookings/${code}${file}`, { headers: { authorization: `Bearer ${key}`, ...headers } })
  }

  find(code: string, nik: string): Promise<Answer> {
    return this.post('/api/v1/bookings/find', { code, nik })
  }

  move({ code, key, nik }: Held, slot: string): Promise<Answer> {
    return this.post(`/api/v1/bookings/${code}/move`, { slot, nik }, { authorization: `Bearer ${key}` })
  }

  cancel({ code, key, nik }: Held, reason?: string): Promise<Answer> {
    const body = { nik, ...(reason !== undefined && { reason }) }
    return this.post(`/api/v1/bookings/${code}/cancel`, body, { authorization: `Bearer ${key}` })
  }

  /** Books and expects to get it. */
  async held(party: PartyBody, idempotencyKey?: string): Promise<Held> {
    const { code, key } = ticketOf(await this.book(party, idempotencyKey), 201)
    return { code, key, nik: party.people[0]!.nik }
  }
}

/** The body of an answer that has to be a ticket. */
export function ticketOf({ status, headers, text }: Answer, wanted = 200): TicketBody {
  assert.equal(status, wanted, text)
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
  return JSON.parse(text) as TicketBody
}

/** The body of an answer that has to be a problem of this type, whole and well-formed (RFC 9457). */
export function problemOf({ status, headers, text }: Answer, type: ProblemType): ProblemBody {
  assert.equal(status, problemTypes[type], text)
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/)
  const problem = JSON.parse(text) as ProblemBody
  assert.equal(problem.type, `/problems/${type}`)
  assert.equal(problem.status, status)
  assert.ok(problem.title.length > 0 && problem.detail.length > 0, text)
  for (const { pointer, code, detail } of problem.errors ?? []) {
    assert.match(pointer, /^(\/[^/]*)*$/)
    assert.ok(code.length > 0 && detail.length > 0, text)
  }
  return problem
}

/** The faults of a problem, as `pointer code`, in the order they were told. */
export function faultsOf({ errors = [] }: ProblemBody): string[] {
  return errors.map(({ pointer, code }) => `${pointer} ${code}`)
}

let people = 0

/** As many people as asked for, different ones at each call; no NIK is a real one. */
export function makePeople(count = 1, changes: Partial<PersonBody> = {}): PersonBody[] {
  const names = ['Siti Aminah', 'Ahmad Fauzi', "Nur 'Aini", 'Budi', 'Maria da Costa-Ximenes']
  const niks = sampleNiks(count, people)
  people += count
  return niks.map((nik, i) => ({
    name: names[i % names.length]!,
    nik,
    service: 'new-adult',
    purpose: 'umrah',
    ...changes,
  }))
}
