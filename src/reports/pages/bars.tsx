import type { Translate } from '../../platform/i18n/index.ts'

/** Used is full, who did not come is hatched, what nobody had is dashed: it holds in grey and on paper. */
export type BarKind = 'used' | 'missed' | 'free' | 'mixed'

export interface BarRow {
  label: string
  parts: readonly { kind: BarKind; count: number }[]
  /** Behind the label: the figures that do not fit on the marks. */
  note?: string
}

export interface BarsProps {
  t: Translate
  /** The finding. */
  heading: string
  /** What is counted. */
  text: string
  rows: readonly BarRow[]
  /** Below which the table of all figures stands. */
  table: { head: readonly string[]; rows: readonly (readonly string[])[] }
  keys?: readonly { kind: BarKind; text: string }[]
}

/** Of the longest bar: what is shorter has its figure beside it. */
const ROOM_FOR_FIGURE = 12

/** Bars that lie, each under its own label, so that they fit a phone at any size of text. */
export function Bars({ t, heading, text, rows, table, keys = [] }: BarsProps) {
  const most = Math.max(1, ...rows.map(({ parts }) => parts.reduce((sum, one) => sum + one.count, 0)))
  return (
    <section class="figure">
      <h2>{heading}</h2>
      <p class="muted s">{text}</p>
      {keys.length > 0 && (
        <p class="keyline">
          {keys.map(({ kind, text }) => <span key={kind}><Sample kind={kind} />{text}</span>)}
        </p>
      )}
      <ul class="lying">
        {rows.map((row) => <Bar key={row.label} {...row} t={t} most={most} />)}
      </ul>
      <details>
        <summary>{t('reports.record.table.open')}</summary>
        <table class="det">
          <thead><tr>{table.head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
          <tbody>
            {table.rows.map(([first, ...others]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {others.map((cell, index) => (
                  <td key={table.head[index + 1]} data-what={table.head[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}

function Bar({ t, label, parts, note, most }: BarRow & { t: Translate; most: number }) {
  let from = 0
  const shown = parts.filter(({ count }) => count > 0).map(({ kind, count }) => {
    const width = (count * 100) / most
    const x = from
    from += width
    return { kind, count, x, width }
  })
  const isOn = (kind: BarKind, width: number): boolean =>
    width >= ROOM_FOR_FIGURE && (kind === 'used' || kind === 'mixed')
  const beside = !note && shown.length === 1 && !isOn(shown[0]!.kind, shown[0]!.width)
  const say = (count: number): string => count.toLocaleString(t.locale)
  return (
    <li>
      <span class="what">{label}{note && <span class="muted"> · {note}</span>}</span>
      <svg class="lie" width="100%" height="1.75em" aria-hidden="true">
        {shown.map(({ kind, x, width }) => <Piece key={kind} kind={kind} x={x} width={width} />)}
        {shown.map(({ kind, count, x, width }) =>
          isOn(kind, width) && (
            <text key={kind} class={`on-${kind}`} x={`${x}%`} dx=".5em" y="1.2em">{say(count)}</text>
          ))}
        {beside && <text class="beside" x={`${from}%`} dx=".5em" y="1.2em">{say(shown[0]!.count)}</text>}
        {shown.length === 0 && <text class="beside" x="0" y="1.2em">0</text>}
      </svg>
      {!note && <span class="sr">{say(shown[0]?.count ?? 0)}</span>}
    </li>
  )
}

function Piece({ kind, x, width }: { kind: BarKind; x: number; width: number }) {
  const fill = kind === 'missed' ? { fill: 'url(#hatch)' } : {}
  return <rect class={kind} x={`${x}%`} y=".1em" width={`${width}%`} height="1.55em" {...fill} />
}

function Sample({ kind }: { kind: BarKind }) {
  return <svg class="lie" width="1em" height="1em" aria-hidden="true"><Piece kind={kind} x={0} width={100} /></svg>
}

/** The hatching, once a page. */
export function Hatching() {
  return (
    <svg class="sr" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="mixed" width="7" height="7" />
          <path class="stroke" d="M0 0V7" />
        </pattern>
      </defs>
    </svg>
  )
}
