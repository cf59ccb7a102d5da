import { type Static, Type } from 'typebox'
import { closed, id, text, texts } from './shapes.ts'

/**
 * The national catalogue (reference/services.yaml): what one can come for, with which
 * papers, at which official fee. It is the same at every office; what an office adds
 * stands in its own definition.
 */

/** Where a fact is from, and the date of the rule or the month the page was read. */
const origin = {
  source: text,
  date: Type.String({ pattern: '^\\d{4}(-\\d{2}){1,2}$', description: 'YYYY-MM-DD or YYYY-MM' }),
}

const purpose = Type.Object({ id, name: texts }, closed)

const document = Type.Object(
  {
    id,
    name: texts,
    note: Type.Optional(texts),
    /** Set where no rule or official page was seen: the remark that is shown with it. */
    unverified: Type.Optional(texts),
    ...origin,
  },
  closed,
)

export const feeKindSchema = Type.Enum(['book', 'same-day', 'penalty'])
export const bookKindSchema = Type.Enum(['ordinary', 'electronic'])

const fee = Type.Object(
  {
    id,
    /** book: the passport itself. same-day and penalty come on top. */
    kind: feeKindSchema,
    name: texts,
    /** Kind of book and years of validity, of a fee for a book. */
    book: Type.Optional(bookKindSchema),
    years: Type.Optional(Type.Enum([5, 10])),
    /** Whole rupiah. */
    amountIdr: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    ...origin,
  },
  closed,
)

export const serviceKindSchema = Type.Enum(['new', 'replacement', 'direct'])
export const ageSchema = Type.Enum(['adult', 'child', 'any'])

const service = Type.Object(
  {
    id,
    /** direct: no booking, an officer examines on a direct visit. */
    kind: serviceKindSchema,
    /** adult: 17 or over, or married. child: neither. The service says who is a child, not the NIK. */
    age: ageSchema,
    name: texts,
    /** The name without the age, where those of one age stand together; absent: the name does. */
    short: Type.Optional(texts),
    who: texts,
    bookable: Type.Boolean(),
    /** Why it cannot be booked, and what to do. */
    reason: Type.Optional(texts),
    /** Our planning figure for the time at the counter. */
    minutes: Type.Integer({ minimum: 1, maximum: 240 }),
    /** Papers; with `purposes` only for those. */
    documents: Type.Array(
      Type.Object({ document: id, purposes: Type.Optional(Type.Array(id, { minItems: 1 })) }, closed),
      { minItems: 1 },
    ),
    fees: Type.Array(id, { minItems: 1 }),
  },
  closed,
)

export const catalogueSchema = Type.Object(
  {
    purposes: Type.Array(purpose, { minItems: 1 }),
    documents: Type.Array(document, { minItems: 1 }),
    fees: Type.Array(fee, { minItems: 1 }),
    services: Type.Array(service, { minItems: 1 }),
  },
  closed,
)

export type Catalogue = Static<typeof catalogueSchema>
export type CatalogueService = Catalogue['services'][number]
export type Purpose = Catalogue['purposes'][number]
export type Fee = Catalogue['fees'][number]
