import type { ComponentChildren } from 'preact'
import { KawungEdge, Mark } from '../../web/components/mark.tsx'
import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from '../pages/messages.kiosk.id.ts'

export type KioskWords = Words<typeof indonesian>

/** What the page says of its place. */
export interface KioskPlace {
  /** "Wonosobo" */
  name: string
  /** Another site than the office's own. */
  site?: string
  /** "WIB" */
  zone: string
}

export interface KioskTime {
  /** "08.14" */
  hour: string
  /** "Senin, 30 November 2026" */
  day: string
}

export function KioskHead({ words, place, time }: { words: KioskWords; place: KioskPlace; time: KioskTime }) {
  return (
    <header>
      <div class="hd">
        <Mark ground="cloth" />
        <p>{words.office} <b>{place.name}</b> {place.site && <>{place.site}, </>}{time.day}</p>
        <time>{time.hour}</time>
      </div>
      <KawungEdge />
    </header>
  )
}

/** One of the ways in, as large as a hand. */
export function Way(props: { icon: ComponentChildren; title: string; detail: string; main?: boolean; press(): void }) {
  return (
    <li>
      <button type="button" class={props.main ? 'main' : undefined} onClick={props.press}>
        <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">{props.icon}</svg>
        <span><b>{props.title}</b> {props.detail}</span>
        <i class="go" aria-hidden="true" />
      </button>
    </li>
  )
}

export const scanIcon = (
  <>
    <path d="M3 12V3h9M28 3h9v9M37 28v9h-9M12 37H3v-9M10 10h7v7h-7zM23 10h7v7h-7zM10 23h7v7h-7z" />
    <path class="full" d="M23 23h3v3h-3zM28 28h3v3h-3z" />
  </>
)
export const typeIcon = (
  <>
    <rect x="2" y="8" width="36" height="24" rx="3" />
    <path d="M8 15h3M15 15h3M22 15h3M29 15h3M8 21h3M15 21h3M22 21h3M29 21h3M12 27h16" />
  </>
)
export const doorIcon = (
  <>
    <path d="M6 37V5l16-3v36zM22 6h10v31M2 37h36" />
    <circle class="full" cx="17" cy="21" r="1.6" />
  </>
)

export function Big({ two = false, press, children }: { two?: boolean; press(): void; children: ComponentChildren }) {
  return <button type="button" class={two ? 'k-btn two' : 'k-btn'} onClick={press}>{children}</button>
}
