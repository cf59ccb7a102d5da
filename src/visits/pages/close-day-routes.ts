import type { FastifyReply, FastifyRequest } from 'fastify'
import { waitingHours } from '../../bookings/index.ts'
import { type OwnWords, wordsIn } from '../../offices/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { translator } from '../../platform/i18n/index.ts'
import { type Errors, fieldText, formPageHeaders, patterns, renderPage, type View } from '../../web/index.ts'
import { dayOf } from '../change-hall.ts'
import {
  closeDay,
  closingCsv,
  closingInForce,
  closingList,
  closingPreview,
  type DayAt,
  daysToClose,
  hoursToClose,
  reopenDay,
} from '../close-day.ts'
import { siteParams } from '../deps.ts'
import { CloseDayPage, type CloseDayProps, type ClosingForm, ClosePreviewPage, usualReasons } from './close-day.tsx'
import { type Asked as AskedBy, askedBy, barOf, type ReceptionPageDeps } from './asked-by.ts'

export type ClosePageDeps = ReceptionPageDeps

const config = { hasIslands: true }
const schema = { params: siteParams }

/** A day of a site as it was asked for, by somebody who may close it. */
interface Asked extends AskedBy, DayAt {
  request: FastifyRequest
  reply: FastifyReply
}

/** Closes a day or its rest: choose, check who is hit, confirm; then the list of everybody hit. */
export function closeDayPages(deps: ClosePageDeps): (http: Http) => void {
  const asked = async (request: FastifyRequest, reply: FastifyReply): Promise<Asked> => {
    const by = await askedBy(deps, request, 'day.close')
    return { ...by, date: dateIn(by, fieldText(request.query, 'date', 10)), request, reply }
  }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffCloseDay), { config, schema }, async (request, reply) =>
        sendDay(deps, await asked(request, reply), {}),
      )
      http.post(at(patterns.staffCloseDay), { config, schema }, async (request, reply) =>
        act(deps, await asked(request, reply)),
      )
      http.get(at(patterns.staffCloseDayCsv), { config, schema }, async (request, reply) => {
        const { date, hall } = await asked(request, reply)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="giliran-${hall.key.siteId}-${date}-closed.csv"`)
          .send(closingCsv(date, await closingList(deps, { hall, date })))
      })
    })
  }
}

/** The day asked for; today where none is named that the calendar has. */
function dateIn({ hall }: Pick<DayAt, 'hall'>, text: string): Temporal.PlainDate {
  const today = Temporal.PlainDate.from(hall.key.day)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return today
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch (error) {
    if (error instanceof RangeError) return today
    throw error
  }
}

async function act(deps: ClosePageDeps, asked: Asked): Promise<FastifyReply> {
  const { view, member, request, reply, hall, date } = asked
  const by = { account: member.name, name: member.displayName }
  const done = (news: 'closed' | 'reopened'): FastifyReply =>
    reply.redirect(view.paths.staffCloseDay(hall.key.officeId, hall.key.siteId, { date: date.toString(), news }), 303)
  const press = fieldText(request.body, 'do', 10)
  const form = formIn(request.body)
  try {
    if (press === 'reopen') {
      await reopenDay(deps, asked, { by })
      return done('reopened')
    }
    if (press !== 'preview' && press !== 'close') return await sendDay(deps, asked, { form })
    const { errors, reason } = readForm(view, form, await hoursToClose(deps, asked))
    if (errors.length > 0) return await sendDay(deps, asked, { form, errors, status: 422 })
    const fromHour = form.hour || undefined
    if (press === 'preview') return await sendPreview(deps, asked, { form, reason, fromHour })
    await closeDay(deps, asked, { fromHour, reason, by })
    return done('closed')
  } catch (error) {
    if (!(error instanceof Refusal) || error.type !== 'not-now') throw error
    const refusal = view.t(error.say, error.extras.values)
    return sendDay(deps, asked, { form, refusal, status: error.status })
  }
}

function formIn(body: unknown): ClosingForm {
  return {
    hour: fieldText(body, 'hour', 5),
    reason: fieldText(body, 'reason', 20),
    words: fieldText(body, 'words').trim(),
    wordsEn: fieldText(body, 'wordsEn').trim(),
  }
}

/** Characters that nobody reads: control signs, turns of direction. */
const unsaid = /\p{C}/u

/** What a form asks for, or what is wrong with it. */
function readForm(
  { t }: View,
  { hour, reason, words, wordsEn }: ClosingForm,
  hours: readonly string[],
): { errors: Errors; reason: OwnWords } {
  const isListed = hour === '' || hours.includes(hour)
  const errors = isListed ? [] : [{ field: 'hour', message: t('visits.closing.faults.hour') }]
  const usual = usualReasons.find((name) => name === reason)
  if (usual) {
    const key = `visits.closing.reasons.${usual}` as const
    return { errors, reason: { id: translator('id')(key), en: translator('en')(key) } }
  }
  const message = t('visits.closing.faults.words')
  if (reason !== 'own') errors.push({ field: 'reason', message: t('visits.closing.faults.reason') })
  else if (words === '' || unsaid.test(words)) errors.push({ field: 'words', message })
  if (unsaid.test(wordsEn)) errors.push({ field: 'wordsEn', message })
  return { errors, reason: wordsEn === '' ? words : { id: words, en: wordsEn } }
}

interface DayAnswer {
  form?: ClosingForm
  errors?: Errors
  refusal?: string
  status?: number
}

const emptyForm: ClosingForm = { hour: '', reason: '', words: '', wordsEn: '' }

async function sendDay(deps: ClosePageDeps, asked: Asked, answer: DayAnswer): Promise<FastifyReply> {
  const { view, hall, date, request } = asked
  const { form = emptyForm, errors = [], refusal, status = 200 } = answer
  const { officeId, siteId, day } = hall.key
  const { paths, locale } = view
  const closing = closingInForce(asked)
  const news = fieldText(request.query, 'news', 10)
  const [days, hours, rows, others] = await Promise.all([
    dayChoices(deps, asked),
    hoursToClose(deps, asked),
    closingList(deps, asked),
    waitingDays(deps, asked),
  ])
  const page = CloseDayPage({
    ...commonFacts(deps, asked),
    form,
    days,
    hours,
    errors,
    refusal,
    news: request.method === 'GET' && (news === 'closed' || news === 'reopened') ? news : undefined,
    closing: closing && {
      ...(closing.fromHour && { fromHour: closing.fromHour }),
      reason: wordsIn(closing.reason, locale),
    },
    rows,
    others: others.filter((one) => !one.date.equals(date)),
    links: {
      csv: paths.staffCloseDayCsv(officeId, siteId, { date: date.toString() }),
      back: paths.staffFloor(officeId, siteId),
    },
    asOf: deps.clock.now().toZonedDateTimeISO(hall.office.timeZone),
    isToday: date.toString() === day,
  })
  return sendPage(asked.reply.headers(formPageHeaders), renderPage(page), status)
}

async function sendPreview(
  deps: ClosePageDeps,
  asked: Asked,
  { form, reason, fromHour }: { form: ClosingForm; reason: OwnWords; fromHour: string | undefined },
): Promise<FastifyReply> {
  const page = ClosePreviewPage({
    ...commonFacts(deps, asked),
    form,
    reason: typeof reason === 'string' ? { id: reason } : reason,
    hits: await closingPreview(deps, asked, { fromHour }),
  })
  return sendPage(asked.reply.headers(formPageHeaders), renderPage(page))
}

function commonFacts(deps: ClosePageDeps, asked: Asked) {
  const { view, member, hall, date } = asked
  const { officeId, siteId, day } = hall.key
  // Without `news`, which only the redirect after a change brings.
  const action = view.paths.staffCloseDay(officeId, siteId, { date: date.toString() })
  const here = action.replace(/^\/en(?=\/)/, '')
  return {
    view: { ...view, here },
    bar: barOf(deps, asked, { as: view.t(`staff.roles.${member.role}`) }),
    date,
    isToday: date.toString() === day,
    action,
  }
}

async function dayChoices(deps: ClosePageDeps, asked: Asked): Promise<CloseDayProps['days']> {
  const { t, dates } = asked.view
  const days = await daysToClose(deps, asked)
  return days.map((date) => {
    const day = dates.day(date)
    const isToday = date.toString() === asked.hall.key.day
    return { value: date.toString(), label: isToday ? t('visits.closing.choose.today', { day }) : day }
  })
}

async function waitingDays(deps: ClosePageDeps, { view, hall }: Asked): Promise<CloseDayProps['others']> {
  const { officeId, siteId } = hall.key
  const { timeZone } = hall.office
  const { from } = dayOf(hall)
  const hours = await waitingHours(deps, { officeId, siteId, from })
  const byDay = Map.groupBy(hours, ({ startsAt }) => startsAt.toZonedDateTimeISO(timeZone).toPlainDate().toString())
  return [...byDay].map(([date, ofDay]) => ({
    date: Temporal.PlainDate.from(date),
    tickets: ofDay.reduce((sum, { bookings }) => sum + bookings.length, 0),
    href: view.paths.staffCloseDay(officeId, siteId, { date }),
  }))
}
