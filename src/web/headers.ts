/**
 * What every page is sent with. No script at all, no style in attributes, no frame of
 * ours in another's page. Pictures: the kawung edge and the icon are data: addresses.
 */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
  // Not no-referrer: with it browsers send `Origin: null` on a form's post, and every
  // changing form checks the origin.
  'referrer-policy': 'same-origin',
} as const

/** Drafts, forms with somebody's data, move and cancel: kept by no cache. */
export const privatePageHeaders = { ...pageHeaders, 'cache-control': 'no-store' } as const

/** The ticket and its print: the address is the key to it and goes nowhere. They hold no form. */
export const ticketPageHeaders = { ...privatePageHeaders, 'referrer-policy': 'no-referrer' } as const

/** Same for everybody for a while: a reader may keep it, and asks again each time. */
export const publicPageHeaders = { ...pageHeaders, 'cache-control': 'no-cache' } as const
