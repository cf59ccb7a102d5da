import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { loadConfig } from '../../src/platform/config.ts'
import { startServerFor } from '../../src/platform/database/open.ts'
import { openLifecycle } from '../../src/platform/lifecycle.ts'
import { createLog } from '../../src/platform/log.ts'
import { OperatorError } from '../../src/platform/operator-error.ts'

/**
 * The smallest app: a database and a web page that asks it. What it goes through is what
 * `giliran start` goes through, in a tenth of the time.
 */
try {
  const config = loadConfig(process.env)
  const log = createLog('error')
  const lifecycle = openLifecycle(log)
  const database = await startServerFor(config, log)
  lifecycle.onStop('database', () => database.stop())
  const server = createServer((request, reply) => {
    if (request.url === '/exit') process.exit(7)
    ask(database.url).then(
      (answer) => reply.end(answer),
      (error: Error) => reply.writeHead(503).end(error.message),
    )
  })
  await new Promise<void>((resolve) => server.listen(config.port, config.host, resolve))
  lifecycle.onStop('http', () => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = `http://${config.host}:${(server.address() as AddressInfo).port}`
  database.embedded?.announce(address)
  console.log(JSON.stringify({ address, url: database.url, adopted: database.embedded?.adopted }))
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function ask(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  await client.end()
  return rows[0]!.version
}
