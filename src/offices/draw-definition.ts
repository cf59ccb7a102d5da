import { type Static, Type } from 'typebox'
import type { OfficeDefinition } from './definition.ts'
import type { Fault } from './faults.ts'
import { unknown } from './name-checks.ts'
import { closed, date, id, ownWordsSchema } from './shapes.ts'

/** A moment at the office, in local time. Such texts compare as the moments do. */
const moment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2} ([01]\\d|2[0-3]):[0-5]\\d$',
  description: "'YYYY-MM-DD HH:MM'",
})

const statedDemand = Type.Object(
  { people: Type.Integer({ minimum: 1 }), seats: Type.Integer({ minimum: 1 }), source: ownWordsSchema },
  closed,
)

/**
 * Days whose seats are given by draw. Without any, seats are given at once (`instant`), the
 * usual way: an office turns to the draw only where demand exceeds seats for a stated span,
 * announced beforehand, and people are shown all of it.
 */
export const drawSchema = Type.Object(
  {
    /** With the office's id it names the draw in public. */
    id,
    /** The days that it gives, both inclusive. */
    from: date,
    to: date,
    /** Default: all sites. */
    sites: Type.Optional(Type.Array(id, { minItems: 1 })),
    /** Who may enter; others take what is left. Default: all that the sites give. */
    services: Type.Optional(Type.Array(id, { minItems: 1 })),
    /**
     * Which part of each hour's seats it gives, rounded down; the others are given at once, to
     * services that are not in the draw. Default: all. A draw that leaves out services says it,
     * be it 100: then those find no seat on its days.
     */
    seats: Type.Optional(Type.Object({ percent: Type.Integer({ minimum: 1, maximum: 100 }) }, closed)),
    announcedOn: date,
    reason: ownWordsSchema,
    /**
     * Visit days whose demand exceeded the seats: counted when the draw is announced. `stated`:
     * what the office knows of days whose seats were not given here, and from where.
     */
    demand: Type.Object({ from: date, to: date, stated: Type.Optional(statedDemand) }, closed),
    /** Entering begins and ends; when in between is of no importance. */
    opens: moment,
    closes: moment,
    /** The hour of the random number: the first round at or after it. */
    draws: moment,
    /** From then on what the draw has left can be booked at once. */
    instantFrom: moment,
  },
  closed,
)

export type DrawPolicy = Static<typeof drawSchema>

/** So many days at least lie between the announcement and the first day of entering. */
export const ANNOUNCE_DAYS_MIN = 7
/** So long after the close the draw is at the earliest: a witness has to have seen the list. */
export const SEALING_MINUTES_MIN = 10

/** The policy's moments in the office's zone. */
export interface DrawMoments {
  opensAt: Temporal.Instant
  closesAt: Temporal.Instant
  drawsAt: Temporal.Instant
  instantAt: Temporal.Instant
  /** First instant after its last day. */
  endsAt: Temporal.Instant
}

export function drawMoments(policy: DrawPolicy, timeZone: string): DrawMoments {
  const at = (local: string): Temporal.Instant =>
    Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(timeZone).toInstant()
  return {
    opensAt: at(policy.opens),
    closesAt: at(policy.closes),
    drawsAt: at(policy.draws),
    instantAt: at(policy.instantFrom),
    endsAt: Temporal.PlainDate.from(policy.to).add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
  }
}

/** By which draw a site's online seats of a day (YYYY-MM-DD) are given; undefined: at once, the usual way. */
export function drawOn(
  { draws = [] }: Pick<OfficeDefinition, 'draws'>,
  siteId: string,
  day: string,
): DrawPolicy | undefined {
  return draws.find(({ from, to, sites }) => from <= day && day <= to && (!sites || sites.includes(siteId)))
}

/** How many of an hour's seats its draw gives; the others are given at once. */
export function drawSeats({ seats }: Pick<DrawPolicy, 'seats'>, seatsOfHour: number): number {
  return Math.floor((seatsOfHour * (seats?.percent ?? 100)) / 100)
}

/** Whether a part of its hours is given at once. */
export const leavesRest = ({ seats }: Pick<DrawPolicy, 'seats'>): boolean => (seats?.percent ?? 100) < 100

/** What the shape of the draws cannot say: real days, in order, each day and site in one draw only. */
export function drawFaults(definition: OfficeDefinition): Fault[] {
  const { draws = [] } = definition
  return draws.flatMap((draw, index) => [
    ...orderFaults(draw, index),
    ...unknown(draw.sites ?? [], definition.sites, ['draws', index, 'sites'], 'offices.definition.noSuchSite'),
    ...unknown(
      draw.services ?? [],
      definition.sites.flatMap((site) => site.services.map((service) => ({ id: service }))),
      ['draws', index, 'services'],
      'offices.definition.noSuchService',
    ),
    ...demandFaults(draw, index),
    ...twiceFaults(draws, index),
  ])
}

function orderFaults(draw: DrawPolicy, index: number): Fault[] {
  const dates = ['from', 'to', 'announcedOn', 'opens', 'closes', 'draws', 'instantFrom'] as const
  const unreal = dates.filter((name) => !isRealDay(draw[name]))
  const path = (name: string) => ['draws', index, name] as const
  if (unreal.length > 0) return unreal.map((name) => ({ path: path(name), say: 'offices.definition.noSuchDate' }))
  const faults: Fault[] = []
  const after = (name: 'to' | 'closes' | 'draws' | 'instantFrom' | 'from', isRight: boolean, what: string): void => {
    if (!isRight) faults.push({ path: path(name), say: 'offices.definition.drawOrder', values: { after: what } })
  }
  const announced = Temporal.PlainDate.from(draw.announcedOn)
  const first = announced.add({ days: ANNOUNCE_DAYS_MIN }).toString()
  if (draw.opens.slice(0, 10) < first) {
    faults.push({
      path: path('opens'),
      say: 'offices.definition.drawTooSoon',
      values: { days: ANNOUNCE_DAYS_MIN, first },
    })
  }
  after('to', draw.from <= draw.to, 'from')
  after('closes', draw.opens < draw.closes, 'opens')
  const sealed = Temporal.PlainDateTime.from(draw.closes.replace(' ', 'T')).add({ minutes: SEALING_MINUTES_MIN })
  const earliest = sealed.toString({ smallestUnit: 'minute' }).replace('T', ' ')
  after('draws', earliest <= draw.draws, `closes + ${SEALING_MINUTES_MIN} min`)
  after('instantFrom', draw.draws < draw.instantFrom, 'draws')
  after('from', draw.draws.slice(0, 10) < draw.from, 'draws')
  return faults
}

function demandFaults({ demand: { stated } }: DrawPolicy, index: number): Fault[] {
  if (!stated || stated.people > stated.seats) return []
  const { people, seats } = stated
  const path = ['draws', index, 'demand', 'stated', 'people']
  return [{ path, say: 'offices.definition.drawDemandMet', values: { people, seats } }]
}

function isRealDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text.slice(0, 10), { overflow: 'reject' })
    return true
  } catch {
    // A RangeError is how Temporal says that there is no such day.
    return false
  }
}

function twiceFaults(draws: readonly DrawPolicy[], index: number): Fault[] {
  const one = draws[index]!
  return draws.slice(0, index).flatMap((other, before): Fault[] => {
    if (one.id === other.id) return [{ path: ['draws', index, 'id'], say: 'offices.definition.twice' }]
    const sitesMeet = !one.sites || !other.sites || one.sites.some((site) => other.sites!.includes(site))
    const daysMeet = one.from <= other.to && other.from <= one.to
    if (!sitesMeet || !daysMeet) return []
    return [{ path: ['draws', index], say: 'offices.definition.drawTwice', values: { other: before } }]
  })
}
