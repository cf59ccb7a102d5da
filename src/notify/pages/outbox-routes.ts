import { formatCode, officeByLetters, readCode } from '../../bookings/index.ts'
import type { OfficeBook } from '../../offices/index.ts'
import type { Keys } from '../../platform/crypto/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, formPageHeaders, patterns, renderPage, type Site, viewAt } from '../../web/index.ts'
import { readOutbox } from '../outbox.ts'
import { OutboxPage } from './outbox.tsx'

export interface OutboxPageDeps {
  database: Database
  keys: Pick<Keys, 'sealer'>
  offices: OfficeBook
  site: Site
}

const SHOWN_MAX = 100

/** What would have been sent: a demonstration alone has this page. */
export function outboxPages(deps: OutboxPageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.outbox), async (request, reply) => {
        const view = viewAt(deps.site, request.raw.url ?? '/')
        const typed = fieldText(request.query, 'code', 60)
        const code = readCode(typed)
        const isWrong = !code.ok && code.fault !== 'missing'
        const page = OutboxPage({
          view,
          code: code.ok ? formatCode(code.code) : typed.trim(),
          errors: isWrong ? [{ field: 'code', message: view.t('notify.outbox.badCode') }] : [],
          messages: isWrong ? [] : await shownMessages(deps, code.ok ? code.code : undefined),
        })
        return sendPage(reply.headers(formPageHeaders), renderPage(page), isWrong ? 422 : 200)
      })
    })
  }
}

async function shownMessages(deps: OutboxPageDeps, code: string | undefined) {
  const officeId = code === undefined ? undefined : officeByLetters(deps, code.slice(0, 3))
  if (code !== undefined && officeId === undefined) return []
  const of = code !== undefined && officeId !== undefined ? { officeId, code } : undefined
  const messages = await readOutbox(deps, { max: SHOWN_MAX, of })
  return messages.map((one) => ({
    ...one,
    at: one.at.toZonedDateTimeISO(deps.offices.get(one.officeId)?.timeZone ?? 'UTC'),
  }))
}
