import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { CheckedInAnswer, CounterActionAnswer, ExpectedAnswer, FloorAnswer } from '../../src/visits/wire.ts'
import { openHouse } from './app.ts'
import { bookAt, Desk, strangersOf } from './hall.ts'

// Goal: a day of 70 booked people and 20 walk-ins ends with everybody served or accounted for.
// How: a driven clock, minute by minute; reception and five counters act through the API as
// people do: some come early, some late, some never, some are called in vain and come back.
const DAY = '2026-11-26'
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app, clock } = house
await app.staff.seedDemonstration()

const hours = ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '13:00', '13:30', '14:00']
const sizes = [1, 2, 1, 1, 3, 1, 5, 1, 1, 2, 1, 4] as const

interface Coming {
  code: string
  minute: number
  size: number
}

const minuteOf = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))
const hourOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** 70 people in parties over the day; each comes a little early, a few late, every ninth party never. */
async function bookSeventy(): Promise<{ coming: Coming[]; parties: number; never: number }> {
  const coming: Coming[] = []
  let [people, parties, never] = [0, 0, 0]
  while (people < 70) {
    const size = Math.min(sizes[parties % sizes.length]!, 70 - people)
    const hour = hours[parties % hours.length]!
    const { code } = await bookAt(app.address, { day: DAY, hour, size })
    people += size
    parties++
    if (parties % 9 === 0) never += size
    else coming.push({ code, size, minute: minuteOf(hour) + (parties % 7 === 0 ? 55 : (parties % 4) * 6 - 20) })
  }
  return { coming, parties, never }
}

/** One counter: calls when it is free, serves by its own pace. */
class Counter {
  private busyUntil = 0
  private vain = 0
  private readonly id: string
  private readonly desk: Desk
  private readonly pace: number
  /** Numbers called in vain: they come back some minutes later. */
  readonly missed: { visit: string; minute: number }[] = []

  constructor(id: string, desk: Desk, pace: number) {
    this.id = id
    this.desk = desk
    this.pace = pace
  }

  async tick(minute: number): Promise<void> {
    if (minute < this.busyUntil) return
    const { status, body } = await this.desk.post<CounterActionAnswer>(`/counters/${this.id}/finish-next`, {})
    const acted = status === 200 ? body : await this.desk.act(this.id, 'next')
    const { visit } = acted
    if (!visit) return
    // Every twelfth who is called has just gone out.
    if (++this.vain % 12 === 0) {
      await this.desk.act(this.id, 'recall')
      clock.set(`${DAY}T${hourOf(minute + 3)}:00+07:00`)
      await this.desk.act(this.id, 'no-show')
      clock.set(`${DAY}T${hourOf(minute)}:00+07:00`)
      this.missed.push({ visit: visit.id, minute: minute + 10 })
      return
    }
    await this.desk.act(this.id, 'start')
    this.busyUntil = minute + this.pace * visit.people
  }
}

test('seventy booked people and twenty walk-ins, from the first scan to the last stamp', async (t) => {
  const { coming, parties, never } = await bookSeventy()
  const reception = new Desk(app.address, 'resepsionis')
  const supervisor = new Desk(app.address, 'pengawas')
  const counters = ['k1', 'k2', 'k3', 'k4', 'k5'].map(
    (id, i) => new Counter(id, new Desk(app.address, i % 2 ? 'loket-1' : 'loket-2'), i < 2 ? 3 : 7),
  )
  const walkIns = Array.from({ length: 20 }, (_, i) => ({
    minute: minuteOf('07:45') + i * 14,
    nonce: `door-${i}-walk-in`,
  }))

  clock.set(`${DAY}T07:00:00+07:00`)
  for (const [i, id] of ['k1', 'k2', 'k3', 'k4', 'k5'].entries()) {
    await supervisor.act(id, 'open', { stages: [i < 2 ? 'verification' : 'interview'] })
  }
  const seen: CheckedInAnswer[] = []
  for (let minute = minuteOf('07:30'); minute <= minuteOf('17:30'); minute++) {
    clock.set(`${DAY}T${hourOf(minute)}:00+07:00`)
    for (const one of coming.filter((party) => party.minute === minute)) seen.push(await reception.checkIn(one.code))
    for (const { nonce, minute: at } of walkIns) {
      if (at !== minute) continue
      const body = { people: strangersOf(1), nonce, ...(minute % 3 === 0 && { priority: 'elderly' }) }
      const answer = await reception.post<CheckedInAnswer>('/walk-ins', body)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      seen.push(answer.body)
    }
    const isBreak = minute >= minuteOf('12:00') && minute < minuteOf('13:00')
    for (const counter of isBreak ? [] : counters) {
      await counter.tick(minute)
      for (const { visit, minute: back } of counter.missed) {
        if (back === minute) assert.equal((await reception.post(`/visits/${visit}/return`, {})).status, 200)
      }
    }
  }

  const floor = await supervisor.get<FloorAnswer>('/floor')
  const states = Object.groupBy(floor.visits, ({ state }) => state)
  assert.deepEqual(Object.keys(states), ['finished'], 'somebody was left in the hall')
  const served = floor.visits.reduce((sum, one) => sum + one.people, 0)
  assert.equal(served, 90 - never)
  assert.equal(new Set(floor.visits.map((one) => one.number)).size, seen.length, 'a number was given twice')
  assert.equal(floor.counts.tickets, parties + 20)
  assert.equal(floor.counts.notArrived, parties - coming.length)

  // Both stages of everybody are in the history, in order, and nobody was forgotten for long.
  const { rows } = await house.database.pool.query<{ stages: string[]; waited: string }>(
    `select array_agg(stage order by seq) filter (where kind in ('sent-on', 'finished')) as stages,
       extract(epoch from min(at) filter (where kind = 'called') - min(at)) / 60 as waited
     from visit_step group by office_id, visit_id`,
  )
  for (const { stages } of rows) assert.deepEqual(stages, ['verification', 'interview'])
  const waits = rows.map(({ waited }) => Number(waited)).toSorted((a, b) => a - b)
  t.diagnostic(`minutes to the first call: median ${waits[waits.length >> 1]}, longest ${waits.at(-1)}`)

  const { tickets } = await reception.get<ExpectedAnswer>('/expected')
  assert.equal(tickets.filter((one) => one.state === 'finished').length, seen.length)
  assert.equal(tickets.filter((one) => one.state === 'late').length, parties - coming.length)
})
