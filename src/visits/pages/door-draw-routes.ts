import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  applyWhoAction,
  emptyWho,
  faultsOnPage,
  partyOf,
  readWhoForm,
  whoChoices,
  type WhoValues,
} from '../../bookings/index.ts'
import { shortName } from '../../people/index.ts'
import { type FieldFault, type ProblemType, Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { isAllowed } from '../../staff/index.ts'
import { fieldText, formPageHeaders, patterns, renderPage, viewAt } from '../../web/index.ts'
import { type By, type Hall, hallOf } from '../change-hall.ts'
import { walkInSeatsLeft } from '../check-in.ts'
import { siteParams } from '../deps.ts'
import { openParty } from '../door-store.ts'
import { type Door, drawDoor, enterDoor, readDoor, readSaid, withdrawEntry } from '../door.ts'
import { DoorDrawPage, type DoorDrawProps } from './door-draw.tsx'
import { DoorResultPage } from './door-result.tsx'
import { type Asked as AskedBy, askedBy, barOf, type ReceptionPageDeps } from './asked-by.ts'

const closed = { additionalProperties: false }
const schema = { params: siteParams }
/** What the column holds (smallint): no list at a door comes near it. */
const ENTRY_MAX = 32_767
const entryNumber = Type.Optional(Type.Integer({ minimum: 1, maximum: ENTRY_MAX }))
const ofStaff = {
  config: { hasIslands: true },
  schema: { params: siteParams, querystring: Type.Object({ entered: entryNumber, withdrawn: entryNumber }, closed) },
}

/** What is wrong now, and no field's fault: said above the page as it stands. */
const isShownHere: ReadonlySet<ProblemType> = new Set(['not-now', 'slot-full'])

/** The draw at the door: the page to check it by, and the staff's page. */
export function doorPages(deps: ReceptionPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.doorDraw), { config: { isShared: true }, schema }, async (request, reply) => {
        const hall = hallOf(deps, request.params.office, request.params.site)
        return sendPage(reply, renderPage(await resultPage(deps, hall, request)))
      })
      http.get(at(patterns.staffDoorDraw), ofStaff, async (request, reply) =>
        sendDoor(deps, { ...(await askedBy(deps, request, 'floor.checkIn')), reply }, { news: request.query }))
      http.post(at(patterns.staffDoorDraw), { config: { hasIslands: true }, schema }, async (request, reply) => {
        const asked = { ...(await askedBy(deps, request, 'floor.checkIn')), reply }
        try {
          return await act(deps, asked, request)
        } catch (error) {
          if (!(error instanceof Refusal) || !isShownHere.has(error.type)) throw error
          const refusal = asked.view.t(error.say, error.extras.values)
          const { values } = readWhoForm((request.body ?? {}) as Record<string, unknown>)
          return sendDoor(deps, asked, { refusal, values, status: error.status })
        }
      })
    })
  }
}

interface Asked extends AskedBy {
  reply: FastifyReply
}

async function act(deps: ReceptionPageDeps, asked: Asked, request: FastifyRequest): Promise<FastifyReply> {
  const { view, member, hall, reply } = asked
  const { officeId, siteId } = hall.key
  const { body } = request
  const by: By = { account: member.name, name: member.displayName }
  const here = (news: { withdrawn?: number } = {}): FastifyReply =>
    reply.redirect(view.paths.staffDoorDraw(officeId, siteId, news), 303)
  const typed = fieldText(body, 'said', 12)
  switch (fieldText(body, 'do', 10)) {
    case 'withdraw': {
      const entry = Number(fieldText(body, 'entry', 5))
      const isEntry = Number.isInteger(entry) && entry >= 1 && entry <= ENTRY_MAX
      await withdrawEntry(deps, { hall, entry: isEntry ? entry : 0, by })
      return here({ withdrawn: entry })
    }
    case 'change':
      return sendDoor(deps, asked, { said: { typed } })
    case 'check':
    case 'draw': {
      await deps.requireStaff(request, { action: 'floor.supervise', officeId })
      const said = readSaid(typed)
      const isGoingOn = (await readDoor(deps, hall)).draw !== undefined
      if (said === undefined && !isGoingOn) {
        const error = view.t('visits.doorDraw.errors.saidMalformed')
        return sendDoor(deps, asked, { said: { typed, error }, status: 422 })
      }
      if (fieldText(body, 'do', 10) === 'check' && !isGoingOn) {
        return sendDoor(deps, asked, { said: { typed: said ?? '', isToConfirm: true } })
      }
      await drawDoor(deps, { hall, said: said ?? '', by })
      return here()
    }
    default:
      return enter(deps, asked, { body, by })
  }
}

async function enter(
  deps: ReceptionPageDeps,
  asked: Asked,
  { body, by }: { body: unknown; by: By },
): Promise<FastifyReply> {
  const { hall, view, reply } = asked
  const { values: typed, action } = readWhoForm((body ?? {}) as Record<string, unknown>)
  const { values, focus } = applyWhoAction(typed, action)
  if (action.kind !== 'continue') return sendDoor(deps, asked, { values, focus })
  try {
    const { result: entered } = await enterDoor(deps, { hall, party: partyOf(values), by })
    return reply.redirect(view.paths.staffDoorDraw(hall.key.officeId, hall.key.siteId, { entered }), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || !error.extras.faults) throw error
    return sendDoor(deps, asked, { values, faults: error.extras.faults, status: 422 })
  }
}

interface DoorAnswer {
  values?: WhoValues
  faults?: readonly FieldFault[]
  focus?: string | undefined
  said?: { typed: string; error?: string; isToConfirm?: boolean }
  refusal?: string
  news?: DoorDrawProps['news']
  status?: number
}

async function sendDoor(deps: ReceptionPageDeps, asked: Asked, answer: DoorAnswer): Promise<FastifyReply> {
  const { view, member, hall, reply } = asked
  const { values = emptyWho(), faults = [], focus, said = { typed: '' }, refusal, news = {}, status = 200 } = answer
  const { officeId, siteId } = hall.key
  const { paths, t } = view
  const door = await readDoor(deps, hall)
  const services = hall.office.services.filter(({ siteIds }) => siteIds.includes(siteId))
  const { errors, askAsPrinted } = faultsOnPage(t, faults)
  const page = DoorDrawPage({
    // What the form brought is not in the address: the language switch leads to the page itself.
    view: { ...view, here: view.here.split('?')[0]! },
    bar: barOf(deps, asked, { as: t(`staff.roles.${member.role}`) }),
    door,
    names: namesOf(deps, hall, door),
    numbers: await numbersOf(deps, hall),
    who: {
      values,
      ...whoChoices(deps, { ...hall.office, services }, view),
      ...(errors && { errors }),
      ...(askAsPrinted && { askAsPrinted }),
      ...(focus && { focus }),
    },
    said: { isToConfirm: false, ...said },
    refusal,
    news,
    maySupervise: isAllowed(member, 'floor.supervise', officeId),
    seatsLeft: await walkInSeatsLeft(deps, hall),
    links: {
      here: paths.staffDoorDraw(officeId, siteId),
      public: paths.doorDraw(officeId, siteId),
      back: paths.staffReception(officeId, siteId),
      slip: (visitId) => paths.staffSlip(officeId, siteId, visitId, { print: 'now' }),
    },
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function resultPage(deps: ReceptionPageDeps, hall: Hall, request: FastifyRequest) {
  const { office, key } = hall
  return DoorResultPage({
    view: viewAt(deps.site, request.raw.url ?? '/'),
    site: office.definition.sites.find(({ id }) => id === key.siteId)?.name ?? office.name,
    day: Temporal.PlainDate.from(key.day),
    key,
    door: await readDoor(deps, hall),
    numbers: await numbersOf(deps, hall),
    seatsLeft: await walkInSeatsLeft(deps, hall),
  })
}

function namesOf(deps: ReceptionPageDeps, { key }: Hall, { entries }: Door): Map<number, string> {
  return new Map(
    entries.flatMap((one) => {
      const party = openParty(deps.keys, key, one)
      return party ? [[one.entry, shortName(party.people[0]?.name ?? '')] as const] : []
    }),
  )
}

async function numbersOf(deps: ReceptionPageDeps, { key }: Hall): Promise<Map<string, string>> {
  const { visits } = await deps.floors.floor(key)
  return new Map([...visits.values()].map(({ visitId, number }) => [visitId, number]))
}
