import type { FastifyReply, FastifyRequest } from 'fastify'
import { nikMessage, readNik } from '../../people/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, formPageHeaders, patterns, renderPage } from '../../web/index.ts'
import { excuseNoShow, excuseReasons } from '../no-shows.ts'
import { DeskExcusePage, type DeskExcuseProps } from './desk-excuse.tsx'
import { atDesk, type Desk, type DeskDeps, ofSite } from './desk-frame.ts'

/** A turn that was missed is excused at any desk, with the card and a reason from a list. */
export function deskExcuseRoutes(deps: DeskDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffDeskExcuse), ofSite, async (request, reply) =>
        send(await atDesk(deps, request, 'noShow.excuse'), reply, {}))
      http.post(at(patterns.staffDeskExcuse), ofSite, async (request, reply) =>
        excuse(deps, await atDesk(deps, request, 'noShow.excuse'), { request, reply }))
    })
  }
}

type Answer = Partial<Pick<DeskExcuseProps, 'nik' | 'reason' | 'errors' | 'done'>>

function send(desk: Desk, reply: FastifyReply, answer: Answer): FastifyReply {
  const { frame, view: { paths }, hall: { key } } = desk
  const action = paths.staffDeskExcuse(key.officeId, key.siteId)
  const page = DeskExcusePage({ ...frame, action, ...answer })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), answer.errors?.length ? 422 : 200)
}

async function excuse(
  deps: DeskDeps,
  desk: Desk,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const { t } = desk.view
  const nik = fieldText(request.body, 'nik', 60)
  const typed = fieldText(request.body, 'reason', 20)
  const reason = excuseReasons.find((one) => one === typed)
  const reading = readNik(nik, { asPrinted: true })
  const errors: { field: string; message: string }[] = []
  if (!reading.ok) {
    const { say, values } = nikMessage(reading)
    errors.push({ field: 'nik', message: t(say, values) })
  }
  if (!reason) errors.push({ field: 'reason', message: t('visits.reception.desk.excuse.reasonMissing') })
  if (fieldText(request.body, 'seen') === '') {
    errors.push({ field: 'seen', message: t('visits.reception.desk.releaseForm.seenMissing') })
  }
  if (!reading.ok || !reason || errors.length > 0) return send(desk, reply, { nik, reason: typed, errors })
  const excused = await excuseNoShow(deps, { nik: reading.nik, reason, actor: desk.actor })
  const waitsUntil = excused?.waitsUntil?.toZonedDateTimeISO(desk.hall.office.timeZone)
  return send(desk, reply, { done: excused ? { day: excused.day, waitsUntil } : 'nothing' })
}
