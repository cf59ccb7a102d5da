import type { FastifyReply } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import { networkOf, sendPage } from '../../platform/http/index.ts'
import { type Errors, fieldText, formPageHeaders, renderPage, type View } from '../../web/index.ts'
import { nikError } from './find.ts'
import type { Asked } from './ticket.ts'

/** What is done to a ticket by whoever knows a NIK of its party: links are forwarded. */
export interface NikForm<Done = unknown> {
  page(shown: { nik?: string; errors?: Errors }): Parameters<typeof renderPage>[0]
  act(by: { nik: string; actor: { kind: 'applicant' }; network: string }): Promise<Done>
  /** Where it leads when it is done. */
  done(result: Done): string
}

/** The page that asks for it. */
export function askNik<Done>({ reply }: Asked, form: NikForm<Done>): FastifyReply {
  return sendPage(reply.headers(formPageHeaders), renderPage(form.page({})))
}

/** Does it with the NIK that was sent, or asks again and says at the field what is wrong. */
export async function takeNik<Done>({ request, reply }: Asked, view: View, form: NikForm<Done>): Promise<FastifyReply> {
  const nik = fieldText(request.body, 'nik', 60)
  const again = (error: Errors[number]): FastifyReply =>
    sendPage(reply.headers(formPageHeaders), renderPage(form.page({ nik, errors: [error] })), 422)
  const unreadable = nikError(view.t, nik)
  if (unreadable) return again(unreadable)
  try {
    const done = await form.act({ nik, actor: { kind: 'applicant' }, network: networkOf(request) })
    return reply.redirect(form.done(done), 303)
  } catch (error) {
    const wrong = refusedNik(view, error)
    if (!wrong) throw error
    return again(wrong)
  }
}

/** The refusal of a NIK, which is nobody's on the ticket or may not leave it, as the words beside its field. */
export function refusedNik({ t }: View, error: unknown): Errors[number] | undefined {
  if (!(error instanceof Refusal)) return undefined
  const fault = error.extras.faults?.find(({ pointer }) => pointer === '/nik')
  return fault && { field: 'nik', message: t(fault.say, fault.values) }
}
