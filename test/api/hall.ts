import assert from 'node:assert/strict'
import { sampleNiks } from '../../src/people/index.ts'
import { DEMONSTRATION_PASSWORD } from '../../src/staff/index.ts'
import type {
  CheckedInAnswer,
  CounterActionAnswer,
  CounterBody,
  CounterVerb,
  FloorAnswer,
  LookUpAnswer,
} from '../../src/visits/wire.ts'
import { type Answer, type AskOptions, Client, type PartyBody, type TicketBody } from './client.ts'

/** One member of staff at one hall, through the API; signs in again when an idle hour has ended the session. */
export class Desk {
  private readonly base: string
  private readonly address: string
  private readonly name: string
  private client: Client | undefined

  /** With an account of the demonstration. */
  constructor(address: string, name: string, { office = 'wonosobo', site = 'kantor' } = {}) {
    this.address = address
    this.name = name
    this.base = `/api/v1/offices/${office}/sites/${site}`
  }

  /** Of a new session. */
  async token(): Promise<string> {
    const body = { name: this.name, password: DEMONSTRATION_PASSWORD }
    const answer = await new Client(this.address).ask('/api/v1/staff/sign-in', { method: 'POST', body })
    assert.equal(answer.status, 200, answer.text)
    return (JSON.parse(answer.text) as { token: string }).token
  }

  private async signIn(): Promise<Client> {
    return new Client(this.address, { authorization: `Bearer ${await this.token()}` })
  }

  private async ask(path: string, options: AskOptions = {}): Promise<Answer> {
    this.client ??= await this.signIn()
    const answer = await this.client.ask(this.base + path, options)
    if (answer.status !== 401) return answer
    this.client = await this.signIn()
    return this.client.ask(this.base + path, options)
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.ask(path)
    assert.equal(answer.status, 200, answer.text)
    return JSON.parse(answer.text) as T
  }

  /** Posts, and answers with the status and what came. */
  async post<T>(path: string, body: unknown): Promise<{ status: number; body: T; type?: string }> {
    const { status, text } = await this.ask(path, { method: 'POST', body })
    const parsed = JSON.parse(text) as T & { type?: string }
    return { status, body: parsed, ...(parsed.type && { type: parsed.type.replace('/problems/', '') }) }
  }

  floor(): Promise<FloorAnswer> {
    return this.get('/floor')
  }

  /** Acts at a counter; must be taken. */
  async act(counter: string, verb: CounterVerb, body: CounterBody = {}): Promise<CounterActionAnswer> {
    const answer = await this.post<CounterActionAnswer>(`/counters/${counter}/${verb}`, body)
    assert.equal(answer.status, 200, `${verb} at ${counter}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async lookUp(q: string): Promise<LookUpAnswer['found'][number]> {
    const { status, body } = await this.post<LookUpAnswer>('/look-up', { q })
    assert.equal(status, 200, JSON.stringify(body))
    return body.found[0]!
  }

  /** Checks in the whole party of a code; must be taken. */
  async checkIn(code: string, { nonce = `scan-${code}`, ...rest } = {}): Promise<CheckedInAnswer> {
    const found = await this.lookUp(code)
    const people = found.people.map(({ position }) => ({ position, card: 'same' }))
    const answer = await this.post<CheckedInAnswer>('/check-ins', { booking: found.booking, people, nonce, ...rest })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
}

let strangers = 40_000

/** People nobody else is, `count` of them, who want a new passport for umrah. */
export function strangersOf(count: number, service = 'new-adult') {
  const niks = sampleNiks(count, strangers)
  strangers += count
  const names = 'Satu Dua Tiga Empat Lima'.split(' ')
  return niks.map((nik, i) => ({ name: `Orang ${names[i]}`, nik, service, purpose: 'umrah' }))
}

/** Books a party at an hour of a day at a site, as anybody does from home. */
export async function bookAt(
  address: string,
  { day, hour, size = 1, office = 'wonosobo', site = 'kantor', contact }: {
    day: string
    hour: string
    size?: number
    office?: string
    site?: string
    contact?: PartyBody['contact']
  },
): Promise<TicketBody & { niks: string[] }> {
  const client = new Client(address, { 'x-forwarded-for': `10.${size}.${hour.slice(0, 2)}.${hour.slice(3)}` })
  const query = `service=new-adult&from=${day}&to=${day}&party=${size}&site=${site}`
  const days = await client.ask(`/api/v1/offices/${office}/availability?${query}`)
  const { days: [found] } = JSON.parse(days.text) as { days: { slots: { id: string; start: string }[] }[] }
  const slot = found?.slots.find((one) => one.start.includes(`T${hour}`))
  assert.ok(slot, `no hour ${hour} on ${day}: ${days.text.slice(0, 200)}`)
  const people = strangersOf(size)
  const party = { office, slot: slot.id, people, ...(contact && { contact }) }
  const answer = await client.ask('/api/v1/bookings', { method: 'POST', body: party })
  assert.equal(answer.status, 201, answer.text)
  return { ...(JSON.parse(answer.text) as TicketBody), niks: people.map((one) => one.nik) }
}
