import type { Locale } from '../platform/i18n/index.ts'

/**
 * Every public address, once. A route is registered with its pattern, at the root for
 * Indonesian and again under /en; whoever writes a link asks `pathsOf(locale)` for it.
 */
export const patterns = {
  home: '/',
  offices: '/offices',
  office: '/offices/:office',
  bookWho: '/offices/:office/book',
  display: '/offices/:office/sites/:site/display',
  doorDraw: '/offices/:office/sites/:site/door',
  record: '/offices/:office/record',
  recordOf: '/offices/:office/record/:period',
  recordCsv: '/offices/:office/record/:period/figures.csv',
  recordTurns: '/offices/:office/record/:period/turns.txt',
  draft: '/book/:key/:step',
  ticket: '/t/:key',
  ticketMove: '/t/:key/move',
  ticketCancel: '/t/:key/cancel',
  ticketLeaveParty: '/t/:key/leave-party',
  ticketCheckIn: '/t/:key/check-in',
  ticketLeave: '/t/:key/leave',
  ticketMessages: '/t/:key/messages',
  ticketMoreTime: '/t/:key/more-time',
  ticketContact: '/t/:key/contact',
  ticketCode: '/t/:key/code',
  ticketPrint: '/t/:key/print',
  ticketReceipt: '/t/:key/receipt',
  ticketSurvey: '/t/:key/survey',
  ticketCalendar: '/t/:key/calendar.ics',
  ticketQr: '/t/:key/qr.svg',
  verify: '/verify',
  officeDraws: '/offices/:office/draws',
  draw: '/draws/:draw',
  drawEnter: '/draws/:draw/enter',
  drawFile: '/draws/:draw/file',
  drawPrint: '/draws/:draw/print',
  entryDraft: '/enter/:key/:step',
  entry: '/e/:key',
  entryWishes: '/e/:key/wishes',
  entryLeave: '/e/:key/leave',
  entryCode: '/e/:key/code',
  seatOffer: '/o/:key',
  find: '/find',
  howSeatsAreGiven: '/how-seats-are-given',
  fairness: '/fairness',
  help: '/help',
  drawVerify: '/draws/:draw/verify',
  /** One file for all languages. */
  drawVerifier: '/draws/verify-draw.py',
  drawRules: '/draws/draw-rules-1.txt',
  privacy: '/privacy',
  reportBrokers: '/report-brokers',
  brokersPlayed: '/fairness/brokers',
  staffCounter: '/staff/offices/:office/sites/:site/counter',
  staffFloor: '/staff/offices/:office/sites/:site/floor',
  staffReception: '/staff/offices/:office/sites/:site/reception',
  staffSlip: '/staff/offices/:office/sites/:site/slip/:visit',
  staffDayList: '/staff/offices/:office/sites/:site/day-list',
  staffDayListCsv: '/staff/offices/:office/sites/:site/day-list.csv',
  staffDesk: '/staff/offices/:office/sites/:site/desk',
  staffDeskBook: '/staff/offices/:office/sites/:site/desk/book',
  staffDeskDraft: '/staff/offices/:office/sites/:site/desk/book/:key/:step',
  staffDeskRelease: '/staff/offices/:office/sites/:site/desk/release',
  staffDeskExcuse: '/staff/offices/:office/sites/:site/desk/excuse',
  staffDeskTicket: '/staff/offices/:office/sites/:site/desk/tickets/:booking',
  staffDeskMove: '/staff/offices/:office/sites/:site/desk/tickets/:booking/move',
  staffDeskCancel: '/staff/offices/:office/sites/:site/desk/tickets/:booking/cancel',
  /** One worker for both languages, so it has no address under /en. */
  staffWorker: '/staff/service-worker.js',
  staffKiosk: '/staff/offices/:office/sites/:site/kiosk',
  staffDoor: '/staff/offices/:office/sites/:site/door',
  staffDoorDraw: '/staff/offices/:office/sites/:site/door-draw',
  staffCloseDay: '/staff/offices/:office/sites/:site/close-day',
  staffCloseDayCsv: '/staff/offices/:office/sites/:site/close-day.csv',
  staffDraw: '/staff/offices/:office/draws',
  staffDrawEnter: '/staff/offices/:office/draws/:draw/enter',
  staffOffers: '/staff/offices/:office/draws/offers',
  staffMessages: '/staff/offices/:office/messages',
  staffMessageTexts: '/staff/messages/texts',
  staffBrokerReports: '/staff/broker-reports',
  staffSignOut: '/staff/sign-out',
  simulatedDay: '/simulated-day',
  outbox: '/outbox',
  problem: '/problems/:type',
  api: '/api',
  staff: '/staff',
  staffSignIn: '/staff/sign-in',
  staffCode: '/staff/sign-in/code',
  staffFirst: '/staff/first',
  staffFirstHead: '/staff/first-head/:key',
  gallery: '/_gallery',
  galleryExample: '/_gallery/:example',
} as const

/** The API of a hall, which its screens ask: the same in both languages. */
export const hallApiPattern = '/api/v1/offices/:office/sites/:site'

/** The steps of a draft that have a page; the office is chosen before there is a draft. */
export const draftSteps = ['who', 'check', 'day', 'hour'] as const
export type DraftStep = (typeof draftSteps)[number]

export type Query = Record<string, string | number | undefined>

/** The steps of a booking at the desk, after who comes was typed. */
export const deskSteps = ['who', 'day', 'hour'] as const
export type DeskStep = (typeof deskSteps)[number]

/** Which day, and days as a calendar or a list. */
interface DayQuery extends Query {
  day?: string
  view?: 'list'
}

/** The steps of entering a draw that have a page. */
export const entrySteps = ['who', 'wishes', 'check'] as const
export type EntryStep = (typeof entrySteps)[number]

/** What has just happened to an entry. */
export type EntryNews = 'entered' | 'proved' | 'changed'
/** That somebody has left, and in which millisecond since 1970: nothing of whom. */
export type LeftNews = { left?: number }

/** What has just happened at the desk. */
export type DeskNews = 'booked' | 'moved' | 'cancelled'

/** What has just happened to a day. */
export type ClosingNews = 'closed' | 'reopened'

/** What became of an offer of a freed seat. */
export type OfferNews = 'accepted' | 'declined' | 'over' | 'held'

/** What has just happened to a contact's messages. */
export type StopNews = 'stopped' | 'resumed'

const prefixes: Record<Locale, string> = { id: '', en: '/en' }

/** `?a=b&c=d` of what is defined, or nothing. */
function queryText(query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text && `?${text}`
}

/** Links of one language. Keys and ids are escaped here and nowhere else. */
export function pathsOf(locale: Locale) {
  const prefix = prefixes[locale]
  const put = (pattern: string, values: Record<string, string>): string =>
    pattern.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const at: At = (pattern, values = {}, query = {}) => prefix + put(pattern, values) + queryText(query)
  return {
    ...staffPathsOf(at),
    home: () => prefix || '/',
    offices: (query: { q?: string; province?: string } = {}) => at(patterns.offices, {}, query),
    office: (office: string) => at(patterns.office, { office }),
    bookWho: (office: string, query: { site?: string } = {}) => at(patterns.bookWho, { office }, query),
    display: (office: string, site: string, query: { theme?: 'light'; lang?: string; counters?: string } = {}) =>
      at(patterns.display, { office, site }, query),
    hallApi: (office: string, site: string) => put(hallApiPattern, { office, site }),
    doorDraw: (office: string, site: string) => at(patterns.doorDraw, { office, site }),
    record: (office: string) => at(patterns.record, { office }),
    recordOf: (office: string, period: string) => at(patterns.recordOf, { office, period }),
    recordCsv: (office: string, period: string) => at(patterns.recordCsv, { office, period }),
    recordTurns: (office: string, period: string) => at(patterns.recordTurns, { office, period }),
    recordApi: (office: string, period: string) =>
      put(`/api/v1/offices/:office/record/${period.length > 7 ? 'days' : 'months'}/:period`, { office, period }),
    draft: (key: string, step: DraftStep, query: { day?: string; view?: 'list' | 'faults'; site?: string } = {}) =>
      at(patterns.draft, { key, step }, query),
    ticket: (key: string, query: { news?: 'booked' | 'moved' } = {}) => at(patterns.ticket, { key }, query),
    ticketMove: (key: string, query: { day?: string; slot?: string; view?: 'list' } = {}) =>
      at(patterns.ticketMove, { key }, query),
    ticketCancel: (key: string) => at(patterns.ticketCancel, { key }),
    ticketLeaveParty: (key: string, query: LeftNews = {}) => at(patterns.ticketLeaveParty, { key }, query),
    ticketCheckIn: (key: string) => at(patterns.ticketCheckIn, { key }),
    ticketLeave: (key: string) => at(patterns.ticketLeave, { key }),
    ticketMessages: (key: string, query: { news?: StopNews; channel?: string } = {}) =>
      at(patterns.ticketMessages, { key }, query),
    ticketMoreTime: (key: string) => at(patterns.ticketMoreTime, { key }),
    ticketContact: (key: string) => at(patterns.ticketContact, { key }),
    ticketCode: (key: string) => at(patterns.ticketCode, { key }),
    ticketPrint: (key: string) => at(patterns.ticketPrint, { key }),
    ticketReceipt: (key: string) => at(patterns.ticketReceipt, { key }),
    ticketSurvey: (key: string, query: { news?: 'thanks' } = {}) => at(patterns.ticketSurvey, { key }, query),
    ticketCalendar: (key: string) => at(patterns.ticketCalendar, { key }),
    ticketQr: (key: string) => at(patterns.ticketQr, { key }),
    verify: () => at(patterns.verify),
    officeDraws: (office: string) => at(patterns.officeDraws, { office }),
    draw: (draw: string, query: { from?: number; number?: string } = {}) => at(patterns.draw, { draw }, query),
    drawEnter: (draw: string) => at(patterns.drawEnter, { draw }),
    /** One file for both languages, so it has no address under /en. */
    drawFile: (draw: string) => put(patterns.drawFile, { draw }),
    drawPrint: (draw: string) => at(patterns.drawPrint, { draw }),
    entryDraft: (key: string, step: EntryStep) => at(patterns.entryDraft, { key, step }),
    entry: (key: string, query: { news?: EntryNews } = {}) => at(patterns.entry, { key }, query),
    entryWishes: (key: string) => at(patterns.entryWishes, { key }),
    entryLeave: (key: string, query: LeftNews = {}) => at(patterns.entryLeave, { key }, query),
    entryCode: (key: string) => at(patterns.entryCode, { key }),
    seatOffer: (key: string) => at(patterns.seatOffer, { key }),
    find: () => at(patterns.find),
    howSeatsAreGiven: () => at(patterns.howSeatsAreGiven),
    fairness: () => at(patterns.fairness),
    help: (part: '' | 'lost-code' | 'nik-used' = '') => at(patterns.help) + (part && `#${part}`),
    drawVerify: (draw: string) => at(patterns.drawVerify, { draw }),
    drawVerifier: () => patterns.drawVerifier,
    drawRules: () => patterns.drawRules,
    privacy: () => at(patterns.privacy),
    reportBrokers: (query: { news?: 'thanks' } = {}) => at(patterns.reportBrokers, {}, query),
    brokersPlayed: () => at(patterns.brokersPlayed),
    simulatedDay: () => at(patterns.simulatedDay),
    outbox: (query: { code?: string } = {}) => at(patterns.outbox, {}, query),
    problem: (type: string) => at(patterns.problem, { type }),
    api: () => at(patterns.api),
    gallery: () => at(patterns.gallery),
    galleryExample: (example: string) => at(patterns.galleryExample, { example }),
  }
}

type At = (pattern: string, values?: Record<string, string>, query?: Query) => string

/** Links between the rooms of the staff. */
function staffPathsOf(at: At) {
  return {
    staffCounter: (office: string, site: string) => at(patterns.staffCounter, { office, site }),
    staffFloor: (office: string, site: string) => at(patterns.staffFloor, { office, site }),
    staffReception: (office: string, site: string) => at(patterns.staffReception, { office, site }),
    staffSlip: (office: string, site: string, visit: string, query: { print?: 'now' } = {}) =>
      at(patterns.staffSlip, { office, site, visit }, query),
    staffDayList: (office: string, site: string, query: { day?: string } = {}) =>
      at(patterns.staffDayList, { office, site }, query),
    staffDayListCsv: (office: string, site: string, query: { day?: string } = {}) =>
      at(patterns.staffDayListCsv, { office, site }, query),
    staffDesk: (office: string, site: string) => at(patterns.staffDesk, { office, site }),
    staffDeskBook: (office: string, site: string) => at(patterns.staffDeskBook, { office, site }),
    staffDeskDraft: (office: string, site: string, key: string, step: DeskStep, query: DayQuery = {}) =>
      at(patterns.staffDeskDraft, { office, site, key, step }, query),
    staffDeskRelease: (office: string, site: string) => at(patterns.staffDeskRelease, { office, site }),
    staffDeskExcuse: (office: string, site: string) => at(patterns.staffDeskExcuse, { office, site }),
    staffDeskTicket: (office: string, site: string, booking: string, query: { news?: DeskNews } = {}) =>
      at(patterns.staffDeskTicket, { office, site, booking }, query),
    staffDeskMove: (office: string, site: string, booking: string, query: DayQuery = {}) =>
      at(patterns.staffDeskMove, { office, site, booking }, query),
    staffDeskCancel: (office: string, site: string, booking: string) =>
      at(patterns.staffDeskCancel, { office, site, booking }),
    staffWorker: () => patterns.staffWorker,
    staffKiosk: (office: string, site: string) => at(patterns.staffKiosk, { office, site }),
    staffDoor: (office: string, site: string) => at(patterns.staffDoor, { office, site }),
    staffDoorDraw: (office: string, site: string, query: { entered?: number; withdrawn?: number } = {}) =>
      at(patterns.staffDoorDraw, { office, site }, query),
    staffCloseDay: (office: string, site: string, query: { date?: string; news?: ClosingNews } = {}) =>
      at(patterns.staffCloseDay, { office, site }, query),
    staffCloseDayCsv: (office: string, site: string, query: { date: string }) =>
      at(patterns.staffCloseDayCsv, { office, site }, query),
    staffDraw: (office: string, query: { news?: string } = {}) => at(patterns.staffDraw, { office }, query),
    staffDrawEnter: (office: string, draw: string) => at(patterns.staffDrawEnter, { office, draw }),
    staffOffers: (office: string, query: { news?: OfferNews } = {}) => at(patterns.staffOffers, { office }, query),
    staffMessages: (office: string, query: { days?: number; again?: number } = {}) =>
      at(patterns.staffMessages, { office }, query),
    staffMessageTexts: (query: { office?: string } = {}) => at(patterns.staffMessageTexts, {}, query),
    staffBrokerReports: (query: { page?: number } = {}) => at(patterns.staffBrokerReports, {}, query),
    staffSignOut: () => at(patterns.staffSignOut),
    staff: () => at(patterns.staff),
    staffSignIn: (query: { next?: string } = {}) => at(patterns.staffSignIn, {}, query),
    staffCode: (query: { next?: string } = {}) => at(patterns.staffCode, {}, query),
    staffFirst: () => at(patterns.staffFirst),
    staffFirstHead: (key: string) => at(patterns.staffFirstHead, { key }),
  }
}

export type Paths = ReturnType<typeof pathsOf>

/**
 * Takes a request's address apart: its language and what stands behind the prefix, which
 * is the same in both. Slashes at the start become one, so that the language switch can
 * never lead to another host.
 */
export function splitLocale(address: string): { locale: Locale; here: string } {
  const [, english, rest] = /^(\/en(?=[/?#]|$))?(.*)$/s.exec(address) ?? []
  return { locale: english ? 'en' : 'id', here: `/${(rest ?? '').replace(/^[/\\]+/, '')}` }
}

/** The same page in the given language. */
export function inLanguage(here: string, locale: Locale): string {
  return here === '/' && locale !== 'id' ? prefixes[locale] : prefixes[locale] + here
}
