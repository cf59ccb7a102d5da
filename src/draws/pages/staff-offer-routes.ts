import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Office, officeOrRefuse } from '../../offices/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import type { RequireStaff, StaffMember } from '../../staff/index.ts'
import { barLinks } from '../../visits/index.ts'
import { fieldText, formPageHeaders, patterns, placeOf, renderPage, type Site, viewAt } from '../../web/index.ts'
import { acceptOffer, declineOffer } from '../answer-offer.ts'
import { freedCounts } from '../freed-counts.ts'
import type { DrawDeps } from '../model.ts'
import { openOffers } from '../offer-store.ts'
import { showOffer } from '../offer-view.ts'
import { offerIn } from './offer-routes.ts'
import { offerCounts, type StaffOffer, StaffOffersPage, type StaffOffersProps } from './staff-offers.tsx'

export type StaffOfferPageDeps = Pick<DrawDeps, 'bookings'> & { site: Site; requireStaff: RequireStaff }

const params = Type.Object(
  { office: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }) },
  { additionalProperties: false },
)
const ofOffice = { config: { hasIslands: true }, schema: { params } }

/** Shown below the offers: visit days from today on. */
const COUNTED_DAYS = 30

/** Offers of freed seats as staff answer them for who has no telephone, or is on it. */
export function staffOfferPages(deps: StaffOfferPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffOffers), ofOffice, async (request, reply) => {
        const { office: officeId } = request.params
        const member = await deps.requireStaff(request, { action: 'desk.book', officeId })
        return send(deps, { request, reply, member, office: officeOrRefuse(deps.bookings.offices, officeId) })
      })
      http.post(at(patterns.staffOffers), ofOffice, async (request, reply) => {
        const { office: officeId } = request.params
        const member = await deps.requireStaff(request, { action: 'desk.book', officeId })
        const news = await answer(deps, { officeId, body: request.body, member })
        const { paths } = viewAt(deps.site, request.raw.url ?? '/')
        return reply.redirect(paths.staffOffers(officeId, { ...(news && { news }) }), 303)
      })
    })
  }
}

async function answer(
  deps: StaffOfferPageDeps,
  { officeId, body, member }: { officeId: string; body: unknown; member: StaffMember },
): Promise<StaffOffersProps['news']> {
  const actor = { kind: 'staff', name: member.name } as const
  const [yes, no] = [offerIn(body, 'accept'), offerIn(body, 'decline')]
  const offerId = yes || no
  if (!offerId) return undefined
  try {
    if (yes) await acceptOffer(deps, { officeId, offerId, actor })
    else await declineOffer(deps, { officeId, offerId, actor })
    return yes ? 'accepted' : 'declined'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.type === 'person-already-booked' ? 'held' : 'over'
  }
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  member: StaffMember
  office: Office
}

async function send(deps: StaffOfferPageDeps, { request, reply, member, office }: Asked): Promise<FastifyReply> {
  const { database: { kysely }, clock } = deps.bookings
  const { officeId, name, timeZone } = office
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const now = clock.now().toZonedDateTimeISO(timeZone)
  const from = now.toPlainDate()
  const [open, days] = await Promise.all([
    openOffers(kysely, officeId),
    freedCounts(kysely, { officeId, timeZone, from, to: from.add({ days: COUNTED_DAYS - 1 }) }),
  ])
  const offers: StaffOffer[] = []
  for (const offer of open) {
    const shown = await showOffer(deps, offer)
    if (!shown) continue
    const { entry, start, until, place: site } = shown
    offers.push({
      offerId: offer.offerId,
      code: entry.code,
      place: entry.place,
      names: entry.people.map((one) => one.name),
      contact: entry.contact.whatsapp ?? entry.contact.email,
      start,
      site,
      until,
    })
  }
  const counts = Object.fromEntries(
    offerCounts.map((one) => [one, days.reduce((sum, day) => sum + day[one], 0)]),
  ) as StaffOffersProps['counts']
  const news = newsIn(request.query)
  const page = StaffOffersPage({
    view,
    bar: {
      links: barLinks({ view, member, office }, 'draws'),
      name: member.displayName,
      as: view.t(`staff.roles.${member.role}`),
      office: view.t('visits.reception.screen.office', { place: placeOf(name) }),
      now,
      signOutTo: view.paths.staffSignOut(),
    },
    officeId,
    offers,
    counts,
    ...(news && { news }),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page))
}

const news = ['accepted', 'declined', 'over', 'held'] as const

function newsIn(query: unknown): StaffOffersProps['news'] {
  const text = fieldText(query, 'news', 10)
  return news.find((one) => one === text)
}
