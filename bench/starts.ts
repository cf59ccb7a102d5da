import { join } from 'node:path'
import type { Figures } from './figures.ts'
import { startProcess } from './servers.ts'

/** How long `giliran start` takes on a new folder, and again on the same, until it answers. */
export async function measureStarts(folder: string, figures: Figures): Promise<void> {
  const settings = { GILIRAN_DATA_DIR: join(folder, 'started'), PORT: '0', LOG_LEVEL: 'error' }
  for (const name of ['first start, database and demonstration made', 'second start']) {
    const from = performance.now()
    const app = await startProcess(['src/cli.ts', 'start'], settings)
    figures.add(name, 's', { value: (performance.now() - from) / 1000 })
    await app.stop()
  }
}
