export interface Row {
  href: string
  title: string
  detail?: string
}

/** Links, one a line. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul class="rows">
      {rows.map(({ href, title, detail }) => (
        <li key={href + title}>
          <a href={href}><span>{title}{detail && <span class="d">{detail}</span>}</span></a>
        </li>
      ))}
    </ul>
  )
}
