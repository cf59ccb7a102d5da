import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Http } from '../platform/http/index.ts'

/** In the order in which they override one another. */
const sheets = {
  giliran: [
    'tokens',
    'base',
    'frame',
    'button',
    'rows',
    'form',
    'ticket',
    'live',
    'draft',
    'state',
    'calendar',
    'hours',
    'draw',
    'record',
    'narrow',
    'print',
  ],
  staff: [
    'tokens',
    'staff-tokens',
    'base',
    'frame',
    'button',
    'rows',
    'form',
    'ticket',
    'state',
    'calendar',
    'hours',
    'staff-frame',
    'staff-ticket',
    'staff-acts',
    'staff-queue',
    'staff-floor',
    'staff-narrow',
    'reception',
    'staff-sums',
  ],
  hall: ['tokens', 'staff-tokens', 'base', 'hall'],
  kiosk: ['tokens', 'base', 'kiosk'],
} as const

/**
 * `giliran` is for the public pages, `staff` for those of the staff, `hall` for the display,
 * `kiosk` for the kiosk; a page loads one of them.
 */
export type SheetName = keyof typeof sheets

/** A file whose address changes with its content: once fetched, never asked for again. */
export interface Asset {
  /** "/assets/giliran-<hash>.css" */
  path: string
  contentType: string
  plain: Buffer
  gzip: Buffer
  brotli: Buffer
}

/** A stylesheet, read when the server starts, and packed when it is first asked for: a start waits for nothing. */
export function loadStylesheet(name: SheetName = 'giliran'): Asset {
  const source = sheets[name].map((part) => readFileSync(new URL(`./css/${part}.css`, import.meta.url), 'utf8'))
  const plain = Buffer.from(minifyCss(source.join('\n')))
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12)
  let packed: Packed | undefined
  return {
    path: `/assets/${name}-${hash}.css`,
    contentType: 'text/css; charset=utf-8',
    plain,
    get gzip() {
      return (packed ??= pack(plain)).gzip
    },
    get brotli() {
      return (packed ??= pack(plain)).brotli
    },
  }
}

/** A file's content as it is, and packed in the ways that browsers take. */
export type Packed = Pick<Asset, 'plain' | 'gzip' | 'brotli'>

/** Brotli's best takes seconds for a megabyte, and wins 3% over the next. */
const BEST_BYTES_MAX = 128 * 1024

/** Packs a file, so that serving it costs nothing. */
export function pack(plain: Buffer): Packed {
  const quality = plain.length <= BEST_BYTES_MAX ? 11 : 9
  return {
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  }
}

/**
 * Takes comments and idle white space out of CSS. Strings stay as they are; blanks around
 * operators stay too, since calc() and selectors need some of them.
 */
export function minifyCss(css: string): string {
  return css
    .replace(/("[^"]*"|'[^']*')|(?:\s|\/\*[\s\S]*?\*\/)+/g, (_, text: string | undefined) => text ?? ' ')
    .replace(/("[^"]*"|'[^']*')| ?([{};,]) ?/g, (_, text: string | undefined, sign: string) => text ?? sign)
    .replace(/("[^"]*"|'[^']*')|([{;][\w-]+): /g, (_, text: string | undefined, name: string) => text ?? `${name}:`)
    .replaceAll(';}', '}')
    .trim()
}

/** Serves each under its address. */
export function addAssets(http: Http, assets: readonly Asset[]): void {
  for (const asset of assets) {
    http.get(asset.path, { config: { isShared: true } }, (request, reply) => {
      const { headers, body } = serveAsset(asset, request.headers['accept-encoding'])
      return reply.headers(headers).send(body)
    })
  }
}

/** An asset as it is sent: the best packing that the reader takes (RFC 9110, section 12.5.3). */
export function serveAsset(asset: Asset, acceptEncoding: string | undefined) {
  const accepts = (name: string): boolean =>
    (acceptEncoding ?? '').split(',').some((part) => {
      const [coding, weight] = part.trim().toLowerCase().split(/\s*;\s*/)
      return coding === name && !/^q=0(\.0*)?$/.test(weight ?? '')
    })
  const encoding = accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : undefined
  const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain
  const headers: Record<string, string> = {
    'content-type': asset.contentType,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  }
  if (encoding) headers['content-encoding'] = encoding
  return { headers, body }
}
