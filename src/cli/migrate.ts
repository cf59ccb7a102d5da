import { migrate } from '../platform/database/migrate.ts'
import { withServerFor } from '../platform/database/open.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

export async function run(args: string[], { config, log, say }: Terminal): Promise<void> {
  readArguments(args, { places: [] })
  await withServerFor(config, log, 'migrate', async ({ url, ownerUrl }) => {
    const { applied } = await migrate({ url: ownerUrl, appUrl: url })
    say(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'Nothing to do: the database is up to date')
  })
}
