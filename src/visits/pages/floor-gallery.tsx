import { placeOf, type CounterQuestion } from '../islands/counter-actions.ts'
import { ChooseCounter } from '../islands/choose-counter.tsx'
import { CounterScreen } from '../islands/counter-screen.tsx'
import type { People } from '../islands/counter-ticket.tsx'
import type { FloorQuestion } from '../islands/floor-actions.ts'
import { FloorScreen } from '../islands/floor-screen.tsx'
import type { Said } from '../islands/screen.ts'
import { type Example, StaffPage, type StaffBar, type StaffRoom, type View } from '../../web/index.ts'
import { fill, type Liveness } from '../../web/islands/index.ts'
import type { CounterAnswer, FloorAnswer } from '../wire.ts'
import { sampleFloor, sampleFloorEmpty, sampleNow, samplePeople } from './floor-samples.ts'
import { floorWords, nothing } from './floor-words.ts'
import { receptionWords } from './reception-words.ts'

function sampleBar(view: View, here: StaffRoom): StaffBar {
  const words = floorWords(view)
  const rooms: StaffRoom[] = ['counter', 'reception', 'floor', 'messages', 'schedule', 'reports']
  const isCounter = here === 'counter'
  return {
    links: rooms.map((room) => ({ room, href: `#${room}`, ...(room === here && { current: true }) })),
    name: isCounter ? 'Rina Wulandari' : 'Bambang Prasetyo',
    as: isCounter ? fill(words.common.counter, { name: '3' }) : view.t('staff.roles.supervisor'),
    office: fill(receptionWords(view).office, { place: 'Wonosobo' }),
    now: Temporal.Instant.from(sampleNow).toZonedDateTimeISO('Asia/Jakarta'),
    signOutTo: view.paths.staffSignOut(),
  }
}

interface Shown {
  /** What is different from the busy hour. */
  floor?: (floor: FloorAnswer) => FloorAnswer
  liveness?: Liveness
  said?: (view: View) => Said
}

const live: Liveness = { kind: 'live' }
const cut: Liveness = { kind: 'offline', since: Date.parse('2026-11-30T09:16:00+07:00') }

/** Counter 3 without its visit, and with other facts than in the busy hour. */
const atThree = (change: Partial<CounterAnswer>) => (floor: FloorAnswer): FloorAnswer => ({
  ...floor,
  counters: floor.counters.map((one) => {
    if (one.id !== 'loket-3') return one
    const { visit: _, ...rest } = one
    return { ...rest, ...change }
  }),
})

const paused = (floor: FloorAnswer): FloorAnswer => ({
  ...floor,
  pause: { reason: 'system-down', since: '2026-11-30T09:10:00+07:00' },
})

interface CounterShown extends Shown {
  ask?: CounterQuestion
  people?: People
}

function counterExample(name: string, shown: CounterShown = {}): Example {
  return {
    name: `page-counter-${name}`,
    page: (view) => {
      const { floor = (same) => same, liveness = live, said, ask, people = samplePeople() } = shown
      const words = floorWords(view)
      const place = placeOf(
        { words, floor: floor(sampleFloor(view.locale)), maySupervise: true, undo: undefined },
        'loket-3',
      )!
      const title = fill(words.common.counter, { name: place.counter.name })
      return (
        <StaffPage view={view} title={title} bar={sampleBar(view, 'counter')} screen="counter">
          <div class="island">
            <CounterScreen
              place={place}
              people={people}
              now={Date.parse(sampleNow)}
              liveness={liveness}
              said={said?.(view)}
              ask={ask}
              perform={nothing}
              floorHref="#floor"
            />
          </div>
        </StaffPage>
      )
    },
  }
}

interface FloorShown extends Shown {
  ask?: FloorQuestion
  showsEveryone?: boolean
}

function floorExample(name: string, shown: FloorShown = {}): Example {
  return {
    name: `page-floor-${name}`,
    page: (view) => {
      const { floor = (same) => same, liveness = live, said, ask, showsEveryone = false } = shown
      const words = floorWords(view)
      const links = { counter: '#counter', floor: '#floor', reception: '#reception', closeDay: '#close-day' }
      return (
        <StaffPage view={view} title={words.floor.title} bar={sampleBar(view, 'floor')} screen="floor">
          <div class="island">
            <FloorScreen
              place={{ words, floor: floor(sampleFloor(view.locale)), links, maySupervise: true }}
              now={Date.parse(sampleNow)}
              liveness={liveness}
              said={said?.(view)}
              ask={ask}
              showsEveryone={showsEveryone}
              perform={nothing}
            />
          </div>
        </StaffPage>
      )
    },
  }
}

const tooSoon = 'Belum boleh dicatat tidak hadir: panggil 3 kali dan tunggu 5 menit.'
const notices = [{ id: 'Loket 6 dibuka pukul 10.00.', en: 'Counter 6 opens at 10:00.' }]
const called = (floor: FloorAnswer): FloorAnswer => ({
  ...floor,
  visits: floor.visits.map((one) => (one.number === 'A-017' ? { ...one, state: 'called', calls: 2 } : one)),
})

/** The counter's and the supervisor's screens in their states. */
export const floorExamples: readonly Example[] = [
  {
    name: 'page-counter-choose',
    page: (view) => {
      const words = floorWords(view)
      return (
        <StaffPage view={view} title={words.counter.choose.title} bar={sampleBar(view, 'counter')} screen="counter">
          <div class="island">
            <div class="across">
              <h1>{words.counter.choose.title}</h1>
              <p>{words.counter.choose.lead}</p>
              <ChooseCounter words={words} floor={sampleFloor(view.locale)} perform={nothing} />
            </div>
          </div>
        </StaffPage>
      )
    },
  },
  counterExample('serving'),
  counterExample('five', { people: samplePeople(5) }),
  counterExample('loading', { people: 'loading' }),
  counterExample('called', { floor: called }),
  counterExample('free', { floor: atThree({}) }),
  counterExample('nobody', { floor: () => sampleFloorEmpty('id') }),
  counterExample('break', {
    floor: atThree({ state: 'paused', pausedUntil: '2026-11-30T09:30:00+07:00' }),
  }),
  counterExample('stopped', { floor: paused }),
  counterExample('offline', {
    liveness: cut,
    said: (view) => ({
      isRefusal: true,
      title: floorWords(view).common.notSentTitle,
      text: floorWords(view).common.notSent,
    }),
  }),
  counterExample('refused', { floor: called, said: () => ({ isRefusal: true, title: 'Belum boleh.', text: tooSoon }) }),
  counterExample('send-back', { ask: 'send-back' }),
  counterExample('transfer', { ask: 'transfer' }),
  counterExample('pause', { ask: 'pause' }),
  counterExample('out-of-turn', { floor: atThree({}), ask: 'out-of-turn' }),
  counterExample('system-down', { ask: 'system-down' }),
  floorExample('busy'),
  floorExample('empty', { floor: () => sampleFloorEmpty('id') }),
  floorExample('everyone', { showsEveryone: true }),
  floorExample('stopped', { floor: paused }),
  floorExample('offline', { liveness: cut }),
  floorExample('notice', { floor: (floor) => ({ ...floor, notices }), ask: { about: 'notice' } }),
  floorExample('stop', { ask: { about: 'stop' } }),
  floorExample('move', { ask: { about: 'move' } }),
  floorExample('counter', { ask: { about: 'counter', counter: 'loket-4' } }),
  floorExample('visit', {
    showsEveryone: true,
    ask: { about: 'visit', visit: '00000000-0000-7000-8000-00000000A012' },
  }),
]
