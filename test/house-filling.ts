import { loadReferenceData, officeBook } from '../src/offices/index.ts'
import { rollForward } from '../src/parts.ts'
import { SetClock } from '../src/platform/clock.ts'
import { connectDatabase } from '../src/platform/database/index.ts'
import type { Filling } from '../src/platform/database/testing.ts'
import { openEvents } from '../src/platform/events.ts'

/** Tuesday, 24 November 2026, 10:00 WIB. All days up to 27 December are released. */
export const testNow = Temporal.Instant.from('2026-11-24T03:00:00Z')

/** What every app writes at its first start: offices, holidays, the slots as they are at `testNow`. */
export const houseFilling: Filling = {
  name: 'house',
  async fill(url) {
    const onError = (error: unknown): never => {
      throw error
    }
    const database = connectDatabase(url)
    const clock = new SetClock(testNow)
    const { catalogue } = await loadReferenceData({ database, clock })
    const events = await openEvents({ url, onError })
    const offices = await officeBook({ database, events, catalogue, onError })
    await rollForward({ database, clock, offices })
    offices.close()
    await events.close()
    await database.close()
  },
}
