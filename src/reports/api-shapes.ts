import { type TSchema, Type } from 'typebox'
import { outOfTurnReasons } from '../visits/index.ts'
import { dayReasons, outcomes, ways } from './rules.ts'

/** What the API of the public record takes and answers; OpenAPI is made from these. */

const closed = { additionalProperties: false }
const office = Type.String({ maxLength: 100 })
const count = Type.Integer({ minimum: 0 })
const way = Type.Enum([...ways])
const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, of the office' })
const month = Type.String({ pattern: '^\\d{4}-\\d{2}$', description: 'YYYY-MM, of the office' })
const orNull = (schema: TSchema, description: string) => Type.Union([schema, Type.Null()], { description })

const cells = (of: TSchema, description: string) =>
  Type.Array(
    Type.Object({
      of: Type.Array(of, { description: 'Counted together: one of them alone would be fewer than five' }),
      people: count,
    }),
    { description },
  )

const offered = Type.Array(Type.Object({ way, seats: count }))
const waits = Type.Object(
  { half: Type.Optional(count), nineInTen: Type.Optional(count) },
  { description: 'Whole minutes that half, and nine in ten, waited at most' },
)
const outcomeCells = cells(Type.Enum([...outcomes]), 'In their order; the first seven were served')

const dayRecord = Type.Object({
  date,
  offered,
  people: orNull(count, 'With a seat; null: 1 to 4'),
  parts: Type.Array(
    Type.Object({
      who: Type.Enum(['all', 'winners', 'others'], { description: 'Winners of draws, where they stand apart' }),
      people: count,
      given: cells(way, 'The same people by way'),
      outcomes: outcomeCells,
      waits,
    }),
  ),
  outOfTurn: orNull(
    Type.Object({ calls: count, reasons: cells(Type.Enum([...dayReasons]), '') }),
    'Numbers called out of turn; null: fewer than five, or none',
  ),
  freed: orNull(count, 'Seats given back; null: fewer than five, or none'),
  plannedAnew: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Seats added to the day after the list of its draw was closed' }),
  ),
})

const proof = Type.Object(
  {
    at: Type.String({ format: 'date-time' }),
    commitment: Type.String({ description: 'SHA-256(salt, then opening), hex: what stands in the ledger' }),
    salt: Type.String({ description: 'Hex' }),
    opening: Type.String({ description: 'The exact text' }),
    leaf: Type.Optional(
      Type.Object(
        {
          index: count,
          proof: Type.Array(Type.String(), { description: 'Hashes from the sibling upwards, hex' }),
          checkpoint: Type.String({ description: 'Signed note, with the cosignatures of witnesses' }),
        },
        { description: 'Where it stands in the ledger; absent: it waits for its place' },
      ),
    ),
  },
  { description: 'That the figures are those of the ledger' },
)

export const recordParams = Type.Object({ office }, closed)
export const dayParams = Type.Object({ office, date }, closed)
export const monthParams = Type.Object({ office, month }, closed)

export const recordAnswer = Type.Object({
  days: Type.Array(date, { description: 'Newest first' }),
  months: Type.Array(month, { description: 'Newest first' }),
})

export const dayAnswer = Type.Object({ record: dayRecord, proof })

const hex = Type.String({ description: 'Hex' })

export const monthAnswer = Type.Object({
  record: Type.Object({
    month,
    days: count,
    daysTooFew: Type.Integer({ description: 'Days with 1 to 4 people, who are counted nowhere' }),
    offered,
    people: count,
    given: cells(way, 'Sums of what the days tell'),
    outcomes: cells(Type.Enum([...outcomes]), 'Sums of what the days tell'),
    winners: Type.Optional(Type.Object({ served: count, left: count, notCome: count, mixed: count })),
    waits,
    outOfTurn: Type.Object({
      calls: orNull(count, 'null: the sum would tell of days with fewer than five'),
      atLeast: count,
      told: cells(Type.Enum([...dayReasons]), 'Sums of what days with five and more tell'),
      untold: cells(Type.Enum([...outOfTurnReasons]), 'Of all other days together'),
    }),
    priority: orNull(cells(Type.String(), ''), 'Who went first, by kind; null: 1 to 4'),
    booked: orNull(cells(Type.Enum(['self', 'staff']), ''), 'By whom seats were taken'),
    money: orNull(cells(Type.Enum(['yes', 'no']), ''), 'Answers to whether anybody asked for money'),
    list: Type.Object({ size: count, sha256: hex }, { description: 'Of the commitments that samples are drawn from' }),
  }),
  proof,
  days: Type.Array(dayRecord),
  samples: Type.Array(
    Type.Object({
      record: Type.Object({
        month,
        chainHash: hex,
        round: count,
        randomness: hex,
        list: Type.Object({ size: count, sha256: hex }),
        picked: Type.Array(hex, { description: 'Commitments, in the order of picking' }),
      }),
      proof,
    }),
  ),
})
