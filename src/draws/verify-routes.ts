import { readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { type Http, inEachLanguage, sendPage } from '../platform/http/index.ts'
import { originOf, patterns, renderPage, type Site, viewAt } from '../web/index.ts'
import { findDraw } from './find-draw.ts'
import type { DrawDeps } from './model.ts'
import { VerifyDrawPage } from './pages/verify.tsx'

const params = Type.Object({ draw: Type.String({ maxLength: 120 }) }, { additionalProperties: false })

const textOf = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

/** The page that computes a draw again in the visitor's own browser, and what one needs to do so elsewhere. */
export function verifyDrawPages(deps: DrawDeps & { site: Site }): (http: Http) => void {
  const [verifier, rules] = [textOf('verify-draw.py'), textOf('draw-rules-1.txt')]
  return (http) => {
    inEachLanguage((at) => {
      const config = { hasIslands: true, isShared: true }
      http.get(at(patterns.drawVerify), { config, schema: { params } }, async (request, reply) => {
        const { draw } = await findDraw(deps, request.params.draw)
        const view = viewAt(deps.site, request.url)
        const page = VerifyDrawPage({
          view,
          drawId: draw.drawId,
          logAddress: `${originOf(deps.site, request)}/log`,
          vkeys: deps.evidence?.vkeys,
        })
        return sendPage(reply, renderPage(page))
      })
    })
    http.get(patterns.drawVerifier, { config: { isShared: true } }, (_, reply) =>
      reply.type('text/x-python; charset=utf-8').send(verifier),
    )
    http.get(patterns.drawRules, { config: { isShared: true } }, (_, reply) =>
      reply.type('text/plain; charset=utf-8').send(rules),
    )
  }
}
