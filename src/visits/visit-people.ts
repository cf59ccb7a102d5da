import { formatCode, readTicket } from '../bookings/index.ts'
import { documentsFor } from '../offices/index.ts'
import { groupNik, readNik } from '../people/index.ts'
import { dates, type Locale, type Translate, translator } from '../platform/i18n/index.ts'
import type { Hall, HallDeps } from './change-hall.ts'
import { visitErrors } from './errors.ts'
import type { StepKind } from './hall-change.ts'
import { momentIn } from './floor-view.ts'
import { numberText } from './number-text.ts'
import { openSecrets } from './visit-secrets.ts'
import type { VisitPeopleAnswer } from './wire.ts'

/** Who is on a number, for the one who serves it: the only place of the day where names are. */
export async function visitPeople(
  { database, keys, offices }: HallDeps,
  { hall, visitId, locale }: { hall: Hall; visitId: string; locale: Locale },
): Promise<VisitPeopleAnswer> {
  const { kysely } = database
  const { officeId, siteId } = hall.key
  const visit = await kysely
    .selectFrom('visit')
    .select(['letter', 'number', 'booking_id', 'help', 'corrections'])
    .where('office_id', '=', officeId)
    .where('visit_id', '=', visitId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  if (!visit) throw visitErrors.VISIT_UNKNOWN()
  // Who collects a passport has a number and no ticket.
  const ticket = visit.booking_id
    ? await readTicket(kysely, keys, officeId, { bookingId: visit.booking_id })
    : undefined
  const [present, steps] = await Promise.all([
    kysely
      .selectFrom('visit_person')
      .select('position')
      .where('office_id', '=', officeId)
      .where('visit_id', '=', visitId)
      .execute(),
    kysely
      .selectFrom('visit_step')
      .select(['at', 'kind', 'counter_id'])
      .where('office_id', '=', officeId)
      .where('visit_id', '=', visitId)
      .orderBy('step')
      .execute(),
  ])
  const t = translator(locale)
  const secrets = openSecrets(keys, { officeId, visitId, help: visit.help, corrections: visit.corrections })
  const here = new Set(present.map((one) => one.position))
  const { catalogue } = offices
  return {
    id: visitId,
    number: numberText(visit.letter, visit.number),
    ...(ticket && { code: formatCode(ticket.code) }),
    people: (ticket?.people ?? []).map((one, position) => {
      const nik = secrets.corrections.findLast((fix) => fix.position === position)?.is ?? one.nik
      const papers = documentsFor(catalogue, hall.office.definition, { service: one.serviceId, purpose: one.purposeId })
      return {
        position,
        name: one.name,
        nik: maskedNik(nik),
        ...bornOf(t, nik),
        service: catalogue.services.find(({ id }) => id === one.serviceId)?.name[locale] ?? one.serviceId,
        purpose: catalogue.purposes.find(({ id }) => id === one.purposeId)?.name[locale] ?? one.purposeId,
        state: here.has(position) ? ('present' as const) : ('absent' as const),
        nikAsPrinted: !readNik(nik).ok,
        documents: papers.map(({ id, name }) => ({ id, name: name[locale] })),
      }
    }),
    ...(ticket?.companion && { companion: ticket.companion.name ?? '' }),
    help: secrets.help.map((kind) => t(`visits.help.${kind}`)),
    steps: steps.map(({ at, kind, counter_id }) => ({
      at: momentIn(hall.office.timeZone, at.epochMilliseconds),
      text: [t(`visits.steps.${kind as StepKind}`), counterName(hall, counter_id)].filter(Boolean).join(' · '),
    })),
  }
}

function counterName({ day }: Hall, counterId: string | null): string | undefined {
  return counterId === null ? undefined : day.counters.find((one) => one.id === counterId)?.name
}

/** "3307 0145 •••• 0003": enough to compare with a card, too little to copy. */
export function maskedNik(nik: string): string {
  return groupNik(`${nik.slice(0, 8)}••••${nik.slice(12)}`)
}

/** The birth date as the NIK has it, without a century: "5 Juni '90". Nothing where it cannot be a date. */
export function bornOf(t: Translate, nik: string): { born?: string } {
  const day = Number(nik.slice(6, 8)) % 40
  const month = Number(nik.slice(8, 10))
  if (day < 1 || month < 1 || month > 12) return {}
  const date = Temporal.PlainDate.from({ year: 2000, month, day }, { overflow: 'constrain' })
  return date.day === day ? { born: `${dates(t.locale).dayMonth(date)} ’${nik.slice(10, 12)}` } : {}
}
