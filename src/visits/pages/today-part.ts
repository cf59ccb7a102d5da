import type { OfficeBook, TodayPart } from '../../offices/index.ts'
import { hallOf } from '../change-hall.ts'
import { type WalkInDeps, walkInsNow } from '../walk-ins.ts'
import { TodaySection } from './today.tsx'

export interface TodayPartDeps extends WalkInDeps {
  offices: OfficeBook
}

/** What the visit day puts on an office's page: at each site with counters today's seats without a booking. */
export function todayPart(deps: TodayPartDeps): TodayPart {
  return async ({ officeId, view }) => {
    const office = deps.offices.get(officeId)
    const { sites = [], day } = office?.definition ?? {}
    const own = sites.filter(({ id }) => day?.counters.some(({ site }) => site === id))
    if (!office || own.length === 0) return undefined
    const now = deps.clock.now().toZonedDateTimeISO(office.timeZone)
    const walkIns = await Promise.all(own.map(({ id }) => walkInsNow(deps, hallOf(deps, officeId, id))))
    return TodaySection({
      view,
      officeId,
      sites: own.map(({ id, name }, index) => ({ id, name, walkIns: walkIns[index]! })),
      now,
    })
  }
}
