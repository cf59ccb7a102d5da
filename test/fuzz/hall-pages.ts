import fc from 'fast-check'
import { type Locale, locales } from '../../src/platform/i18n/index.ts'
import { deskSteps, inLanguage, patterns } from '../../src/web/index.ts'
import {
  bodies,
  encoded,
  type Fields,
  hourFields,
  keys,
  type PageRequest,
  paths,
  places,
  whoFields,
} from './page-requests.ts'
import { drawnOffice, openDraw } from './draw-scenarios.ts'
import type { Sent } from './http.ts'
import type { World } from './world.ts'

/** A page of the staff below an office or a site. */
export interface HallPage {
  name: string
  pattern: string
  form?: HallForm
}

interface HallForm {
  /** Of each field the first value is right. */
  fields: (situation: HallSituation) => Fields
  /** Statuses: as it is meant, and with all left out; a mere button leaves nothing out. */
  taken: number
  refused?: number
}

/** What goes together at the desk: a ticket of the day, somebody's visit, a draft, hours. */
export interface HallSituation {
  booking: string
  code: string
  nik: string
  visit: string
  deskKey: string
  slots: readonly string[]
}

const forms: Record<string, HallForm> = {
  staffDesk: {
    fields: ({ code, nik }) => ({ q: [code, nik, code.toLowerCase(), 'tidak ada'] }),
    taken: 303,
    refused: 404,
  },
  staffDeskBook: { fields: whoFields, taken: 303, refused: 422 },
  'staffDeskDraft who': { fields: whoFields, taken: 303, refused: 422 },
  'staffDeskDraft hour': { fields: hourFields, taken: 303, refused: 422 },
  staffDeskRelease: { fields: ({ nik }) => ({ nik: [nik], seen: ['on', 'on', ''] }), taken: 200, refused: 422 },
  staffDeskMove: { fields: hourFields, taken: 303, refused: 422 },
  staffDeskCancel: { fields: () => ({}), taken: 303 },
  staffDoorDraw: {
    fields: () => ({
      do: ['', 'withdraw', 'check', 'draw', 'change'],
      ...whoFields(),
      entry: ['1', '2', '99', '99999'],
      said: ['4821', '48', 'abcd'],
    }),
    taken: 303,
    refused: 422,
  },
  // Whole days are closed and opened again, slots and all: not too often.
  staffCloseDay: {
    fields: () => ({
      do: ['close', 'preview', 'preview', 'preview', 'reopen', 'x'],
      hour: ['13:00', '', '10:30', '10:07', '25:00'],
      reason: ['power-cut', 'flood', 'own', 'x'],
      words: ['Banjir', ''],
      wordsEn: ['Flood', ''],
    }),
    taken: 303,
    refused: 422,
  },
  staffMessages: { fields: ({ visit }) => ({ do: ['all', visit, 'x'] }), taken: 303 },
}

export const hallPages: readonly HallPage[] = Object.entries(patterns)
  .filter(([, pattern]) => pattern.startsWith('/staff/offices/'))
  .flatMap(([name, pattern]) =>
    name === 'staffDeskDraft'
      ? deskSteps.map((step) => ({ name: `${name} ${step}`, pattern: pattern.replace(':step', step) }))
      : [{ name, pattern }],
  )
  .map((page) => ({ ...page, ...(forms[page.name] && { form: forms[page.name] }) }))
  // Last, for it closes the hours that the others book.
  .toSorted((a, b) => Number(a.name === 'staffCloseDay') - Number(b.name === 'staffCloseDay'))

const mostly = (right: string, ...others: string[]): string[] => [...Array.from({ length: 9 }, () => right), ...others]

const partsOf = ({ pattern }: HallPage, { booking, visit, deskKey }: HallSituation): Fields => ({
  ...places,
  ...(pattern.includes(':draw') && { office: mostly(drawnOffice, 'wonosobo', 'nowhere') }),
  draw: mostly(openDraw, 'nowhere.uji', 'wonosobo'),
  booking: [booking, booking, booking, visit],
  visit: [visit, visit, visit, booking],
  key: keys(deskKey),
})

const days = ['2026-11-24', '2026-11-25', '2026-12-07', '2026-02-30']
const queryFields: Fields = {
  day: days,
  date: days,
  view: ['list', 'x'],
  news: ['booked', 'closed', 'reopened', 'x'],
  print: ['now'],
  entered: ['1', '70000'],
  days: ['1', '30', 'x'],
  again: ['3', '-1'],
}
/** These take no other. */
const closedQueries: Record<string, Fields> = {
  staffDayList: { day: days },
  staffDayListCsv: { day: days },
  staffDoorDraw: { entered: ['1', '70000', 'x'], withdrawn: ['2', '-1'] },
}

/** Who asks: the head of the office mostly, the same of another office, a stranger, and who forged a cookie. */
export const askers = ({ hall }: World): Record<string, string>[] => [
  ...Array.from({ length: 12 }, () => ({ authorization: hall.head })),
  { authorization: hall.elsewhere },
  {},
  { cookie: 'giliran-staff=a.b' },
]

const FORM = 'application/x-www-form-urlencoded'

/** What in a form may not be the same twice: somebody's NIK, the hour that a day closes. */
const ownEachTime = new Set(['nik-0', 'hour'])

/**
 * A request of the head as it is meant, or with nothing in its form but the button;
 * undefined: the page has no such.
 */
export function asMeant(
  { hall }: World,
  page: HallPage,
  asked: { situation: HallSituation; nth: number; method: string; isWhole?: boolean | undefined },
): Sent | undefined {
  const { pattern, form } = page
  const { situation, nth, method, isWhole } = asked
  const parts = partsOf(page, situation)
  const path = pattern.replaceAll(/:([a-z]+)/g, (_, name: string) => parts[name]![0]!)
  const headers = { authorization: hall.head }
  if (method === 'GET') return { method, path, headers }
  if (!form || (!isWhole && form.refused === undefined)) return undefined
  const fields = Object.entries(form.fields(situation)).flatMap(([name, values]) => {
    const value = values[ownEachTime.has(name) ? nth : 0]!
    return isWhole || name === 'do' ? [[name, value]] : []
  })
  const body = new URLSearchParams(fields).toString()
  return { method, path, headers: { ...headers, 'content-type': FORM }, body }
}

export interface HallPageRequest extends PageRequest {
  isHead: boolean
}

export function hallPageRequests(
  world: World,
  page: HallPage,
  situations: readonly HallSituation[],
): fc.Arbitrary<HallPageRequest> {
  // Made once each: to make one anew for every request takes longer than the request.
  return fc.oneof(...situations.map((situation) => requestsIn(world, page, situation)))
}

function requestsIn(world: World, page: HallPage, situation: HallSituation): fc.Arbitrary<HallPageRequest> {
  const fields = page.form?.fields(situation)
  const methods = ['GET', 'GET', 'HEAD', ...(fields ? ['POST', 'POST', 'POST', 'POST'] : ['POST']), 'DELETE']
  const query = encoded(closedQueries[page.name] ?? queryFields, [])
  return fc
    .record({
      locale: fc.constantFrom<Locale>(...locales),
      path: paths(page.pattern, partsOf(page, situation)),
      query: fc.oneof(fc.constant(''), query),
      method: fc.constantFrom(...methods),
      body: bodies(fields ?? { x: ['y'] }),
      asker: fc.constantFrom(...askers(world)),
      network: fc.nat(255),
    })
    .map(({ locale, path, query, method, body, asker, network }) => ({
      locale,
      isHead: asker['authorization'] === world.hall.head,
      sent: {
        method,
        path: inLanguage(path, locale) + (query && `?${query}`),
        headers: {
          'x-forwarded-for': `10.11.${network}.1`,
          ...asker,
          ...(method === 'POST' && { 'content-type': body.type }),
        },
        ...(method === 'POST' && { body: body.text }),
      },
    }))
}
