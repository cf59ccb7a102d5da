import { type Static, Type } from 'typebox'
import type { Office } from '../offices/index.ts'
import type { FieldFault } from '../platform/errors.ts'
import type { AvailabilityQuestion } from './availability-days.ts'
import { partyMax } from './slot-state.ts'

/** Days that one question may span: a quarter of a year, as a calendar shows it. */
export const availabilityDaysMax = 92

const date = (description: string) => Type.String({ format: 'date', description, example: '2026-11-30' })

export const availabilityQuery = Type.Object(
  {
    service: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      minItems: 1,
      maxItems: 20,
      description: 'A service; may repeat: an hour has to allow them all',
    }),
    from: date('First day, YYYY-MM-DD, at the office'),
    to: date(`Last day, at most ${availabilityDaysMax} days in all`),
    party: Type.Integer({ minimum: 1, maximum: partyMax, default: 1, description: 'People who come together' }),
    site: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Only this site of the office' })),
    locale: Type.Optional(Type.Enum(['id', 'en'], { description: 'Goes before Accept-Language' })),
  },
  { additionalProperties: false },
)

/**
 * The question of a query of the right shape, or what is wrong with it: an order or span of
 * dates, a service or site that the office has not, a service that is not booked.
 */
export function readQuestion(
  office: Office,
  query: Static<typeof availabilityQuery>,
): { question: AvailabilityQuestion } | { faults: FieldFault[] } {
  const { site: siteId, party } = query
  const question = {
    services: [...new Set(query.service)],
    from: Temporal.PlainDate.from(query.from),
    to: Temporal.PlainDate.from(query.to),
    party,
    ...(siteId !== undefined && { siteId }),
  }
  const faults = [...dateFaults(question), ...serviceFaults(office, question), ...siteFaults(office, question)]
  return faults.length > 0 ? { faults } : { question }
}

function dateFaults({ from, to }: AvailabilityQuestion): FieldFault[] {
  if (Temporal.PlainDate.compare(from, to) > 0) {
    return [{ pointer: '/to', code: 'before-from', say: 'schedule.query.order' }]
  }
  if (from.until(to).days < availabilityDaysMax) return []
  return [{ pointer: '/to', code: 'too-long', say: 'schedule.query.span', values: { days: availabilityDaysMax } }]
}

/** An office that is only listed has every service of the catalogue, none of them bookable: its days say so. */
function serviceFaults(office: Office, { services }: AvailabilityQuestion): FieldFault[] {
  return services.flatMap((service): FieldFault[] => {
    const offered = office.services.find(({ id }) => id === service)
    const fault = { pointer: '/service', values: { service } }
    if (!offered) return [{ ...fault, code: 'service-unknown', say: 'schedule.query.service' }]
    if (office.bookable && !offered.bookable) {
      return [{ ...fault, code: 'service-not-bookable', say: 'schedule.query.serviceDirect' }]
    }
    return []
  })
}

function siteFaults({ definition }: Office, { siteId }: AvailabilityQuestion): FieldFault[] {
  if (siteId === undefined || definition?.sites.some(({ id }) => id === siteId)) return []
  return [{ pointer: '/site', code: 'site-unknown', say: 'schedule.query.site', values: { site: siteId } }]
}
