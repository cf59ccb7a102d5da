import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { entryText, fingerprintOf, inGroups, nextToAnswer } from '../../src/visits/door-draw.ts'
import { readDraw, readEntries } from '../../src/visits/door-store.ts'
import { drawDoor, enterDoor, walkInAtDesk, withdrawEntry } from '../../src/visits/door.ts'
import { hallOf, sweepVisits } from '../../src/visits/index.ts'
import { recipeOf } from '../../src/visits/pages/door-result.tsx'
import { Refusal } from '../../src/platform/errors.ts'
import type { DisplayAnswer } from '../../src/visits/wire-public.ts'
import type { SlotBook } from '../../src/schedule/index.ts'
import { heardAll, openHouse, openOffice, type TestApp } from './app.ts'
import { Client } from './client.ts'
import { bookAt, strangersOf } from './hall.ts'

// Goal: people at the door by opening share the seats of walk-ins by a draw that is done once,
// whoever presses, however often, and whatever breaks in between.
// How: two apps on one PostgreSQL and a driven clock. Each office has ten seats, five an hour.
const DAY = '2026-11-26'
const house = await openHouse({ after }, { count: 2 })
const { app, apps, clock, database } = house
const by = { account: 'rina', name: 'Rina' }
const at = (hour: string): void => clock.set(`${DAY}T${hour}:00+07:00`)

async function openDoor(office: string) {
  await openOffice(house, office, (definition) => {
    definition.templates = definition.templates.filter(({ channel }) => channel !== 'online')
  })
  at('07:00')
  const hall = hallOf(app.visits.deps, office, 'kantor')
  const enter = (size: number) => enterWith(strangersOf(size))
  const enterWith = async (people: ReturnType<typeof strangersOf>, through: TestApp = app, site = 'kantor') => {
    const { deps } = through.visits
    return (await enterDoor(deps, { hall: hallOf(deps, office, site), party: { people }, by })).result
  }
  const draw = (said = '4821', through: TestApp = app) => drawDoor(through.visits.deps, { hall, said, by })
  return { hall, enter, enterWith, draw, page: () => pageOf(office), states: () => statesOf(hall.key) }
}

async function pageOf(office: string, through = app): Promise<string> {
  return (await new Client(through.address).ask(`/offices/${office}/sites/kantor/door`)).text
}

async function statesOf(key: Parameters<typeof readEntries>[1]): Promise<string[]> {
  return (await readEntries(database.kysely, key)).map(({ state }) => state)
}

const refuses = (type: string, say: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error))
  assert.deepEqual([error.type, error.say], [type, `visits.doorDraw.errors.${say}`])
  return true
}

test('the list opens and closes by the clock; one person has one entry; who goes first needs none', async () => {
  const { hall, enter, enterWith, draw, states } = await openDoor('semarang')
  const ask = (priority?: 'elderly') =>
    walkInAtDesk(app.visits.deps, {
      hall,
      body: { people: strangersOf(1), nonce: crypto.randomUUID(), ...(priority && { priority }) },
      by,
    })
  at('06:59')
  await assert.rejects(enter(1), refuses('not-now', 'early'))
  at('07:00')
  const people = strangersOf(2)
  assert.equal(await enterWith(people), 1)
  assert.equal(await enter(1), 2)
  await assert.rejects(ask(), refuses('not-now', 'drawFirst'))
  assert.equal((await ask('elderly')).result.visit.number, 'B-001')
  for (const [through, site] of [[app, 'kantor'], [apps[1]!, 'magelang']] as const) {
    await assert.rejects(enterWith(people.slice(1), through, site), (error: Refusal) => {
      const faults = error.extras.faults?.map(({ pointer, code }) => `${pointer} ${code}`)
      assert.deepEqual(faults, ['/people/0/nik has-entry'])
      return true
    })
  }
  await withdrawEntry(app.visits.deps, { hall, entry: 1, by })
  await assert.rejects(withdrawEntry(app.visits.deps, { hall, entry: 1, by }), refuses('not-now', 'entryUnknown'))
  assert.equal(await enterWith(people), 3, 'who was withdrawn may be entered again, under another number')
  await assert.rejects(draw(), refuses('not-now', 'tooEarly'))
  at('07:45')
  await assert.rejects(enter(1), refuses('not-now', 'closed'))
  await assert.rejects(withdrawEntry(app.visits.deps, { hall, entry: 2, by }), refuses('not-now', 'closed'))
  await assert.rejects(ask(), refuses('not-now', 'drawNow'))
  await assert.rejects(draw('48 1'), refuses('invalid', 'saidMalformed'))
  await draw()
  assert.deepEqual(await states(), ['withdrawn', 'seated', 'seated'])
  assert.equal((await ask()).result.visit.kind, 'walk-in', 'what is left is first come, first served')
})

test('faults of a party are told by field, and nothing is kept', async () => {
  const { enterWith, states } = await openDoor('surakarta')
  const [one] = strangersOf(1)
  await assert.rejects(enterWith([{ ...one!, name: '', nik: '12' }]), (error: Refusal) => {
    assert.deepEqual(error.extras.faults?.map(({ pointer }) => pointer), ['/people/0/name', '/people/0/nik'])
    return true
  })
  await assert.rejects(enterWith([{ ...one!, service: 'lost' }], app, 'magelang'), Refusal)
  assert.deepEqual(await states(), [])
})

test('drawn by two apps at once with three numbers: one draw, and it can be computed again', async () => {
  const { hall, enter, draw, page, states } = await openDoor('yogyakarta')
  for (const size of [1, 2, 3, 1, 4, 2, 5, 1, 1]) await enter(size)
  const before = await page()
  const fingerprint = /[0-9a-f]{4}(?: [0-9a-f]{4}){15}/.exec(before)![0]
  assert.match(before, /9 nomor terdaftar, sampai U-09/)
  at('07:45')
  await Promise.all([draw('4821', apps[0]), draw('1733', apps[1]), draw('0000', apps[0])])
  // What the other app did is told by NOTIFY, which comes after its answer.
  for (const one of apps) await heardAll(one)

  const drawn = (await readDraw(database.kysely, hall.key))!
  assert.ok(['4821', '1733', '0000'].includes(drawn.said))
  assert.deepEqual(drawn.seats, [5, 5])
  assert.equal(inGroups(fingerprintOf(drawn.secret)), fingerprint, 'the secret is the one whose fingerprint was shown')
  const entries = await readEntries(database.kysely, hall.key)
  assert.equal(nextToAnswer(drawn.order, { seats: drawn.seats, parties: entries }), undefined)
  const seated = entries.filter(({ state }) => state === 'seated')
  assert.ok(seated.reduce((sum, { people }) => sum + people, 0) <= 10)
  assert.ok(entries.every(({ state }) => state === 'seated' || state === 'out'), (await states()).join(' '))
  const floor = await app.visits.deps.floors.floor(hall.key)
  assert.deepEqual(new Set([...floor.visits.keys()]), new Set(seated.map(({ visitId }) => visitId)))
  // Numbers of the hall are given down the order.
  const numbers = drawn.order.flatMap((entry) => {
    const { visitId } = entries[entry - 1]!
    return visitId === null ? [] : [floor.visits.get(visitId)!.number]
  })
  assert.deepEqual(numbers, numbers.toSorted())

  const from = { key: hall.key, secret: drawn.secret, said: drawn.said, entries: drawn.order }
  const printed = execFileSync('python3', ['-c', recipeOf(from).join('\n')], { encoding: 'utf8' }).trim().split('\n')
  assert.deepEqual(printed, [fingerprintOf(drawn.secret), drawn.order.map(entryText).join(' ')])
  const after = await pageOf('yogyakarta', apps[1])
  for (const text of [drawn.secret, fingerprint, drawn.said, ...numbers]) assert.ok(after.includes(text), text)
  assert.ok(!after.includes('Orang Satu'))
  const { rows } = await database.pool.query<{ opening: string }>(
    `select opening from audit_opening where office_id = 'yogyakarta' and opening like '%"door-%' order by audit_id`,
  )
  assert.equal(rows.length, 19, 'nine entries, one draw and nine answers')
  const { opening } = rows.find((row) => row.opening.includes('door-drawn'))!
  const trace = JSON.parse(opening) as Record<string, unknown>
  assert.deepEqual(
    [trace['seed'], trace['said'], trace['order'], trace['seats']],
    [drawn.seed, drawn.said, drawn.order.map(entryText), [5, 5]],
  )
})

test('an hour that this process takes to be free, and is not, sends the drawn to the next', async () => {
  const { hall, enter, states } = await openDoor('purworejo')
  for (const size of [5, 5]) await enter(size)
  at('07:45')
  const { deps } = apps[1]!.visits
  const known = await deps.bookings.slots.office(hall.key.officeId)
  const old = Object.create(known, { slots: { value: known.slots.map((one) => ({ ...one })) } }) as typeof known
  const slots = Object.create(deps.bookings.slots, { office: { value: () => Promise.resolve(old) } }) as SlotBook
  await drawDoor({ ...deps, bookings: { ...deps.bookings, slots } }, { hall, said: '4821', by })
  assert.deepEqual(await states(), ['seated', 'seated'])
})

test('the hall is told until the draw: its hour, the last entry, how the fingerprint begins', async () => {
  const { enter } = await openDoor('tegal')
  const client = new Client(app.address)
  const told = async () => {
    const answer = await client.ask('/api/v1/offices/tegal/sites/kantor/display')
    return (JSON.parse(answer.text) as DisplayAnswer).door
  }
  /** Everything that the screen says at one time or another. */
  const said = async (seconds: readonly number[]): Promise<string> => {
    const screens: string[] = []
    for (const second of seconds) {
      clock.set(Temporal.Instant.from(`${DAY}T07:10:00+07:00`).add({ seconds: second }))
      screens.push((await client.ask('/offices/tegal/sites/kantor/display')).text.split('<footer')[1]!)
    }
    return screens.join()
  }
  assert.equal((await told())?.lastEntry, undefined)
  await enter(1)
  await enter(2)
  const door = await told()
  assert.deepEqual([door?.drawAt, door?.lastEntry], [`${DAY}T07:45:00+07:00`, 'U-02'])
  const page = await pageOf('tegal')
  assert.match(door!.fingerprint, /^[0-9a-f]{4}( [0-9a-f]{4}){3}$/)
  assert.ok(page.includes(`>${door!.fingerprint} `))
  const turns = [0, 12, 24, 36, 48]
  assert.match(await said(turns), /Undian pintu pukul 07\.45, nomor sampai U-02/)
  at('07:45')
  assert.equal(await told(), undefined)
})

// The connection breaks after the first winner has got a number and before that is written down,
// and again at the second: by a trigger that the test plants, and takes away.
test('a crash in mid-draw: pressed again it goes on, and nobody has two numbers', async () => {
  const { hall, enter, draw, states } = await openDoor('pemalang')
  for (const size of [1, 2, 1]) await enter(size)
  at('07:45')
  await database.pool.query(`
    create function crash() returns trigger language plpgsql as 'begin raise exception ''crash''; end';
    create trigger crash before update on door_entry for each row execute function crash()`)
  await assert.rejects(draw('4821'), /crash/)
  assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting'])
  const first = (await readDraw(database.kysely, hall.key))!
  assert.equal((await app.visits.deps.floors.floor(hall.key)).visits.size, 1)
  await assert.rejects(draw('9999', apps[1]), /crash/)
  await database.pool.query('drop trigger crash on door_entry; drop function crash')
  await draw('0000', apps[1])
  await heardAll(app)
  assert.deepEqual(await readDraw(database.kysely, hall.key), first, 'the first draw stands')
  assert.deepEqual(await states(), ['seated', 'seated', 'seated'])
  const { visits } = await app.visits.deps.floors.floor(hall.key)
  assert.deepEqual([...visits.values()].map(({ number }) => number).toSorted(), ['C-001', 'C-002', 'C-003'])
  await draw('7777')
  assert.equal((await app.visits.deps.floors.floor(hall.key)).visits.size, 3)
})

test('who may not be booked gets no seat, and the next in the order does', async () => {
  const { hall, enter, enterWith, draw } = await openDoor('pati')
  clock.set('2026-11-24T10:00:00+07:00')
  const held = await bookAt(app.address, { day: DAY, hour: '10:00' })
  at('07:10')
  const [one, ...others] = strangersOf(5)
  await enterWith([{ ...one!, nik: held.niks[0]! }, ...others])
  for (let i = 0; i < 2; i++) await enter(5)
  at('07:45')
  await draw('4821')
  const entries = await readEntries(database.kysely, hall.key)
  // Five seats in each of two hours: whoever is drawn last finds room only if nobody else had it in vain.
  const isLast = (await readDraw(database.kysely, hall.key))!.order.at(-1) === 1
  assert.deepEqual(entries.map(({ state, refusal }) => [state, refusal]), [
    isLast ? ['out', null] : ['refused', 'person-already-booked'],
    ['seated', null],
    ['seated', null],
  ])
})

test('who entered is kept only until there is an answer, or the day is over', async () => {
  const { hall, enter, states } = await openDoor('cilacap')
  await enter(2)
  const kept = async () => {
    const { rows } = await database.pool.query<{ people: number; sealed: number }>(`
      select (select count(*)::int from door_person where office_id = 'cilacap') as people,
             (select count(*)::int from door_entry where office_id = 'cilacap' and sealed is not null) as sealed`)
    return rows[0]
  }
  assert.deepEqual(await kept(), { people: 2, sealed: 1 })
  at('23:59')
  await sweepVisits({ database, clock })
  assert.deepEqual(await kept(), { people: 2, sealed: 1 })
  clock.set('2026-11-27T07:00:00+07:00')
  await sweepVisits({ database, clock })
  assert.deepEqual([await kept(), await states()], [{ people: 0, sealed: 0 }, ['out']])
  assert.equal(hall.key.day, DAY)
})
