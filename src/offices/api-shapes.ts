import { Type } from 'typebox'
import { ageSchema, bookKindSchema, feeKindSchema, serviceKindSchema } from './catalogue.ts'
import { weekdays } from './definition.ts'

/** What the API of offices takes and answers; OpenAPI is made from these. */

const closed = { additionalProperties: false }
const locale = Type.Optional(Type.Enum(['id', 'en'], { description: 'Goes before Accept-Language' }))

export const officeParams = Type.Object({ office: Type.String({ maxLength: 100 }) }, closed)

export const officesQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({ maxLength: 100, description: 'Words of a name, city, working area or province' }),
    ),
    province: Type.Optional(Type.String({ maxLength: 100, description: 'Only offices in this province' })),
    near: Type.Optional(
      Type.String({ maxLength: 60, description: 'lat,lon in degrees: nearest first, with distances. Not kept' }),
    ),
    locale,
  },
  closed,
)

export const officeQuery = Type.Object({ locale }, closed)

export const servicesQuery = Type.Object(
  {
    purpose: Type.Optional(Type.String({ maxLength: 40, description: 'Only the documents of this purpose' })),
    locale,
  },
  closed,
)

const listed = {
  id: Type.String(),
  name: Type.String(),
  class: Type.Union([Type.String(), Type.Null()], { description: 'null: not known' }),
  province: Type.String(),
  timeZone: Type.String({ description: 'IANA name' }),
  bookable: Type.Boolean({ description: 'Whether a turn can be booked here' }),
}

export const officesAnswer = Type.Object({
  offices: Type.Array(
    Type.Object({ ...listed, distanceKm: Type.Optional(Type.Number({ description: 'As the crow flies' })) }),
  ),
})

export const officeAnswer = Type.Object({
  ...listed,
  instead: Type.Optional(Type.String({ description: 'What to do where nothing can be booked' })),
  source: Type.String({ description: 'Where the facts are from' }),
  town: Type.Object({ lat: Type.Number(), lon: Type.Number() }),
  phone: Type.Optional(Type.String()),
  directVisit: Type.Optional(Type.String({ description: 'Who may come without a booking' })),
  workingArea: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  workingAreaNote: Type.Optional(Type.String()),
  sites: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      address: Type.String(),
      lat: Type.Number(),
      lon: Type.Number(),
      coordinateSource: Type.String({ description: 'What the coordinates point at: a building is not a town' }),
      services: Type.Array(Type.String()),
    }),
  ),
  hours: Type.Array(
    Type.Object({
      site: Type.String(),
      weekdays: Type.Array(Type.Enum([...weekdays])),
      spans: Type.Array(Type.String({ description: 'HH:MM-HH:MM, local time; between two lies the break' })),
    }),
    { description: 'An ordinary week. Holidays and Ramadan: ask for availability' },
  ),
})

const neededDocument = Type.Object({
  id: Type.String(),
  name: Type.String(),
  note: Type.Optional(Type.String({ description: 'Show it with the name: it may say that this is not certain' })),
  purposes: Type.Optional(Type.Array(Type.String(), { description: 'Asked for with these only' })),
})

const officialFee = Type.Object({
  id: Type.String(),
  kind: feeKindSchema,
  name: Type.String(),
  book: Type.Optional(bookKindSchema),
  years: Type.Optional(Type.Integer()),
  amountIdr: Type.Integer(),
  source: Type.String(),
  date: Type.String(),
})

export const servicesAnswer = Type.Object({
  services: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      kind: serviceKindSchema,
      age: ageSchema,
      who: Type.String(),
      bookable: Type.Boolean(),
      reason: Type.Optional(Type.String({ description: 'Why it cannot be booked, and what to do' })),
      minutes: Type.Integer({ description: 'Time at the counter, our planning figure' }),
      sites: Type.Array(Type.String()),
      documents: Type.Array(neededDocument),
      fees: Type.Array(officialFee),
    }),
  ),
  purposes: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
})
