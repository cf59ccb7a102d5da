import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Office, officeOrRefuse } from '../../offices/index.ts'
import { groupNik, sampleNiks } from '../../people/index.ts'
import type { FieldFault } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import { randomBytes } from '../../platform/crypto/index.ts'
import {
  fieldText,
  formPageHeaders,
  pathsOf,
  patterns,
  placeOf,
  renderPage,
  type View,
  viewAt,
} from '../../web/index.ts'
import { VISITOR_NIKS } from '../demonstration.ts'
import { saveDraft } from '../drafts.ts'
import { applyWhoAction, emptyWho, readWhoForm, type WhoValues } from '../pages/who-form.ts'
import type { WhoFieldsProps } from '../pages/who-fields.tsx'
import { WhoPage } from '../pages/who.tsx'
import { checkParty } from '../request.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { faultsOnPage, partyOf } from './party.ts'
import { atStep, stepPattern } from './steps.ts'

const officeParams = Type.Object({ office: Type.String({ maxLength: 60 }) }, { additionalProperties: false })

/** Step 2, who comes: at the office's address before there is a draft, at the draft's own after. */
export function whoRoutes(deps: PageDeps): (http: Http) => void {
  const { offices, site } = deps
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.bookWho), { schema: { params: officeParams } }, (request, reply) => {
        const view = viewAt(site, request.raw.url ?? '/')
        const office = officeOrRefuse(offices, request.params.office)
        if (!office.bookable) return reply.redirect(view.paths.office(office.officeId), 303)
        return sendWho(deps, { view, reply, office, values: emptyWho() })
      })
      http.post(at(patterns.bookWho), { schema: { params: officeParams } }, async (request, reply) => {
        const view = viewAt(site, request.raw.url ?? '/')
        const office = officeOrRefuse(offices, request.params.office)
        if (!office.bookable) return reply.redirect(view.paths.office(office.officeId), 303)
        await deps.limits.takeDraft(networkOf(request))
        return takeAnswers(deps, { view, request, reply, office })
      })
      http.get(at(stepPattern('who')), ofKey, atStep(deps, ({ view, draft, request, reply }) => {
        const faults = fieldText(request.query, 'view') === 'faults' ? faultsOf(deps, draft.office, draft.values) : []
        return sendWho(deps, { view, reply, ...draft, faults })
      }))
      http.post(at(stepPattern('who')), ofKey, atStep(deps, ({ view, draft, request, reply }) =>
        takeAnswers(deps, { view, request, reply, office: draft.office, key: draft.key }),
      ))
    })
  }
}

interface Answers {
  view: View
  request: FastifyRequest
  reply: FastifyReply
  office: Office
  /** Of the draft that they are kept in; undefined: the first time. */
  key?: string
}

/**
 * Keeps what was typed before anything is said about it, faults and all: whoever then
 * changes the language or comes back within the hour finds it there.
 */
async function takeAnswers(deps: PageDeps, answers: Answers): Promise<FastifyReply> {
  const { view, request, reply, office, key: known } = answers
  const { values: typed, action } = readWhoForm((request.body ?? {}) as Record<string, unknown>)
  const { values, focus } = applyWhoAction(typed, action)
  const key = await saveDraft(deps, { office, key: known, values })
  const page = { view: atDraft(view, key), reply, office, key, values }
  if (action.kind !== 'continue') return sendWho(deps, { ...page, focus })
  const faults = faultsOf(deps, office, values)
  if (faults.length > 0) return sendWho(deps, { ...page, faults, status: 422 })
  return reply.redirect(view.paths.draft(key, 'check'), 303)
}

function faultsOf({ offices: { catalogue } }: PageDeps, office: Office, values: WhoValues): readonly FieldFault[] {
  const check = checkParty(partyOf(values), { office, catalogue })
  return check.ok ? [] : check.faults
}

/** A page that was posted for: the language switch leads to the draft, where what was typed is kept. */
export function atDraft(view: View, key: string): View {
  return { ...view, here: pathsOf('id').draft(key, 'who') }
}

interface WhoAnswer {
  view: View
  reply: FastifyReply
  office: Office
  key?: string
  values: WhoValues
  faults?: readonly FieldFault[]
  focus?: string | undefined
  status?: number
}

export function sendWho({ offices, site }: PageDeps, answer: WhoAnswer): FastifyReply {
  const { view, reply, office, key, values, faults = [], focus, status = 200 } = answer
  const { paths, t } = view
  const page = WhoPage({
    view,
    place: placeOf(office.name),
    values,
    ...whoChoices({ offices }, office, view),
    ...faultsOnPage(t, faults),
    action: key === undefined ? paths.bookWho(office.officeId) : paths.draft(key, 'who'),
    back: paths.office(office.officeId),
    focus,
    sampleNiks: site.demo ? someSampleNiks() : undefined,
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

/** What people can come for at an office, and why they travel. */
export function whoChoices(
  { offices }: Pick<PageDeps, 'offices'>,
  office: Office,
  { locale, t }: View,
): Pick<WhoFieldsProps, 'services' | 'purposes'> {
  return {
    services: office.services
      .filter((service) => service.bookable)
      .map(({ id, age, name, short = name }) => ({
        value: id,
        label: short[locale],
        group: t(`bookings.pages.who.ages.${age}`),
      })),
    purposes: offices.catalogue.purposes.map(({ id, name }) => ({ value: id, label: name[locale] })),
  }
}

const SAMPLES_SHOWN = 5

/** Others each time, so that two visitors seldom try the same person; each NIK stays on one line. */
function someSampleNiks(): string[] {
  const first = randomBytes(4).readUInt32BE() % (VISITOR_NIKS - SAMPLES_SHOWN)
  return sampleNiks(SAMPLES_SHOWN, first).map((nik) => groupNik(nik).replaceAll(' ', '\u00a0'))
}
