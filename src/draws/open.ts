import type { DrawDeps } from './model.ts'
import { tellStruck } from './strike.ts'

/** Draws over bookings, which come before them and ask them of entries that hold people. */
export function openDraws(deps: DrawDeps): DrawDeps {
  deps.bookings.drawEntries = { tellStruck }
  return deps
}
