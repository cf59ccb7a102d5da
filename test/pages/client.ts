import assert from 'node:assert/strict'
import type { TestApp } from '../browser/app.ts'
import type { Person } from '../browser/steps.ts'

/** One answer, redirects not followed. */
export interface Answer {
  status: number
  headers: Headers
  html: string
  /** Where a redirect leads; '' for none. */
  location: string
}

/** A browser's half of the pages over plain HTTP: forms, no script, no cookie. */
export interface Client {
  get(path: string, init?: RequestInit): Promise<Answer>
  post(path: string, form: Record<string, string>, init?: RequestInit): Promise<Answer>
  /** Fills in "who" without fault; returns the draft's key. */
  draft(people: readonly Person[], locale?: '' | '/en'): Promise<string>
  /** Books the hour with a fresh draft; returns the ticket's key. */
  book(people: readonly Person[], slotId: string): Promise<string>
}

export function openClient({ address }: Pick<TestApp, 'address'>): Client {
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(address + path, { redirect: 'manual', ...init })
    assert.ok(response.status < 500, `${init.method ?? 'GET'} ${path}: ${response.status}`)
    assert.equal(response.headers.get('set-cookie'), null)
    const { status, headers } = response
    return { status, headers, html: await response.text(), location: headers.get('location') ?? '' }
  }
  const client: Client = {
    get: (path, init = {}) => ask(path, init),
    post: (path, form, init = {}) => ask(path, { method: 'POST', body: new URLSearchParams(form), ...init }),
    async draft(people, locale = '') {
      const { status, location, html } = await client.post(`${locale}/offices/wonosobo/book`, whoForm(people))
      assert.equal(status, 303, html)
      return /\/book\/([^/]+)\/check$/.exec(location)![1]!
    },
    async book(people, slotId) {
      const key = await client.draft(people)
      const { location, html } = await client.post(`/book/${key}/hour`, { slot: slotId })
      return /^\/t\/([^?]+)\?news=booked$/.exec(location)?.[1] ?? assert.fail(html)
    },
  }
  return client
}

/** The form of "who" as a browser sends it. */
export function whoForm(people: readonly Person[], more: Record<string, string> = {}): Record<string, string> {
  const fields = people.flatMap((one, i) => [
    [`name-${i}`, one.name],
    [`nik-${i}`, one.nik],
    [`service-${i}`, one.service],
    [`purpose-${i}`, one.purpose],
  ])
  return { ...Object.fromEntries(fields), companionName: '', contact: '', action: 'continue', ...more }
}

/** An hour with room for five, of the online channel; a later one for each `skip`. */
export function freeSlot({ slots, clock }: TestApp, skip = 0, siteId = 'kantor'): string {
  const known = slots.current('wonosobo')
  assert.ok(known)
  const soon = clock.now().add({ hours: 72 })
  const free = known.slots.filter(
    (slot) =>
      slot.siteId === siteId &&
      slot.channel === 'online' &&
      slot.closedReason === null &&
      Temporal.Instant.compare(slot.opensAt, clock.now()) <= 0 &&
      Temporal.Instant.compare(slot.startsAt, soon) > 0 &&
      slot.capacity - slot.taken - slot.withheld >= 5,
  )
  return free[skip]?.slotId ?? assert.fail('no hour has room for five')
}
