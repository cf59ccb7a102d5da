import { type Static, Type } from 'typebox'
import {
  bookingBody,
  codeParams,
  formatCode,
  KEY_PATTERN,
  findHeld,
  type Guess,
  keyHeaders,
  localeQuery,
  readCode,
} from '../bookings/index.ts'
import { type Office, officeOrRefuse, wordsIn } from '../offices/index.ts'
import { type Http, networkOf } from '../platform/http/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { Demand } from '../schedule/index.ts'
import { pathsOf } from '../web/index.ts'
import { changeWishes, entryOfKey, leave } from './change.ts'
import { demandsOf } from './demand.ts'
import { enter } from './enter.ts'
import { entryNumber } from './entry-number.ts'
import { drawErrors } from './errors.ts'
import { drawSlotsOf, findDraw } from './find-draw.ts'
import type { Draw, DrawDeps, Entry } from './model.ts'
import { drawsOf, readEntry } from './store.ts'

const tags = ['draws']
const applicant = { kind: 'applicant' } as const
const closed = { additionalProperties: false }
const locale = Type.Optional(Type.Enum(['id', 'en']))
const moment = (description: string) => Type.String({ format: 'date-time', description })
const nik = Type.String({ maxLength: 60, description: '16 digits, of somebody in the entry' })

const wish = Type.Object(
  {
    site: Type.String({ minLength: 1, maxLength: 40 }),
    date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    part: Type.String({ maxLength: 9, description: 'any, morning, afternoon, or an hour HH:MM' }),
  },
  closed,
)
// More than are allowed get in, so that the refusal can say how many are.
const wishes = Type.Array(wish, { maxItems: 20, description: 'Up to five, the dearest first' })

const { people, companion, contact } = bookingBody.properties
const enterBody = Type.Object({ people, companion, contact, wishes, locale }, closed)
const wishesBody = Type.Object({ nik, wishes, locale }, closed)
const leaveBody = Type.Object(
  {
    nik,
    whole: Type.Optional(Type.Boolean({ description: 'The whole party; else only who has this NIK' })),
    locale,
  },
  closed,
)

const count = Type.Integer({ minimum: 0 })
const demandAnswer = Type.Object(
  {
    from: Type.String({ format: 'date' }),
    to: Type.String({ format: 'date' }),
    counted: Type.Optional(
      Type.Object({
        days: Type.Integer({ minimum: 0, description: 'Visit days with seats to book' }),
        daysFull: Type.Integer({ minimum: 0, description: 'Of these, days of which 95 of 100 seats were taken' }),
        seats: count,
        taken: count,
        hoursToFill: Type.Union([Type.Number(), Type.Null()], { description: 'Of full days, the median' }),
      }, { description: 'By the office’s own bookings, when the draw was announced' }),
    ),
    stated: Type.Optional(
      Type.Object(
        { people: count, seats: count, source: Type.String() },
        { description: 'What the office says it knows' },
      ),
    ),
  },
  { description: 'Why the office draws: visit days whose demand exceeded their seats' },
)

const drawAnswer = Type.Object({
  id: Type.String(),
  office: Type.String(),
  state: Type.Enum(['open', 'frozen', 'drawn', 'void']),
  from: Type.String({ format: 'date' }),
  to: Type.String({ format: 'date' }),
  sites: Type.Array(Type.String(), { description: 'Elsewhere seats are given at once' }),
  services: Type.Optional(Type.Array(Type.String(), { description: 'Who may enter; absent: everybody' })),
  announcedOn: Type.String({ format: 'date' }),
  reason: Type.String(),
  demand: demandAnswer,
  opensAt: moment('Entering begins'),
  closesAt: moment('Entering ends'),
  drawsAt: moment('The hour of the random number'),
  instantAt: moment('From then on what is left can be booked at once'),
  seats: Type.Array(
    Type.Object({ site: Type.String(), date: Type.String(), start: Type.String(), seats: Type.Integer() }),
    { description: 'What it gives; fixed when the list closes' },
  ),
  links: Type.Object({ page: Type.String(), file: Type.Optional(Type.String()) }),
})

const entryAnswer = Type.Object({
  code: Type.String({ description: 'WSB-7K4-M2PX, a secret; of a winner also of the ticket, unless another has it' }),
  number: Type.String({ description: '7K4M-2PXA, public: the result and the notice board name the entry by it' }),
  key: Type.String({ description: 'The secret of the entry, and of the ticket that it becomes' }),
  draw: Type.String(),
  state: Type.Enum(['entered', 'left', 'struck', 'won', 'waiting']),
  contested: Type.Boolean({
    description: 'Does not count until its contact is proved: somebody else named its people',
  }),
  verified: Type.Boolean(),
  people: Type.Array(Type.Object({ name: Type.String(), service: Type.String(), purpose: Type.String() })),
  wishes: Type.Array(wish),
  place: Type.Optional(Type.Integer({ description: 'In the order, from 1' })),
  links: Type.Object({ page: Type.String(), ticket: Type.Optional(Type.String()) }),
})

const drawParams = Type.Object({ draw: Type.String({ maxLength: 90 }) }, closed)
const idempotency = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ pattern: '^[\\x21-\\x7e]{1,200}$', description: 'Sent twice with the same key it is one entry' }),
  ),
})

const enterProblems = [
  'person-already-booked', 'cooling-off', 'same-person-twice', 'not-found', 'not-now', 'idempotency-conflict',
  'too-many-requests',
] as const
const changeProblems = ['not-found', 'not-now', 'too-many-requests'] as const

const listSchema = {
  tags,
  summary: "An office's draws, the newest days first",
  params: Type.Object({ office: Type.String({ maxLength: 100 }) }, closed),
  querystring: localeQuery,
  response: { 200: Type.Object({ draws: Type.Array(drawAnswer) }) },
}
const drawSchema = {
  tags,
  summary: 'One draw',
  params: drawParams,
  querystring: localeQuery,
  response: { 200: drawAnswer },
}
const enterSchema = {
  tags,
  summary: 'Enter a draw with a party',
  params: drawParams,
  headers: idempotency,
  body: enterBody,
  response: { 201: entryAnswer },
}
const ofEntry = { tags, params: codeParams, headers: keyHeaders, response: { 200: entryAnswer } }
const showSchema = { ...ofEntry, summary: 'One entry', querystring: localeQuery }
const wishesSchema = { ...ofEntry, summary: 'Change the wishes', body: wishesBody }
const leaveSchema = {
  ...ofEntry,
  summary: 'Leave: the whole party, or one of it',
  description:
    'Also without the key, by the code and the own NIK, for who was entered by somebody else. Wrong tries count as ' +
    'those of finding a ticket.',
  headers: Type.Partial(keyHeaders),
  body: leaveBody,
}
const toRead = { problems: ['not-found'] } as const
const toChange = { problems: changeProblems }

/** Draws and entries, under /api/v1. */
export function drawApi(deps: DrawDeps): (http: Http) => void {
  return (http) => {
    addDraws(deps, http)
    addEntries(deps, http)
  }
}

function addDraws(deps: DrawDeps, http: Http): void {
  const { offices, database } = deps.bookings
  http.get('/api/v1/offices/:office/draws', { schema: listSchema, config: toRead }, async (request) => {
    const office = officeOrRefuse(offices, request.params.office)
    const draws = await drawsOf(database.kysely, office.officeId)
    return { draws: await Promise.all(draws.map((draw) => drawView(deps, { draw, office }, request.locale))) }
  })
  http.get('/api/v1/draws/:draw', { schema: drawSchema, config: toRead }, async (request) =>
    drawView(deps, await findDraw(deps, request.params.draw), request.locale),
  )
}

function addEntries(deps: DrawDeps, http: Http): void {
  const toEnter = { schema: enterSchema, config: { problems: enterProblems } }
  http.post('/api/v1/draws/:draw/entries', toEnter, async (request, reply) => {
    const { locale: asked, ...body } = request.body
    if (asked) request.locale = asked
    const entry = await enter(deps, {
      ...body,
      draw: request.params.draw,
      locale: request.locale,
      idempotencyKey: request.headers['idempotency-key'],
      network: networkOf(request),
      actor: applicant,
      channel: 'home',
    })
    reply.code(201).header('location', `/api/v1/entries/${formatCode(entry.code)}`)
    return entryView(entry, request.locale)
  })
  http.get('/api/v1/entries/:code', { schema: showSchema, config: toRead }, async (request) =>
    entryView(await holdersEntry(deps, request), request.locale),
  )
  http.post('/api/v1/entries/:code/wishes', { schema: wishesSchema, config: toChange }, async (request) => {
    const { locale: asked, nik, wishes } = request.body
    if (asked) request.locale = asked
    const entry = await holdersEntry(deps, request)
    const change = { entry, nik, wishes, actor: applicant, network: networkOf(request) }
    return entryView(await changeWishes(deps, change), request.locale)
  })
  http.post('/api/v1/entries/:code/leave', { schema: leaveSchema, config: toChange }, async (request) => {
    const { locale: asked, nik, whole = false } = request.body
    if (asked) request.locale = asked
    const { params, headers: { authorization } } = request
    const entry =
      authorization === undefined
        ? await guessedEntry(deps, { code: params.code, nik, network: networkOf(request) })
        : await holdersEntry(deps, { params, headers: { authorization } })
    const change = { entry, nik, whole, actor: applicant, network: networkOf(request) }
    return entryView((await leave(deps, change)).entry, request.locale)
  })
}

const bearer = new RegExp(`^Bearer (${KEY_PATTERN.slice(1, -1)})$`, 'i')

/** The entry whose key stands in Authorization, if the address names the same one. */
async function holdersEntry(
  deps: DrawDeps,
  { params, headers }: { params: { code: string }; headers: { authorization: string } },
): Promise<Entry> {
  const key = bearer.exec(headers.authorization)?.[1]
  const code = readCode(params.code)
  if (!key || !code.ok) throw drawErrors.ENTRY_UNKNOWN()
  const entry = await entryOfKey(deps, key)
  if (entry.code !== code.code) throw drawErrors.ENTRY_UNKNOWN()
  return entry
}

/** The entry of a code and the NIK of one of its people, limited as finding it on the page is. */
async function guessedEntry(deps: DrawDeps, guess: Guess): Promise<Entry> {
  const { database: { kysely }, keys } = deps.bookings
  const { isEntry, key } = await findHeld(deps.bookings, guess, (officeId, code) =>
    readEntry(kysely, keys, officeId, { code }),
  )
  if (!isEntry) throw drawErrors.ENTRY_UNKNOWN()
  return entryOfKey(deps, key)
}

async function drawView(
  deps: DrawDeps,
  { draw, office }: { draw: Draw; office: Office },
  locale: Locale,
): Promise<Static<typeof drawAnswer>> {
  const at = (instant: Temporal.Instant): string =>
    instant.toZonedDateTimeISO(office.timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
  const seats = draw.frozen?.seats ?? (await drawSlotsOf(deps, office, draw))
  const demands = await demandsOf(deps.bookings.database.kysely, office.officeId)
  const paths = pathsOf(locale)
  const { policy, drawId, state } = draw
  return {
    id: drawId,
    office: office.officeId,
    state,
    from: policy.from,
    to: policy.to,
    sites: policy.sites ?? (office.definition?.sites ?? []).map(({ id }) => id),
    ...(policy.services && { services: policy.services }),
    announcedOn: policy.announcedOn,
    reason: wordsIn(policy.reason, locale),
    demand: demandView(policy, demands.get(policy.id), locale),
    opensAt: at(draw.opensAt),
    closesAt: at(draw.closesAt),
    drawsAt: at(draw.drawsAt),
    instantAt: at(draw.instantAt),
    seats: seats.map(({ site, date, start, seats }) => ({ site, date, start, seats })),
    links: { page: paths.draw(drawId), ...(draw.frozen && { file: paths.drawFile(drawId) }) },
  }
}

function demandView(
  { demand: { from, to, stated } }: Draw['policy'],
  counted: Demand | undefined,
  locale: Locale,
): Static<typeof demandAnswer> {
  return {
    from,
    to,
    ...(counted && { counted }),
    ...(stated && { stated: { ...stated, source: wordsIn(stated.source, locale) } }),
  }
}

function entryView(entry: Entry, locale: Locale): Static<typeof entryAnswer> {
  const paths = pathsOf(locale)
  return {
    code: formatCode(entry.code),
    number: entryNumber(entry.entryId),
    key: entry.key,
    draw: entry.drawId,
    state: entry.state,
    contested: entry.isContested,
    verified: entry.verifiedBy !== undefined,
    people: entry.people.map(({ name, serviceId, purposeId }) => ({ name, service: serviceId, purpose: purposeId })),
    wishes: entry.wishes,
    ...(entry.place !== undefined && { place: entry.place }),
    links: { page: paths.entry(entry.key), ...(entry.state === 'won' && { ticket: paths.ticket(entry.key) }) },
  }
}
