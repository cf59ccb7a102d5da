import type { ComponentChildren } from 'preact'
import type { Translate } from '../../platform/i18n/index.ts'

export interface SummaryRow {
  term: string
  value: ComponentChildren
  /** `what` is read out behind "Ubah": "nama orang ke-1". */
  change?: { href: string; what: string }
  /** Another link in the same place. */
  link?: { href: string; text: string; what?: string; away?: boolean }
}

/** Facts under their names, each with the way to mend it. */
export function SummaryList({ t, rows }: { t: Translate; rows: readonly SummaryRow[] }) {
  return (
    <dl class="ans">
      {rows.map(({ term, value, change, link }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
          {change && (
            <dd class="do"><a href={change.href}>{t('web.change')}<span class="sr"> {change.what}</span></a></dd>
          )}
          {link && (
            <dd class="do">
              <a href={link.href} rel={link.away ? 'noreferrer' : undefined}>
                {link.text}{link.what && <span class="sr"> {link.what}</span>}
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
