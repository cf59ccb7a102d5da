import fc from 'fast-check'
import { problemTypes } from '../../src/platform/errors.ts'
import { type Locale, locales } from '../../src/platform/i18n/index.ts'
import { draftSteps, entrySteps, inLanguage, patterns } from '../../src/web/index.ts'
import { type Held, makePeople } from '../api/client.ts'
import { openDraw } from './draw-scenarios.ts'
import type { Sent } from './http.ts'
import { hostileTexts } from './values.ts'

/** One page of the site: its address, with `:key` and the like, and the fields of its form if it has one. */
export interface SitePage {
  name: string
  pattern: string
  form?: (situation: Situation) => Fields
}

/** What goes together: a ticket, somebody's draft, an hour. */
export interface Situation {
  ticket: Held
  draftKey: string
  /** In the draw that is open, and on the way into it. */
  entry: Held
  entryDraftKey: string
  slots: readonly string[]
  /** At the door today. */
  dayCode: string
}

export type Fields = Record<string, readonly string[]>

/** What is on public record in the world. */
export const RECORDED = { day: '2026-11-23', month: '2026-10' }

/** Enough that a form is often new: no ticket is theirs yet. */
const newcomers = makePeople(200)
const services = ['new-adult', 'replace-expired-adult', 'new-adult', 'visa']

export const whoFields = (): Fields => ({
  'name-0': newcomers.map(({ name }) => name),
  'nik-0': newcomers.map(({ nik }) => nik),
  'service-0': services,
  'purpose-0': ['umrah', 'tourism', 'moon'],
  companion: ['', 'on'],
  companionName: ['', 'Ibu Wati'],
  contact: ['', '0812 3456 7890', 'siti@contoh.id'],
  action: ['continue', 'continue', 'continue', 'add', 'remove-0', 'remove-9'],
})
export const hourFields = ({ slots }: Pick<Situation, 'slots'>): Fields => ({ slot: [...slots, '', '0'] })
const nikFields = ({ ticket: { nik } }: Situation): Fields => ({ nik: [nik, nik, newcomers[0]!.nik] })

const wishFields: Fields = {
  'day-0': ['kantor 2026-12-14', 'kantor 2026-12-15', 'kantor 2026-12-16', ''],
  'part-0': ['', '', 'morning', '08:00', 'noon'],
}

const forms: Record<string, SitePage['form']> = {
  bookWho: whoFields,
  'draft who': whoFields,
  'draft hour': hourFields,
  find: (situation) => ({ code: [situation.ticket.code], ...nikFields(situation) }),
  reportBrokers: () => ({
    about: ['broker', 'staff', 'both', 'x'],
    office: ['wonosobo', '', 'nowhere'],
    words: ['Calo di depan pintu.', ''],
    contact: ['', '0812 3456 7890', 'siti@contoh.id'],
  }),
  ticketMove: (situation) => ({ ...hourFields(situation), ...nikFields(situation) }),
  ticketCancel: nikFields,
  ticketLeaveParty: nikFields,
  ticketContact: (situation) => ({ contact: ['0812 3456 7890', 'ganti@contoh.id'], ...nikFields(situation) }),
  ticketCode: () => ({ code: ['123456', 'x'], do: ['', 'send'] }),
  ticketCheckIn: (situation) => ({ code: [situation.dayCode], ...nikFields(situation) }),
  ticketLeave: nikFields,
  draw: ({ entry }) => ({ number: ['7K4M-2PXA', entry.code, ''] }),
  drawEnter: whoFields,
  'entryDraft who': whoFields,
  'entryDraft wishes': () => wishFields,
  'entryDraft check': () => ({ x: ['y'] }),
  entryWishes: ({ entry }) => ({ ...wishFields, nik: [entry.nik, entry.nik, newcomers[0]!.nik] }),
  entryLeave: ({ entry }) => ({ who: ['one', 'all', 'x'], nik: [entry.nik, newcomers[0]!.nik] }),
  entryCode: () => ({ code: ['123456', 'x'], do: ['', 'send'] }),
  ticketMoreTime: () => ({ x: ['y'] }),
  ticketMessages: () => ({
    stop: ['email', 'sms', 'fax', ''],
    resume: ['whatsapp', ''],
    'List-Unsubscribe': ['', '', 'One-Click'],
  }),
}

/**
 * Every public page that has an address; the gallery is not served outside of development,
 * and pages of the staff send whoever is not signed in away: see staff-pages.test.ts.
 */
export const sitePages: readonly SitePage[] = Object.entries(patterns)
  .filter(([name]) => !name.startsWith('gallery') && !name.startsWith('staff'))
  .flatMap(([name, pattern]) => {
    const steps = name === 'draft' ? draftSteps : name === 'entryDraft' ? entrySteps : undefined
    if (!steps) return [{ name, pattern }]
    return steps.map((step) => ({ name: `${name} ${step}`, pattern: pattern.replace(':step', step) }))
  })
  .concat(
    { name: 'ticketLive', pattern: `${patterns.ticket}/live` },
    { name: 'ticketEvents', pattern: `${patterns.ticket}/events` },
  )
  .map((page) => ({ ...page, ...(forms[page.name] && { form: forms[page.name] }) }))

/** A request for a page, and the language of its address. */
export interface PageRequest {
  sent: Sent
  locale: Locale
}

const oddEncodings = ['%', '%zz', '%00', '%c0%af', '%ff', '%ed%a0%80', '%u0041', '%2e%2e%2f', '%2F'] as const
const percent = (text: string): string => encodeURIComponent(text.toWellFormed())

/** A text that belongs there, one that never does, or any. */
const orWrong = (right: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...right).map(percent) },
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts).map(percent) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map(percent) },
    { weight: 1, arbitrary: fc.constantFrom(...oddEncodings) },
  )

/** Keys of which most are right, and places of which most have a hall. */
export const keys = (key: string, ...others: string[]): string[] => {
  const swapped = key.slice(0, -2) + (key.endsWith('AA') ? 'BB' : 'AA')
  return [...Array.from({ length: 30 }, () => key), swapped, ...others, key.toLowerCase(), `${key}x`]
}
export const places: Fields = {
  office: [...Array.from({ length: 9 }, () => 'wonosobo'), 'cilacap', 'nowhere'],
  site: [...Array.from({ length: 9 }, () => 'kantor'), 'magelang', 'nowhere'],
}

/** Whose key stands in a page's address. */
function keyOf({ name }: SitePage, { ticket, draftKey, entry, entryDraftKey }: Situation): string {
  if (name.startsWith('entryDraft')) return entryDraftKey
  if (name.startsWith('entry')) return entry.key
  return name.startsWith('draft') ? draftKey : ticket.key
}

const partsOf = (page: SitePage, situation: Situation): Fields => ({
  ...places,
  key: keys(keyOf(page, situation), situation.ticket.key, situation.draftKey),
  draw: [...Array.from({ length: 9 }, () => openDraw), 'nowhere.uji', 'wonosobo'],
  type: Object.keys(problemTypes),
  period: [RECORDED.day, RECORDED.month, RECORDED.day, RECORDED.month, '2026-11-24', '2026-02-30', 'x'],
})

/** The address with each part from `parts`, or with something that never belongs there. */
export function paths(pattern: string, parts: Fields): fc.Arbitrary<string> {
  const names = [...pattern.matchAll(/:([a-z]+)/g)].map(([, name]) => name!)
  return fc.tuple(...names.map((name) => orWrong(parts[name]!))).map((texts) => {
    let nth = 0
    return pattern.replaceAll(/:[a-z]+/g, () => texts[nth++] || '%20')
  })
}

const queryFields: Fields = {
  q: ['jawa', 'wonosobo', 'zzz'],
  province: ['Jawa Tengah', 'Papua'],
  day: ['2026-12-07', '2026-12-08', '2026-12-07', '2026-12-08', '2027-01-04', '2026-02-30'],
  site: ['kantor', 'magelang', 'nowhere'],
  view: ['list', 'faults', 'x'],
  news: ['booked', 'moved', 'x'],
  utm_source: ['x'],
}

/** Of the screen in the hall, which takes no others. */
const displayFields: Fields = { theme: ['light', 'dark', 'x'], lang: ['id', 'en', 'both'], counters: ['1,2', '9'] }

/** `a=1&b=2`, mostly of the fields that are known, now and then with one thing odd. */
export function encoded(fields: Fields, requiredKeys: string[]): fc.Arbitrary<string> {
  const values = Object.fromEntries(Object.entries(fields).map(([name, right]) => [name, orWrong(right)]))
  const plain = fc
    .record(values, { requiredKeys, noNullPrototype: true })
    .map((record) => Object.entries(record).map(([name, text]) => `${percent(name)}=${text}`).join('&'))
  const odd = fc.constantFrom('&&=&', '&a', '&day=x&day=y', '&slot[]=1', '&__proto__=1', '&__proto__[a]=1', '&toString')
  return fc.oneof(
    { weight: 12, arbitrary: plain },
    { weight: 1, arbitrary: fc.tuple(plain, odd).map((texts) => texts.join('')) },
    { weight: 1, arbitrary: fc.tuple(plain, plain).map((texts) => texts.join('&')) },
    { weight: 1, arbitrary: fc.constant('') },
  )
}

const FORM = 'application/x-www-form-urlencoded'

const bytes = fc.uint8Array({ maxLength: 60 }).map((some) => Buffer.from(some))

export function bodies(fields: Fields): fc.Arbitrary<{ type: string; text: string | Buffer }> {
  const form = encoded(fields, Object.keys(fields)).map((text) => ({ type: FORM, text }))
  const wrongType = fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=x', ';', 'x')
  const many = fc.constantFrom('a=1&'.repeat(3_000), `nik=${'1'.repeat(60_000)}`, `x=${'y'.repeat(70_000)}`)
  return fc.oneof(
    { weight: 20, arbitrary: form },
    { weight: 1, arbitrary: fc.tuple(form, wrongType).map(([{ text }, type]) => ({ type, text })) },
    { weight: 1, arbitrary: bytes.map((text) => ({ type: FORM, text })) },
    { weight: 1, arbitrary: many.map((text) => ({ type: FORM, text })) },
  )
}

const oddHeaders: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'https://example.com' },
  { 'accept-language': 'en' },
  { 'accept-encoding': 'br;q=0, *' },
]

/** Requests for one page, as it was meant to be asked and as it was not. */
export function pageRequests(page: SitePage, situations: readonly Situation[]): fc.Arbitrary<PageRequest> {
  // Made once each: to make one anew for every request takes longer than the request.
  return fc.oneof(...situations.map((situation) => requestsIn(page, situation)))
}

function requestsIn(page: SitePage, situation: Situation): fc.Arbitrary<PageRequest> {
  const fields = page.form?.(situation)
  const methods = ['GET', 'GET', 'HEAD', ...(fields ? ['POST', 'POST', 'POST', 'POST'] : ['POST']), 'DELETE']
  const query = encoded(page.name === 'display' ? displayFields : queryFields, [])
  return fc
    .record({
      locale: fc.constantFrom(...locales),
      path: paths(page.pattern, partsOf(page, situation)),
      query: fc.oneof(fc.constant(''), query, query),
      method: fc.constantFrom(...methods),
      body: bodies(fields ?? { x: ['y'] }),
      network: fc.tuple(fc.nat(255), fc.nat(255)),
      headers: fc.oneof(
        { weight: 20, arbitrary: fc.constant<Record<string, string>>({}) },
        { weight: 2, arbitrary: fc.constantFrom(...oddHeaders) },
      ),
    })
    .map(({ locale, path, query, method, body, network: [a, b], headers }) => ({
      locale,
      sent: {
        method,
        path: inLanguage(path, locale) + (query && `?${query}`),
        headers: {
          'x-forwarded-for': `10.${a}.${b}.1`,
          ...headers,
          ...(method === 'POST' && { 'content-type': body.type }),
        },
        ...(method === 'POST' && { body: body.text }),
      },
    }))
}
