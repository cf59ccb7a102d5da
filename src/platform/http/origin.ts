/** What a request says of where it comes from; header names are those of RFC 9110 and Fetch. */
export interface OriginClues {
  secFetchSite: string | undefined
  origin: string | undefined
  /** Host the request was sent to, as the first proxy saw it. */
  host: string
  /** Host of PUBLIC_URL, when there is one. */
  publicHost: string | undefined
}

/**
 * Whether a changing request was sent by a page of another site. Browsers say so by
 * Sec-Fetch-Site, older ones by Origin; what says neither is no browser and may pass.
 * `Origin: null` alone decides nothing: our own ticket pages send it, because they keep
 * their address (it holds a key) from every referrer.
 */
export function fromOtherOrigin({ secFetchSite, origin, host, publicHost }: OriginClues): boolean {
  if (secFetchSite !== undefined) return secFetchSite !== 'same-origin' && secFetchSite !== 'none'
  if (origin === undefined || origin === 'null') return false
  const from = hostOf(origin)
  return from === undefined || (from !== hostOf(`http://${host}`) && from !== publicHost)
}

/** Host and port of an address, lower case, without the port that its scheme implies. */
export function hostOf(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return undefined
  // A proxy that ends TLS passes on "name:443" or "name"; both are the same host.
  return parsed.port === '443' || parsed.port === '80' ? parsed.hostname : parsed.host
}
