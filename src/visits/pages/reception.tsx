import { Island, type StaffBar, StaffPage, type View } from '../../web/index.ts'
import type { ReceptionData } from '../islands/reception-types.ts'
import { receptionWords } from './reception-words.ts'

export interface ReceptionPageProps {
  view: View
  bar: StaffBar
  data: Omit<ReceptionData, 'words' | 'locale'>
}

/**
 * Reception's screen. The page names nobody: a browser keeps it to open without the network,
 * and only its island fetches, or unseals, who comes. Without script it leads to the list.
 */
export function ReceptionPage({ view, bar, data: facts }: ReceptionPageProps) {
  const words = receptionWords(view)
  const data: ReceptionData = { ...facts, words, locale: view.locale }
  const { links } = data
  return (
    <StaffPage view={view} title={words.title} bar={bar} screen="reception">
      <Island view={view} name="reception" data={data}>
        <div class="across unscripted">
          <h1>{words.title}</h1>
          <p class="said"><span>{words.needsScript}</span></p>
          <p><a href={links.dayList}>{words.list.title}: {words.list.seeAll}</a></p>
          <p><a href={links.desk}>{words.acts.desk}</a></p>
        </div>
      </Island>
    </StaffPage>
  )
}
