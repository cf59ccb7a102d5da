import { Type } from 'typebox'
import { KEY_PATTERN } from '../../bookings/index.ts'
import type { ProofDeps } from '../../notify/index.ts'
import type { RequireStaff } from '../../staff/index.ts'
import type { FieldFault } from '../../platform/errors.ts'
import type { Translate } from '../../platform/i18n/index.ts'
import { fieldText, type FieldError, type Site } from '../../web/index.ts'
import type { DrawDeps } from '../model.ts'
import { WISHES_MAX } from '../wishes.ts'
import type { WishTyped } from '../pages/words.ts'

/** What the pages of draws need: the draws, ways to prove a contact, and what all pages share. */
export interface DrawPageDeps extends DrawDeps {
  site: Site
  proof: ProofDeps
  requireStaff: RequireStaff
}

const closed = { additionalProperties: false }

export const drawIdPattern = '^[a-z][a-z0-9-]{0,39}\\.[a-z][a-z0-9-]{0,39}(\\.[1-9]\\d{0,2})?$'
const drawParams = Type.Object({ draw: Type.String({ pattern: drawIdPattern }) }, closed)
/** Of a draw's own pages; what cannot be one is not found. */
export const ofDraw = { schema: { params: drawParams } }
export const ofKey = { schema: { params: Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, closed) } }

/** Wishes as they stand in a form. */
export function readWishes(body: unknown): WishTyped[] {
  return Array.from({ length: WISHES_MAX }, (_, rank) => ({
    day: fieldText(body, `day-${rank}`, 60),
    part: fieldText(body, `part-${rank}`, 10),
  }))
}

/** Faults of wishes beside the field of the rank that they were typed at. */
export function wishErrors(t: Translate, faults: readonly FieldFault[], ranks: readonly number[]): FieldError[] {
  return faults.map(({ pointer, say, values }) => {
    const index = Number(/^\/wishes\/(\d+)$/.exec(pointer)?.[1] ?? 0)
    return { field: `day-${ranks[index] ?? 0}`, message: t(say, values) }
  })
}
