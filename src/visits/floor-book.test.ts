import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { HandEvents } from '../../test/hand-events.ts'
import { listedOffice } from '../../test/listed-office.ts'
import type { Ticket } from '../bookings/index.ts'
import { readReferenceData } from '../offices/index.ts'
import { SetClock } from '../platform/clock.ts'
import { makeKeyFile, openKeys } from '../platform/crypto/index.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { Refusal } from '../platform/errors.ts'
import { comeBack } from './arrive.ts'
import { changeHall, type Hall, type HallDeps } from './change-hall.ts'
import { actAtCounter } from './counter.ts'
import { openFloorBook } from './floor-book.ts'
import { readFloor } from './hall-store.ts'
import { hallText, hallTopic } from './hall-topic.ts'
import type { Floor, FloorVisit } from './model.ts'
import { moreTime } from './self-service.ts'
import { giveUpPlace } from './visit-day.ts'

// Goal: a hall in memory is the hall of the rows, in the process that acts and in one that only
// hears of it; the memory is what every screen and the next act are made from.
// How: play random keys on real rows, and read them again after each.
const database = await testDatabase({ after })
const { catalogue, definitions } = await readReferenceData()
const definition = definitions.find(({ office }) => office === 'wonosobo')!
const start = Temporal.Instant.from('2026-11-26T01:00:00Z')
const atOneCounter = (...verbs: ('next' | 'finish' | 'undo' | 'send-back')[]) =>
  verbs.map((verb) => ({ counter: 'k1' as const, verb, visit: 0, seconds: 30 }))
const firstDay = Temporal.PlainDate.from('2026-01-01')
const later = { slot: { startsAt: start.add({ hours: 3 }) } } as Pick<Ticket, 'slot'>
const by = { account: 'rina', name: 'Rina' }
const counters = ['k1', 'k2'] as const
const key = fc.record({
  counter: fc.constantFrom(...counters),
  verb: fc.constantFrom(
    ...(['next', 'next', 'next', 'finish', 'finish', 'finish', 'finish-next'] as const),
    ...(['undo', 'undo', 'undo', 'recall', 'start'] as const),
    ...(['park', 'transfer', 'send-back', 'no-show', 'call', 'pause', 'resume', 'close', 'open'] as const),
    ...(['return', 'hand-over', 'more-time', 'postpone'] as const),
  ),
  visit: fc.nat(4),
  seconds: fc.integer({ min: 1, max: 200 }),
})

function openPlay(day: string) {
  const clock = new SetClock(start)
  const needs = { database, noticesOf: () => [], onError: (error: unknown) => assert.fail(String(error)) }
  const acting = openFloorBook({ ...needs, events: new HandEvents() })
  const heard = new HandEvents()
  const hearing = openFloorBook({ ...needs, events: heard })
  const office = { ...listedOffice(definition, { officeId: 'wonosobo' }), definition }
  const hall: Hall = {
    office,
    day: definition.day!,
    key: { officeId: 'wonosobo', siteId: 'kantor', day },
  }
  const deps: HallDeps = {
    database,
    clock,
    keys: openKeys(makeKeyFile()),
    offices: { catalogue, all: () => [office], get: () => office, refresh: async () => {}, close: () => {} },
    floors: {
      ...acting,
      apply(at, version, change) {
        acting.apply(at, version, change)
        heard.tell(hallTopic, hallText(at, version, change))
      },
    },
  }
  return { hall, deps, clock, acting, hearing }
}

const waiting = (i: number): FloorVisit => ({
  visitId: crypto.randomUUID(),
  kind: i === 1 ? 'priority' : i === 3 ? 'walk-in' : 'appointment',
  number: `A-00${i + 1}`,
  people: (i % 3) + 1,
  services: ['new-adult'],
  state: 'waiting',
  journey: i % 2 === 0 ? ['verification'] : ['verification', 'interview'],
  stage: 'verification',
  appointmentMs: start.epochMilliseconds,
  arrivedMs: start.epochMilliseconds + i * 60_000,
  lateMinutes: 0,
  queuedMs: start.epochMilliseconds,
  dueMs: start.epochMilliseconds,
  calls: 0,
})

/** As rows have it: single precision for minutes, and no order of the maps. */
function comparable({ visits, counters: all, served, ...rest }: Floor) {
  return {
    ...rest,
    visits: Object.fromEntries(visits),
    counters: Object.fromEntries(all),
    served: served.map((one) => ({ ...one, minutes: Math.fround(one.minutes) })),
  }
}

test('after every key the hall in memory is the hall of the rows', async () => {
  let plays = 0
  const undone = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(key, { minLength: 25, maxLength: 40 }), async (pressed) => {
      const { hall, deps, clock, acting, hearing } = openPlay(firstDay.add({ days: plays++ }).toString())
      const visits = [0, 1, 2, 3, 4].map(waiting)
      await changeHall(deps, { hall, by }, () => ({ decision: { change: { visits }, steps: [] }, result: undefined }))
      for (const counterId of counters) await actAtCounter(deps, { hall, counterId, verb: 'open', body: {}, by })
      await hearing.floor(hall.key)
      for (const { counter: counterId, verb, visit, seconds } of pressed) {
        clock.set(clock.now().add({ seconds }))
        const { visitId } = visits[visit]!
        const last = acting.peek(hall.key)!.left[0]
        try {
          if (verb === 'return' || verb === 'more-time' || verb === 'postpone') {
            await changeHall(deps, { hall, by: undefined }, (act) => {
              const one = act.floor.visits.get(visitId)!
              if (verb === 'return') return { ...comeBack(act, one), result: undefined }
              if (verb === 'more-time') return { decision: moreTime(act, one), result: undefined }
              return { decision: giveUpPlace(act, one, later), result: undefined }
            })
          } else if (verb === 'hand-over') {
            const other = counters.find((one) => one !== counterId)!
            await actAtCounter(deps, { hall, counterId, verb: 'transfer', body: { counter: other }, by })
          } else {
            const body = {
              ...(verb === 'send-back' && { reason: 'document-missing' as const }),
              ...(verb === 'call' && { visit: visitId, outOfTurn: 'health' as const }),
              ...(verb === 'transfer' && { to: 'interview' }),
            }
            await actAtCounter(deps, { hall, counterId, verb, body, by })
            if (verb === 'undo' && last && acting.peek(hall.key)!.left[0] !== last) undone.add(last.what)
          }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        const rows = comparable(await readFloor(database.kysely, hall.key, []))
        assert.deepEqual(comparable(acting.peek(hall.key)!), rows, verb)
        assert.deepEqual(comparable(hearing.peek(hall.key)!), rows, `${verb}, as others hear it`)
      }
    }),
    { numRuns: 25, examples: [[atOneCounter('next', 'finish', 'undo', 'finish', 'next', 'send-back', 'undo')]] },
  )
  assert.ok(undone.has('finished') && undone.has('sent-back'), 'no play took anything back')
})
