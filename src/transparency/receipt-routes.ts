import { Type } from 'typebox'
import { type BookDeps, KEY_PATTERN, ticketOfKey } from '../bookings/index.ts'
import { type Http, inEachLanguage, sendPage } from '../platform/http/index.ts'
import { formatVkey } from '../platform/tlog/vkey.ts'
import { originOf, patterns, renderPage, type Site, viewAt } from '../web/index.ts'
import type { Ledger } from './ledger.ts'
import { ReceiptWaitsPage, RECEIPT_REFRESH_S } from './pages/receipt.tsx'
import { VerifyPage, VerifyReceiptTool } from './pages/verify.tsx'
import { receiptOf } from './receipt.ts'
import type { WitnessAddress } from './witnesses.ts'

export interface ReceiptRouteNeeds {
  bookings: BookDeps
  ledger: Pick<Ledger, 'vkey' | 'evidenceOf' | 'placeOf'>
  witnesses: readonly WitnessAddress[]
  site: Site
}

const params = Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false })
const shared = { isShared: true, hasIslands: true }

/** A ticket's receipt as a file, and the page where anybody verifies one. */
export function receiptRoutes({ bookings, ledger, witnesses, site }: ReceiptRouteNeeds): (http: Http) => void {
  const { database, clock } = bookings
  const logKey = formatVkey(ledger.vkey)
  const needs = { database, ledger, clock, hasWitnesses: witnesses.length > 0 }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketReceipt), { schema: { params } }, async (request, reply) => {
        const ticket = await ticketOfKey(bookings, request.params.key)
        const view = viewAt(site, request.raw.url ?? '/')
        const { t, paths } = view
        const page = originOf(site, request) + paths.verify()
        const note = [t('transparency.receipt.about'), t('transparency.receipt.how', { page })]
        const receipt = await receiptOf(needs, ticket, note)
        if ('waits' in receipt) {
          reply.header('retry-after', String(RECEIPT_REFRESH_S))
          return sendPage(reply, renderPage(ReceiptWaitsPage({ view, ticketKey: ticket.key })), 202)
        }
        // A name that says nothing of whose it is: the file is shown around.
        reply.header('content-disposition', `attachment; filename="${t('transparency.receipt.file')}.txt"`)
        return reply.type('text/plain; charset=utf-8').send(receipt.text)
      })
      http.get(at(patterns.verify), { config: shared }, (request, reply) => {
        const shown = { view: viewAt(site, request.url), logKey, witnesses }
        return sendPage(reply, renderPage(VerifyPage({ ...shown, tool: VerifyReceiptTool(shown) })))
      })
    })
  }
}
