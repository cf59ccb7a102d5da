import type { ComponentChildren } from 'preact'
import type { Islands } from '../islands.ts'
import type { View } from '../view.ts'

/** The built islands of the site that a page belongs to. */
export function islandsOf({ islands }: View): Islands {
  if (!islands) throw new Error('this page has islands, so its site needs them: see loadIslands')
  return islands
}

export interface IslandProps {
  view: View
  /** Of src/<room>/islands/<name>.island.tsx. */
  name: string
  /** Goes to the browser as JSON, readable in the page's source: nothing that its reader may not see. */
  data: unknown
  /** What stands there until the script has started, and for those without. */
  children?: ComponentChildren
}

/** Room for an island, its data and its script. Once per name and page. */
export function Island({ view, name, data, children }: IslandProps) {
  const { script, shared } = islandsOf(view).of(name)
  // Inside a script only "<" could end it; JSON has it in strings alone.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return (
    <>
      <div class="island" data-island={name}>{children}</div>
      <script type="application/json" id={`data-${name}`} dangerouslySetInnerHTML={{ __html: json }} />
      {shared.map((href) => <link key={href} rel="modulepreload" href={href} />)}
      <script type="module" src={script} />
    </>
  )
}
