import { type Static, Type } from 'typebox'
import { daySchema } from './day-definition.ts'
import { drawSchema } from './draw-definition.ts'
import { notifySchema } from './notify-definition.ts'
import { closed, date, hour, id, ownWordsSchema, span, text, texts } from './shapes.ts'

/**
 * What an office is, in one readable file: `giliran office apply FILE` takes it, the
 * database keeps it whole with every revision, and slots are generated from it.
 * All hours are the office's own local time.
 */

/** Opening spans of a day; what lies between two spans is the break. No span: closed. */
const spans = Type.Array(span, { maxItems: 6 })

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const week = Type.Object(Object.fromEntries(weekdays.map((day) => [day, Type.Optional(spans)])) as WeekShape, closed)
type WeekShape = Record<(typeof weekdays)[number], ReturnType<typeof Type.Optional<typeof spans>>>

/** How a seat is given. Only the first is booked from home. */
export const channelSchema = Type.Enum(['online', 'priority', 'walk-in', 'partner'])

/**
 * One week template of a site and channel. Seats of a window =
 * floor(counters x windowMinutes / minutesPerApplicant) (docs/glossary.md#seat).
 */
const template = Type.Object(
  {
    site: id,
    channel: channelSchema,
    from: Type.Optional(date),
    to: Type.Optional(date),
    counters: Type.Integer({ minimum: 0, maximum: 200 }),
    minutesPerApplicant: Type.Integer({ minimum: 1, maximum: 240 }),
    windowMinutes: Type.Integer({ minimum: 5, maximum: 480 }),
    week,
  },
  closed,
)

/** A stretch of dates with other hours, for example Ramadan. It replaces `week` of every template it names. */
const season = Type.Object(
  { name: ownWordsSchema, from: date, to: date, sites: Type.Optional(Type.Array(id)), week },
  closed,
)

/**
 * One date that differs. `closed` needs a reason that is shown: the whole day, or what begins
 * at `fromHour` or later. `hours` and `counters` replace the template's. A day may have one of
 * each: its own hours, and a rest that is closed.
 */
const exception = Type.Object(
  {
    date,
    kind: Type.Enum(['closed', 'shorter', 'extra']),
    reason: ownWordsSchema,
    sites: Type.Optional(Type.Array(id)),
    fromHour: Type.Optional(hour),
    hours: Type.Optional(spans),
    counters: Type.Optional(Type.Integer({ minimum: 0, maximum: 200 })),
  },
  closed,
)

/**
 * When seats become bookable. At each release moment all days up to `horizonDays` after it
 * open. `weekdays`: on these days of the week; `monthDays`: on these days of the month
 * (29-31 fall on the last day of a shorter one; 0 is the last working day).
 */
const release = Type.Object(
  {
    weekdays: Type.Optional(Type.Array(Type.Enum([...weekdays]), { minItems: 1 })),
    monthDays: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 31 }), { minItems: 1 })),
    at: hour,
    horizonDays: Type.Integer({ minimum: 1, maximum: 180 }),
  },
  closed,
)

/**
 * When seats that were given back can be had again: at a moment between `minMinutes` and
 * `maxMinutes` after, which nobody knows beforehand, so that cancelling and booking again
 * hands nothing over. Freed on the visit day, or the day before from `lateFrom` on, they are
 * for the day's walk-ins. `offerMinutes`: how long who is next in a draw's order may take.
 */
const freedSeatsReturn = Type.Object(
  {
    minMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
    maxMinutes: Type.Integer({ minimum: 0, maximum: 10080 }),
    lateFrom: Type.Optional(hour),
    offerMinutes: Type.Optional(Type.Integer({ minimum: 30, maximum: 2880 })),
  },
  closed,
)

const site = Type.Object(
  {
    id,
    name: text,
    address: text,
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    /** What the coordinates point at, and whence: a building is not a town. */
    coordinateSource: text,
    /** Services given here, of the catalogue. */
    services: Type.Array(id, { minItems: 1 }),
  },
  closed,
)

/** A paper that this office asks for besides the catalogue's; without `services` or `purposes`: for all of them. */
const extraDocument = Type.Object(
  {
    id,
    name: texts,
    note: Type.Optional(texts),
    services: Type.Optional(Type.Array(id, { minItems: 1 })),
    purposes: Type.Optional(Type.Array(id, { minItems: 1 })),
  },
  closed,
)

/** A regency or city by the ministry's code: province, dot, regency. In quotes, or 33.10 would be a number. */
const areaCode = Type.String({ pattern: '^\\d{2}\\.\\d{2}$', description: "'NN.NN'" })
const area = Type.Object({ code: areaCode, name: text }, closed)

export const officeDefinitionSchema = Type.Object(
  {
    office: id,
    bookable: Type.Boolean(),
    phone: Type.Optional(text),
    source: ownWordsSchema,
    workingArea: Type.Array(area, { minItems: 1 }),
    workingAreaNote: Type.Optional(texts),
    sites: Type.Array(site, { minItems: 1, maxItems: 40 }),
    /** Who may come without a booking. */
    directVisit: texts,
    documents: Type.Optional(Type.Array(extraDocument)),
    booking: Type.Object(
      {
        movesMax: Type.Integer({ minimum: 0, maximum: 10 }),
        /** Moving and cancelling end this many days before the visit, at this hour. */
        changeUntilDaysBefore: Type.Integer({ minimum: 0, maximum: 30 }),
        changeUntilHour: hour,
        /** An hour can be booked until this many minutes before it starts. */
        noticeMinutes: Type.Integer({ minimum: 0, maximum: 10080 }),
        arriveMinutesBefore: Type.Integer({ minimum: 0, maximum: 120 }),
        /** Who misses `count` turns without a word within `withinDays` books none for `coolingDays`. */
        noShows: Type.Optional(
          Type.Object(
            {
              count: Type.Integer({ minimum: 1, maximum: 20 }),
              withinDays: Type.Integer({ minimum: 1, maximum: 365 }),
              coolingDays: Type.Integer({ minimum: 1, maximum: 90 }),
            },
            closed,
          ),
        ),
        freedSeatsReturn: Type.Optional(freedSeatsReturn),
      },
      closed,
    ),
    release,
    /** Dates of provisional holidays that this office confirms as closed, or says it works on. */
    confirmedHolidays: Type.Optional(Type.Array(date)),
    workedHolidays: Type.Optional(Type.Array(date)),
    templates: Type.Array(template, { minItems: 1, maxItems: 100 }),
    seasons: Type.Optional(Type.Array(season)),
    exceptions: Type.Optional(Type.Array(exception)),
    draws: Type.Optional(Type.Array(drawSchema, { maxItems: 100 })),
    day: Type.Optional(daySchema),
    notify: Type.Optional(notifySchema),
  },
  closed,
)

export type OfficeDefinition = Static<typeof officeDefinitionSchema>
export type WeekTemplate = OfficeDefinition['templates'][number]
export type Week = WeekTemplate['week']
export type Site = OfficeDefinition['sites'][number]
export type DayException = NonNullable<OfficeDefinition['exceptions']>[number]
export type FreedSeatsReturn = Static<typeof freedSeatsReturn>
export type ReleaseRule = OfficeDefinition['release']
