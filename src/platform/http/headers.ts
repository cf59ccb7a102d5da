/** One set of headers, made once and put on every answer of its kind. */
export type Headers = Readonly<Record<string, string>>

const csp =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; " +
  "frame-ancestors 'none'; base-uri 'none'"

/** For pages with islands: scripts, data, sounds and workers of this site alone, and none of them in the page. */
const cspOfIslands = `${csp}; script-src 'self'; connect-src 'self'; media-src 'self'; worker-src 'self'`

const strictTransport = { 'strict-transport-security': 'max-age=31536000' }

/** JSON runs nothing, so it needs little: never guessed to be a page, never kept by a cache unasked. */
export function apiHeaders({ https }: { https: boolean }): Headers {
  return {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    ...(https && strictTransport),
  }
}

interface PageKind {
  https: boolean
  isPrivate: boolean
  hasIslands?: boolean
}

/**
 * Pages: no script at all save where there are islands, no frame, nothing from elsewhere.
 * no-referrer because keys stand in addresses. `private` pages hold personal data and are kept
 * nowhere; the others are asked for again each time, since free seats change.
 */
export function pageHeaders({ https, isPrivate, hasIslands = false }: PageKind): Headers {
  return {
    'x-content-type-options': 'nosniff',
    'content-security-policy': hasIslands ? cspOfIslands : csp,
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': isPrivate ? 'no-store' : 'no-cache',
    ...(https && strictTransport),
  }
}
