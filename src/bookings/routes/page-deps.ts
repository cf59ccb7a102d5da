import type { JSX } from 'preact'
import { Type } from 'typebox'
import type { Availability } from '../../schedule/index.ts'
import type { Site, TicketFacts, View } from '../../web/index.ts'
import type { BookDeps } from '../book.ts'
import { KEY_PATTERN } from '../code.ts'
import type { ReadEntry } from '../find.ts'
import type { Ticket } from '../ticket.ts'

/** What the pages of bookings need: the engine, and what all pages share. */
export interface PageDeps extends BookDeps {
  site: Site
  availability: Pick<Availability, 'days'>
  dayPart?: DayPart
  contactPart?: ContactPart
  readEntry?: ReadEntry
}

/**
 * What the visit day puts on a ticket's page, from a feature below this one: the page of a
 * number in the hall, or what stands first beside a ticket that has not checked in today.
 */
export type DayPart = (asked: {
  ticket: Ticket
  facts: TicketFacts
  view: View
}) => Promise<{ page: JSX.Element } | { section: JSX.Element } | undefined>

/** What stands on a ticket's page about its contact, from a feature below this one. */
export type ContactPart = (asked: { ticket: Ticket; view: View }) => Promise<JSX.Element>

const keyParams = Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false })

/** Of a page with a secret in its address; what cannot be one is not found. */
export const ofKey = { schema: { params: keyParams } }
