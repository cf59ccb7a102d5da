import { Type } from 'typebox'
import { bookingPages, type ContactPart, type DayPart, type ReadEntry, seatDays } from './bookings/index.ts'
import { gallery, shown } from './gallery.tsx'
import { type DrawPart, officePages, type TodayPart } from './offices/index.ts'
import { type ProblemType, problemTypes } from './platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from './platform/http/index.ts'
import type { Parts } from './parts.ts'
import type { Availability } from './schedule/index.ts'
import { AboutProblemPage, addAssets, type Asset, patterns, renderPage, type Site, viewAt } from './web/index.ts'

export interface PagesNeeds extends Pick<Parts, 'config' | 'offices' | 'clock' | 'slots' | 'bookings'> {
  site: Site
  /** Stylesheets and islands. */
  assets: readonly Asset[]
  availability: Availability
  /** What the visit day puts on a ticket's page. */
  dayPart: DayPart
  /** What messages put on a ticket's page. */
  contactPart: ContactPart
  /** What the visit day puts on an office's page. */
  todayPart: TodayPart
  /** The entry in a draw that a code is of. */
  readEntry: ReadEntry
  /** What draws put on an office's page. */
  drawPart: DrawPart
  /** Shows the gallery of components. */
  development: boolean
}

const shared = { isShared: true }
const closed = { additionalProperties: false }
const ofProblem = Type.Object({ type: Type.Enum(Object.keys(problemTypes) as ProblemType[]) }, closed)
const ofExample = Type.Object({ example: Type.Enum(shown.map(({ name }) => name)) }, closed)

/** Every page of the public site, in each language, and the files that pages load. */
export function addPages(http: Http, needs: PagesNeeds): void {
  const { offices, clock, slots, bookings, site, availability, todayPart, drawPart } = needs
  const { dayPart, contactPart, readEntry } = needs
  const { keep } = needs.config
  const ofDays = { seatDays: seatDays({ availability, clock, slots }), todayPart, drawPart }
  officePages({ offices, clock, site, keep, ...ofDays })(http)
  bookingPages({ ...bookings.deps, site, availability, dayPart, contactPart, readEntry })(http)
  inEachLanguage((at) => {
    http.get(at(patterns.problem), { config: shared, schema: { params: ofProblem } }, (request, reply) =>
      sendPage(reply, renderPage(AboutProblemPage({ view: viewAt(site, request.url), type: request.params.type }))),
    )
  })
  addAssets(http, needs.assets)
  if (needs.development) addGallery(http, site)
}

function addGallery(http: Http, site: Site): void {
  inEachLanguage((at) => {
    http.get(at(patterns.gallery), (request, reply) => sendPage(reply, gallery(viewAt(site, request.url)) ?? ''))
    const ofOne = { config: { hasIslands: true }, schema: { params: ofExample } }
    http.get(at(patterns.galleryExample), ofOne, (request, reply) =>
      sendPage(reply, gallery(viewAt(site, request.url), request.params.example) ?? ''),
    )
  })
}
