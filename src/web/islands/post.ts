/** A problem document of the API (RFC 9457). */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors?: { pointer: string; code: string; detail: string }[]
}

/**
 * What became of a request. `no-network`: nothing came back, or only that the server cannot
 * answer now, as without its database; whether it was done is not known. `refused`: the server
 * said no, and why, in the page's language.
 */
export type Answered<T> = { kind: 'done'; value: T } | { kind: 'refused'; problem: Problem } | { kind: 'no-network' }

/** Longer than the slowest answer seen on 3G; shorter than anybody's patience. */
const WAIT_MS = 10_000

export const getJson = <T>(url: string): Promise<Answered<T>> => ask(url, {})

export const postJson = <T>(url: string, body: unknown, more: Record<string, string> = {}): Promise<Answered<T>> =>
  ask(url, { method: 'POST', headers: { 'content-type': 'application/json', ...more }, body: JSON.stringify(body) })

async function ask<T>(url: string, init: RequestInit): Promise<Answered<T>> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), WAIT_MS)
  const headers = { ...init.headers, accept: 'application/json', 'accept-language': document.documentElement.lang }
  try {
    const response = await fetch(url, { ...init, headers, cache: 'no-store', signal: patience.signal })
    const value: unknown = response.status === 204 ? undefined : await response.json()
    if (response.ok) return { kind: 'done', value: value as T }
    return isProblem(value) && value.status < 500 ? { kind: 'refused', problem: value } : { kind: 'no-network' }
  } catch {
    // Cut off, too slow, or the page of a proxy that found no server: all the same to whoever waits.
    return { kind: 'no-network' }
  } finally {
    clearTimeout(timer)
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && typeof (value as Problem).detail === 'string'
}
