import { useEffect, useState } from 'preact/hooks'
import { fill, getJson, mount, postJson, useKeys } from '../../web/islands/index.ts'
import type { CounterActionAnswer, FloorAnswer, VisitPeopleAnswer } from '../wire.ts'
import { keyName, keysOf } from './acts.tsx'
import { Banners } from './banners.tsx'
import { ChooseCounter, type Opening } from './choose-counter.tsx'
import {
  type CounterDoes,
  counterKeys,
  type CounterPlace,
  type CounterQuestion,
  hallAction,
  mainAction,
  placeOf,
  sideActions,
} from './counter-actions.ts'
import { CounterScreen } from './counter-screen.tsx'
import type { People } from './counter-ticket.tsx'
import { type Screen, type ScreenData, useScreen } from './screen.ts'

export interface CounterData extends ScreenData {
  /** The counter that its reader sits at; absent: not chosen yet. */
  counterId?: string
}

/** So often a counter is told that its screen is there; the supervisor sees a silent one after twice that. */
const SEEN_MS = 15_000

function Counter({ data }: { data: CounterData }) {
  const screen = useScreen(data)
  return data.counterId
    ? <AtCounter data={data} screen={screen} counterId={data.counterId} />
    : <Choosing data={data} screen={screen} />
}

function Choosing({ data: { words, links }, screen }: { data: CounterData; screen: Screen }) {
  const open = async ({ counter: { id, name }, stages }: Opening): Promise<void> => {
    if (stages.length === 0) {
      return screen.say({ isRefusal: true, text: fill(words.counter.choose.noStage, { name }) })
    }
    const done = await screen.send<CounterActionAnswer>(`/counters/${encodeURIComponent(id)}/open`, { stages })
    if (done) location.assign(`${links.counter}?counter=${encodeURIComponent(id)}`)
  }
  return (
    <>
      <Banners words={words} floor={screen.floor} liveness={screen.liveness} said={screen.said} />
      <div class="across">
        <h1>{words.counter.choose.title}</h1>
        <p>{words.counter.choose.lead}</p>
        <ChooseCounter words={words} floor={screen.floor} perform={(opening) => void open(opening)} />
      </div>
    </>
  )
}

interface AtCounterProps {
  data: CounterData
  screen: Screen
  counterId: string
}

function AtCounter({ data, screen, counterId }: AtCounterProps) {
  const { words, links, maySupervise } = data
  const [ask, setAsk] = useState<CounterQuestion>()
  const [undo, setUndo] = useState<string>()
  const place = placeOf({ words, floor: screen.floor, maySupervise, undo }, counterId)
  const people = usePeople(data.api, place?.visit?.id, screen.liveness.kind === 'live')
  useSeen(data.api, counterId, setUndo)

  const perform = async (does: CounterDoes): Promise<void> => {
    if ('ask' in does) return setAsk(does.ask)
    setAsk(undefined)
    if ('hall' in does) return takeFloor(screen, await screen.send<FloorAnswer>('/hall', does.hall))
    if ('visit' in does) {
      await screen.send(`/visits/${encodeURIComponent(does.visit)}/${does.verb}`, {})
      return
    }
    const shown = place?.visit?.id
    const body = { ...does.body, ...(shown && { at: shown }) }
    const path = `/counters/${encodeURIComponent(counterId)}/${does.verb}`
    const answer = await screen.send<CounterActionAnswer>(path, body)
    if (!answer) return
    takeAnswer(screen, answer)
    setUndo(answer.undo)
    if (answer.nobody) screen.say({ isRefusal: false, text: words.counter.nobodyFound })
    if (does.verb === 'close') location.assign(links.counter)
  }
  const press = (does: CounterDoes): void => void perform(does)
  const explain = (key: string): void => {
    const name = keyName(key, words.common.keys)
    screen.say({ isRefusal: true, text: fill(words.counter.notNow, { key: name }) })
  }
  useKeys(place && !ask ? keysOfPlace(place, press, explain) : {})

  if (!place) return <p role="alert">{words.counter.noPeople}</p>
  return (
    <CounterScreen
      place={place}
      people={people}
      now={screen.now}
      liveness={screen.liveness}
      said={screen.said}
      ask={ask}
      perform={press}
      floorHref={links.floor}
    />
  )
}

/** Keys of what can be done now; the screen's other keys say that they do nothing at this point. */
function keysOfPlace(place: CounterPlace, press: (does: CounterDoes) => void, explain: (key: string) => void) {
  const main = mainAction(place)
  const mayHall = place.maySupervise || !place.floor.pause
  const actions = [...(main ? [main] : []), ...sideActions(place), ...(mayHall ? [hallAction(place)] : [])]
  return {
    ...Object.fromEntries(counterKeys.map((key) => [key, () => explain(key)])),
    ...keysOf(actions, press),
  }
}

/** Who is on the ticket at the counter; asked for again when the network is back. */
function usePeople(api: string, visitId: string | undefined, isLive: boolean): People {
  const [known, setKnown] = useState<VisitPeopleAnswer>()
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    if (!visitId || !isLive || known?.id === visitId) return
    let isLate = false
    setLost(false)
    void getJson<VisitPeopleAnswer>(`${api}/visits/${encodeURIComponent(visitId)}`).then((answered) => {
      if (isLate) return
      if (answered.kind === 'done') setKnown(answered.value)
      else setLost(true)
    })
    return () => {
      isLate = true
    }
  }, [api, visitId, isLive])
  if (known && known.id === visitId) return known
  return isLost ? 'lost' : 'loading'
}

/** Tells the hall that this screen is there, and learns what could be taken back. Quiet: it is nobody's key. */
function useSeen(api: string, counterId: string, setUndo: (undo: string | undefined) => void): void {
  useEffect(() => {
    const tell = async (): Promise<void> => {
      const answered = await postJson<CounterActionAnswer>(`${api}/counters/${encodeURIComponent(counterId)}/seen`, {})
      if (answered.kind === 'done' && answered.value.undo) setUndo(answered.value.undo)
    }
    void tell()
    const timer = setInterval(() => void tell(), SEEN_MS)
    return () => clearInterval(timer)
  }, [api, counterId])
}

function takeFloor(screen: Screen, floor: FloorAnswer | undefined): void {
  if (floor) screen.merge((was) => (floor.version < was.version ? was : floor))
}

/** The counter and its visit as they are after an act; the rest of the hall follows by itself. */
function takeAnswer(screen: Screen, { version, counter, visit }: CounterActionAnswer): void {
  screen.merge((was) => {
    if (version < was.version) return was
    const counters = was.counters.map((one) => (one.id === counter.id ? counter : one))
    const visits = was.visits.map((one) => (one.id === visit?.id ? visit : one))
    return { ...was, version, counters, visits }
  })
}

mount<CounterData>('counter', (data) => <Counter data={data} />)
