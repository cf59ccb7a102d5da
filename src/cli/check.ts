import { checkPromises } from '../check.ts'
import { systemClock } from '../platform/clock.ts'
import { connectDatabase } from '../platform/database/index.ts'
import { withServerFor } from '../platform/database/open.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

/** Recounts every promise; exit code 1 when something differs. */
export async function run(args: string[], { config, log, say }: Terminal): Promise<number> {
  readArguments(args, { places: [] })
  return withServerFor(config, log, 'check', async ({ url }) => {
    const database = connectDatabase(url, { connectionsMax: 1 })
    const client = await database.pool.connect()
    try {
      const { checks, differences } = await checkPromises(client, systemClock.now())
      for (const { name, differences: count } of checks)
        say(`${count === 0 ? 'ok  ' : 'NOT '} ${name}${count ? `: ${count}` : ''}`)
      for (const { check, office, where, what } of differences)
        say(`${check}: ${[office, where].filter(Boolean).join(', ')}: ${what}`)
      return differences.length === 0 ? 0 : 1
    } finally {
      client.release()
      await database.close()
    }
  })
}
