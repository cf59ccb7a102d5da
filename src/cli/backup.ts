import { systemClock } from '../platform/clock.ts'
import { backup } from '../platform/database/backup.ts'
import { withServerFor } from '../platform/database/open.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

export async function run(args: string[], { config, log, say }: Terminal): Promise<void> {
  const { places } = readArguments(args, { places: ['FILE'] })
  const [file] = places
  await withServerFor(config, log, 'backup', async ({ ownerUrl }) => {
    const { tables, rows } = await backup({ url: ownerUrl, file, now: systemClock.now() })
    say(`Wrote ${rows} rows of ${tables} tables to ${file}`)
    say('Keep the key file elsewhere: without it nobody can read the names in this backup')
  })
}
