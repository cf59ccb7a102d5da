import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LogAway, type LogFiles } from '../../src/platform/tlog/read-log.ts'

/** The files of a log at an address of their own, until it is disposed of. */
export async function serveLog(files: LogFiles): Promise<{ address: string } & AsyncDisposable> {
  return serve((request, response) => {
    files(request.url!.replace('/log/', '')).then(
      (bytes) => response.end(bytes),
      (error: unknown) => response.writeHead(error instanceof LogAway ? 404 : 500).end(),
    )
  })
}

/** Answers every request with what `send` writes, until it is disposed of. */
export function serveStream(send: (response: ServerResponse) => void): Promise<{ address: string } & AsyncDisposable> {
  return serve((_, response) => send(response))
}

async function serve(listener: RequestListener): Promise<{ address: string } & AsyncDisposable> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/log`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
