import { Type } from 'typebox'
import type { Availability } from '../../schedule/index.ts'
import type { Site } from '../../web/index.ts'
import type { BookDeps } from '../book.ts'
import { KEY_PATTERN } from '../code.ts'

/** What the pages of bookings need: the engine, and what all pages share. */
export interface PageDeps extends BookDeps {
  site: Site
  availability: Pick<Availability, 'days'>
}

const keyParams = Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false })

/** Of a page with a secret in its address; what cannot be one is not found. */
export const ofKey = { schema: { params: keyParams } }
