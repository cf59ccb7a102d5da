import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import { islandsOf, patterns, renderPage, type Site, viewAt } from '../../web/index.ts'
import type { Language } from '../islands/hall-sentence.ts'
import { speeches } from '../islands/hall-sentence.ts'
import { buildHeader } from '../islands/newer-build.ts'
import type { DisplayAnswer } from '../wire-public.ts'
import { DisplayPage } from './display.tsx'
import { loadSounds } from './sounds.ts'

export interface DisplayPageDeps {
  site: Site
  /** Address of the hall's own. */
  stylesheet: string
  /** The hall as its screen shows it; throws the refusal for an office or site that has none. */
  display(at: { office: string; site: string; locale: Locale }): DisplayAnswer | Promise<DisplayAnswer>
}

const closed = { additionalProperties: false }
const id = Type.String({ minLength: 1, maxLength: 60 })
const ofHall = {
  config: { isShared: true, hasIslands: true },
  schema: {
    params: Type.Object({ office: id, site: id }, closed),
    querystring: Type.Object(
      {
        theme: Type.Optional(Type.Enum(['dark', 'light'])),
        /** What is spoken; the page's own language is in its address. */
        lang: Type.Optional(Type.Enum([...speeches])),
        /** "1,2": only these counters, by what stands over them. */
        counters: Type.Optional(Type.String({ maxLength: 400 })),
      },
      closed,
    ),
  },
} as const

/** The display, and the sounds that it speaks with. Nobody signs in, nothing is personal, no cookie is set. */
export function displayPages(deps: DisplayPageDeps): (http: Http) => void {
  const { stylesheet } = deps
  const sounds = loadSounds()
  const files = { id: withoutBytes(sounds.id), en: withoutBytes(sounds.en) }
  const viewOf = (request: FastifyRequest) =>
    viewAt({ ...deps.site, stylesheet }, request.raw.url ?? '/')
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.display), ofHall, async (request, reply) => {
        const { office, site } = request.params
        const { theme = 'dark', lang: speech = 'both', counters = '' } = request.query
        const view = viewOf(request)
        const hall = await deps.display({ office, site, locale: view.locale })
        const { script, shared } = islandsOf(view).of('display')
        const build = hashOf([stylesheet, script, ...shared, files.id.file, files.en.file])
        const data = {
          hall,
          address: `${view.paths.hallApi(office, site)}/display`,
          counters: counters.split(',').map((name) => name.trim()).filter(Boolean),
          speech,
          sounds: files,
          build,
        }
        return sendPage(reply.header(buildHeader, build), renderPage(DisplayPage({ view, theme, data })))
      })
    })
    for (const { file, bytes } of Object.values(sounds)) {
      http.get(file, { config: { isShared: true } }, (_request, reply) =>
        reply
          .headers({ 'content-type': 'audio/mpeg', 'cache-control': 'public, max-age=31536000, immutable' })
          .send(bytes),
      )
    }
  }
}

function withoutBytes({ file, pieces }: ReturnType<typeof loadSounds>[Language]) {
  return { file, pieces }
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12)
}
