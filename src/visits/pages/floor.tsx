import { fill } from '../../web/islands/index.ts'
import { Island, type StaffBar, StaffPage, type View } from '../../web/index.ts'
import { FloorScreen } from '../islands/floor-screen.tsx'
import { hourIn } from '../islands/moments.ts'
import type { ScreenData } from '../islands/screen.ts'
import { nothing, withWords } from './floor-words.ts'

export interface FloorPageProps {
  view: View
  bar: StaffBar
  data: Omit<ScreenData, 'words' | 'locale'>
}

/** The supervisor's screen. It opens with the hall as it is; without script that is all there is. */
export function FloorPage({ view, bar, data: facts }: FloorPageProps) {
  const data = withWords(view, facts)
  const { words, floor, links, maySupervise } = data
  const hour = hourIn(floor.now, words.common)
  return (
    <StaffPage view={view} title={words.floor.title} bar={bar} screen="floor">
      <Island view={view} name="floor" data={data satisfies ScreenData}>
        <p class="said across unscripted">{fill(words.common.needsScript, { hour })}</p>
        <FloorScreen
          place={{ words, floor, links, maySupervise }}
          now={Date.parse(floor.now)}
          liveness={{ kind: 'live' }}
          said={undefined}
          ask={undefined}
          showsEveryone={false}
          perform={nothing}
        />
      </Island>
    </StaffPage>
  )
}
