import type { CatalogueService } from './catalogue.ts'
import type { OfficeDefinition } from './definition.ts'
import type { Texts } from './shapes.ts'

/** A point on earth, in degrees (WGS 84). */
export interface Point {
  lat: number
  lon: number
}

/** An office as it is listed: every office has this much. */
export interface ListedOffice {
  officeId: string
  /** The three letters its ticket codes begin with. */
  letters: string
  name: string
  /** "II Non TPI"; null: not known. */
  class: string | null
  province: string
  timeZone: string
  /** The town's centre, not the building. */
  town: Point
  /** Where the listing is from. */
  source: string
}

/** An office with what it gives. `definition` is null while it is only listed. */
export interface Office extends ListedOffice {
  bookable: boolean
  definition: OfficeDefinition | null
  /** Counts the definitions it has had, from 1; 0: none yet. */
  revision: number
  /** Bookable ones first. */
  services: OfferedService[]
}

/** A service at one office. Where it cannot be booked there, `reason` says why and what to do. */
export interface OfferedService extends CatalogueService {
  reason?: Texts
  /** Sites of the office that give it. */
  siteIds: string[]
}
