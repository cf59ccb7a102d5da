import type { DrawDeps } from './model.ts'
import { holding, outrankForBooking } from './outrank.ts'
import { tellStruck } from './strike.ts'

/** Draws over bookings, which come before them and ask them of entries that hold people. */
export function openDraws(deps: DrawDeps): DrawDeps {
  deps.bookings.drawEntries = {
    holding: (nikHashes) => holding(deps, nikHashes),
    outrank: (asked) => outrankForBooking(deps, asked),
    tellStruck,
  }
  return deps
}
