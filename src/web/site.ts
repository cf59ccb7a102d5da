import { splitLocale } from './paths.ts'
import { makeView, type View } from './view.ts'

/** What all pages of one server share. */
export interface Site extends Pick<View, 'demo' | 'stylesheet' | 'staffStylesheet' | 'islands'> {
  /** Where the world finds it, for links that leave the page; undefined: as the request says. */
  publicUrl: string | undefined
}

/** The view of a page by the address it was asked for: /en/find speaks English. */
export function viewAt({ publicUrl: _, ...site }: Site, address: string): View {
  return makeView({ ...splitLocale(address), ...site })
}

/** "https://giliran.example": PUBLIC_URL, else what the request says of itself. */
export function originOf({ publicUrl }: Site, request: { protocol: string; host: string }): string {
  return publicUrl ?? `${request.protocol}://${request.host}`
}
