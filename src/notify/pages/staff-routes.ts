import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Office, officeErrors, officeOrRefuse } from '../../offices/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { isAllowed, type RequireStaff, type StaffMember } from '../../staff/index.ts'
import { barLinks } from '../../visits/index.ts'
import {
  fieldText,
  formPageHeaders,
  patterns,
  placeOf,
  renderPage,
  type Site,
  type StaffBar,
  type View,
  viewAt,
} from '../../web/index.ts'
import { sendAgain } from '../again.ts'
import { deadLetters, messageCharges, messageFigures } from '../figures.ts'
import type { Adapters } from '../open.ts'
import { notifySettings } from '../settings.ts'
import type { TextDeps } from '../text.ts'
import { TextsPage } from './message-texts.tsx'
import { sampleMessages, type SendingOffice } from './sample-messages.ts'
import { MessagesPage, type Stretch, stretches } from './staff-messages.tsx'

export interface MessagePageDeps extends TextDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
  adapters: Adapters
  requireStaff: RequireStaff
  site: Site
}

const officeParams = Type.Object(
  { office: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }) },
  { additionalProperties: false },
)
const ofOffice = { config: { hasIslands: true }, schema: { params: officeParams } }

/** Shown at once; "send again" takes all there are. */
const DEAD_SHOWN = 100
const CHARGED_MONTHS = 12

/** What became of an office's messages, and what each says. */
export function messagePages(deps: MessagePageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffMessages), ofOffice, async (request, reply) => {
        const { office } = request.params
        const member = await deps.requireStaff(request, { action: 'figures.see', officeId: office })
        return sendMessages(deps, { request, reply, member, office: officeOrRefuse(deps.offices, office) })
      })
      http.post(at(patterns.staffMessages), ofOffice, async (request, reply) => {
        const { office: officeId } = request.params
        const member = await deps.requireStaff(request, { action: 'messages.resend', officeId })
        const which = whichIn(request.body)
        const again = which ? await sendAgain(deps, { officeId, which, by: { account: member.name } }) : 0
        const { paths } = viewAt(deps.site, request.raw.url ?? '/')
        return reply.redirect(paths.staffMessages(officeId, { days: stretchIn(request.query), again }), 303)
      })
      http.get(at(patterns.staffMessageTexts), { config: { hasIslands: true } }, async (request, reply) =>
        sendTexts(deps, { request, reply, member: await deps.requireStaff(request, { action: 'figures.see' }) }),
      )
    })
  }
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  member: StaffMember
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

function whichIn(body: unknown): 'all' | { messageId: string } | undefined {
  const press = fieldText(body, 'do', 36)
  if (press === 'all') return 'all'
  return uuid.test(press) ? { messageId: press } : undefined
}

function stretchIn(query: unknown): Stretch {
  const asked = Number(fieldText(query, 'days', 3))
  return stretches.find((one) => one === asked) ?? 1
}

async function sendMessages(
  deps: MessagePageDeps,
  { request, reply, member, office }: Asked & { office: Office },
): Promise<FastifyReply> {
  const { clock, database: { kysely } } = deps
  const { officeId, timeZone } = office
  const days = stretchIn(request.query)
  const now = clock.now().toZonedDateTimeISO(timeZone)
  const today = now.toPlainDate()
  const startOf = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime({ timeZone }).toInstant()
  const from = today.subtract({ days: days - 1 })
  const chargedFrom = today.with({ day: 1 }).subtract({ months: CHARGED_MONTHS - 1 })
  const [figures, charges, dead] = await Promise.all([
    messageFigures(kysely, { officeId, timeZone, from: startOf(from) }),
    messageCharges(kysely, { officeId, timeZone, from: startOf(chargedFrom) }),
    deadLetters(kysely, { officeId, max: DEAD_SHOWN }),
  ])
  const again = fieldText(request.query, 'again', 4)
  const asked = viewAt(deps.site, request.raw.url ?? '/')
  // Without `again`, which only the redirect after a press brings.
  const view = { ...asked, here: asked.paths.staffMessages(officeId, { days }).replace(/^\/en(?=\/)/, '') }
  const page = MessagesPage({
    view,
    bar: barOf(deps, { view, member, office }),
    officeId,
    days,
    from,
    now,
    figures,
    charges,
    dead,
    maySendAgain: isAllowed(member, 'messages.resend', officeId),
    ...(/^\d{1,4}$/.test(again) && { again: Number(again) }),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page))
}

function barOf(
  { clock }: Pick<MessagePageDeps, 'clock'>,
  { view, member, office }: { view: View; member: StaffMember; office: Office },
): StaffBar {
  const { name, timeZone } = office
  return {
    links: barLinks({ view, member, office }, 'messages'),
    name: member.displayName,
    as: view.t(`staff.roles.${member.role}`),
    office: view.t('visits.reception.screen.office', { place: placeOf(name) }),
    now: clock.now().toZonedDateTimeISO(timeZone),
    signOutTo: view.paths.staffSignOut(),
  }
}

const isSending = (office: Office): office is SendingOffice => office.bookable && office.definition !== null

function sendTexts(deps: MessagePageDeps, { request, reply, member }: Asked): FastifyReply {
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const sending = deps.offices.all().filter(isSending)
  const own = sending.filter(({ officeId }) => isAllowed(member, 'figures.see', officeId))
  const asked = fieldText(request.query, 'office', 40)
  const chosen = own.find(({ officeId }) => officeId === asked) ?? own[0]
  const shown = chosen ?? sending[0]
  if (!shown) throw officeErrors.OFFICE_NOT_FOUND()
  const page = TextsPage({
    view,
    bar: barOf(deps, { view, member, office: shown }),
    ...(chosen && {
      setUp: {
        officeId: chosen.officeId,
        name: chosen.name,
        settings: notifySettings(chosen.definition),
        has: new Map([...deps.adapters].map(([name, { isOutbox }]) => [name, isOutbox ? 'outbox' : 'connected'])),
      },
    }),
    offices: own.map(({ officeId, name }) => ({ officeId, name })),
    samples: sampleMessages(deps, shown, deps.clock.now()),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page))
}
