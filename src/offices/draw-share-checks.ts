import type { Catalogue } from './catalogue.ts'
import type { OfficeDefinition } from './definition.ts'
import { type DrawPolicy, drawSeats, leavesRest } from './draw-definition.ts'
import type { Fault } from './faults.ts'

/**
 * Whether everybody has a way to the seats of a draw's sites: who may enter it by the draw, who
 * may not by the rest. Leaving somebody none is allowed, but has to be said.
 */
export function drawShareFaults(definition: OfficeDefinition, { services }: Pick<Catalogue, 'services'>): Fault[] {
  const direct = new Set(services.filter(({ bookable }) => !bookable).map(({ id }) => id))
  // Who comes without a turn needs no seat.
  const sites = definition.sites.map((site) => ({ ...site, services: site.services.filter((id) => !direct.has(id)) }))
  return (definition.draws ?? []).flatMap((draw, index) => shareFaults({ ...definition, sites }, draw, index))
}

function shareFaults({ sites, templates }: OfficeDefinition, draw: DrawPolicy, index: number): Fault[] {
  const own = sites.filter(({ id }) => !draw.sites || draw.sites.includes(id))
  return own.flatMap((site): Fault[] => {
    const others = site.services.filter((id) => draw.services && !draw.services.includes(id))
    if (!leavesRest(draw)) {
      if (others.length === 0 || draw.seats) return []
      const values = { site: site.id, services: others.join(', ') }
      return [{ path: ['draws', index, 'services'], say: 'offices.definition.drawLeavesNone', values }]
    }
    const path = ['draws', index, 'seats']
    if (others.length === 0) return [{ path, say: 'offices.definition.drawRestForNobody', values: { site: site.id } }]
    const hours = templates.filter((one) => one.site === site.id && one.channel === 'online').map(seatsOfWindow)
    if (hours.length === 0 || hours.some((seats) => drawSeats(draw, seats) > 0)) return []
    const values = { site: site.id, seats: Math.max(...hours) }
    return [{ path, say: 'offices.definition.drawGivesNone', values }]
  })
}

/** As the schedule makes them: docs/glossary.md#seat. */
const seatsOfWindow = ({
  counters,
  windowMinutes,
  minutesPerApplicant,
}: Pick<OfficeDefinition['templates'][number], 'counters' | 'windowMinutes' | 'minutesPerApplicant'>): number =>
  Math.floor((counters * windowMinutes) / minutesPerApplicant)
