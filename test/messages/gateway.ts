import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** How a stand-in meets one request. */
export type Meeting =
  /** As the documentation says. */
  | { how: 'take' }
  /** Takes it, and the line breaks before the answer. */
  | { how: 'take-and-lose' }
  /** The line breaks before anything of it is looked at. */
  | { how: 'lose' }
  /** Takes it and never answers, until the stand-in closes. */
  | { how: 'take-in-silence' }
  /** Takes it, and answers when `until` is over. */
  | { how: 'take-late'; until: Promise<unknown> }
  | { how: 'say'; status: number; body: string | object; headers?: Record<string, string> }

export interface Asked {
  path: string
  headers: IncomingMessage['headers']
  body: unknown
}

export interface Answered {
  status: number
  body: object
  headers?: Record<string, string>
}

export interface StandIn {
  /** http://127.0.0.1:port */
  origin: string
  /** Every request that was read, in order. */
  asked: readonly Asked[]
  /** How the next requests are met, one after the other; after them as documented. */
  meet(...meetings: Meeting[]): void
  /** Resolves with the next request that is read from now on. */
  nextAsked(): Promise<Asked>
  close(): Promise<void>
}

/** An HTTP server that stands in for a gateway; `take` answers as its documentation says. */
export async function openStandIn(take: (asked: Asked) => Answered): Promise<StandIn> {
  const asked: Asked[] = []
  const meetings: Meeting[] = []
  let waiting: ((asked: Asked) => void)[] = []
  const server = createServer((request, response) => {
    void meetOne(request, response)
  })

  async function meetOne(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = { path: request.url ?? '', headers: request.headers, body: readJson(await text(request)) }
    const meeting = meetings.shift() ?? { how: 'take' }
    asked.push(one)
    const answered = meeting.how.startsWith('take') ? take(one) : undefined
    const told = waiting
    waiting = []
    for (const tell of told) tell(one)
    if (meeting.how === 'lose' || meeting.how === 'take-and-lose') request.socket.destroy()
    else if (meeting.how === 'say') answer(response, meeting)
    else if (answered && meeting.how !== 'take-in-silence') {
      if (meeting.how === 'take-late') await meeting.until
      answer(response, answered)
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    meet: (...more) => void meetings.push(...more),
    nextAsked: () => new Promise((resolve) => void waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Where nobody listens. */
export async function openNobody(): Promise<string> {
  const standIn = await openStandIn(() => ({ status: 500, body: {} }))
  await standIn.close()
  return standIn.origin
}

function answer(response: ServerResponse, { status, body, headers = {} }: Omit<Meeting & { how: 'say' }, 'how'>): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
