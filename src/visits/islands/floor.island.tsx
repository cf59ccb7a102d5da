import { useEffect, useState } from 'preact/hooks'
import { mount, useKeys } from '../../web/islands/index.ts'
import type { FloorAnswer } from '../wire.ts'
import { keysOf } from './acts.tsx'
import {
  counterAction,
  type FloorDoes,
  floorActions,
  type FloorPlace,
  type FloorQuestion,
  isThere,
} from './floor-actions.ts'
import { FloorScreen } from './floor-screen.tsx'
import { type ScreenData, useScreen } from './screen.ts'

/** The counter's screen leads to the whole queue by this. */
const asksForEveryone = (): boolean => location.hash === '#everyone'

function Floor({ data }: { data: ScreenData }) {
  const { words, links, maySupervise } = data
  const screen = useScreen(data)
  const [asked, setAsk] = useState<FloorQuestion>()
  const ask = asked && isThere(screen.floor, asked) ? asked : undefined
  const place: FloorPlace = { words, floor: screen.floor, links, maySupervise }
  const perform = async (does: FloorDoes): Promise<void> => {
    if ('go' in does) return location.assign(does.go)
    if ('ask' in does) return setAsk(does.ask)
    if ('refuse' in does) return screen.say({ isRefusal: true, text: does.refuse })
    if ('hall' in does) {
      const floor = await screen.send<FloorAnswer>('/hall', does.hall)
      if (!floor) return
      screen.merge((was) => (floor.version < was.version ? was : floor))
    } else {
      const [kind, id] = 'visit' in does ? ['visits', does.visit] : ['counters', does.counter]
      const done = await screen.send(`/${kind}/${encodeURIComponent(id)}/${does.verb}`, does.body)
      if (done === undefined) return
    }
    setAsk(undefined)
  }
  const press = (does: FloorDoes): void => void perform(does)
  const counters = maySupervise ? screen.floor.counters.map((one) => counterAction(words.floor, one)) : []
  useKeys(ask ? {} : keysOf([...floorActions(place), ...counters], press))
  useEffect(() => {
    if (asksForEveryone()) document.getElementById('everyone')?.scrollIntoView()
  }, [])
  return (
    <FloorScreen
      place={place}
      now={screen.now}
      liveness={screen.liveness}
      said={screen.said}
      ask={ask}
      showsEveryone={asksForEveryone()}
      perform={press}
    />
  )
}

mount<ScreenData>('floor', (data) => <Floor data={data} />)
