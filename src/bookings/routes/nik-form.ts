import type { FastifyReply } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import { networkOf, sendPage } from '../../platform/http/index.ts'
import { type Errors, fieldText, formPageHeaders, renderPage, type View } from '../../web/index.ts'
import { nikError } from './find.ts'
import type { Asked } from './ticket.ts'

/** What is done to a ticket by whoever knows a NIK of its party: links are forwarded. */
export interface NikForm {
  page(shown: { nik?: string; errors?: Errors }): Parameters<typeof renderPage>[0]
  act(by: { nik: string; actor: { kind: 'applicant' }; network: string }): Promise<unknown>
  /** Where it leads when it is done. */
  done: string
}

/** The page that asks for it. */
export function askNik({ reply }: Asked, form: NikForm): FastifyReply {
  return sendPage(reply.headers(formPageHeaders), renderPage(form.page({})))
}

/** Does it with the NIK that was sent, or asks again and says at the field what is wrong. */
export async function takeNik({ request, reply }: Asked, view: View, form: NikForm): Promise<FastifyReply> {
  const nik = fieldText(request.body, 'nik', 60)
  const again = (error: Errors[number]): FastifyReply =>
    sendPage(reply.headers(formPageHeaders), renderPage(form.page({ nik, errors: [error] })), 422)
  const unreadable = nikError(view.t, nik)
  if (unreadable) return again(unreadable)
  try {
    await form.act({ nik, actor: { kind: 'applicant' }, network: networkOf(request) })
  } catch (error) {
    const wrong = notOfParty(view, error)
    if (!wrong) throw error
    return again(wrong)
  }
  return reply.redirect(form.done, 303)
}

/** The refusal of a NIK that is nobody's on the ticket, as the words beside its field. */
export function notOfParty({ t }: View, error: unknown): Errors[number] | undefined {
  const isIt = error instanceof Refusal && error.extras.faults?.some(({ code }) => code === 'nik-not-of-party')
  return isIt ? { field: 'nik', message: t(error.say) } : undefined
}
