import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { after, test } from 'node:test'
import { run as runSample, sampleLines } from '../../src/cli/sample.ts'
import { localBeacon, timeOf } from '../../src/draws/index.ts'
import { parseCheckpoint } from '../../src/platform/tlog/checkpoint.ts'
import { leafHash, verifyInclusion } from '../../src/platform/tlog/merkle.ts'
import { openNote } from '../../src/platform/tlog/note.ts'
import { countDays, drawSample } from '../../src/reports/index.ts'
import { openHouse } from './app.ts'
import { Client } from './client.ts'
import { bookAt, Desk, strangersOf } from './hall.ts'

// Goal: what the public record tells is what happened, once, and no more than may be told.
// How: a day through the API, then the job that counts it, then what anybody can fetch.
const DAY = '2026-11-26'
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
await app.staff.seedDemonstration()
const at = (hour: string, day = DAY): void => clock.set(`${day}T${hour}:00+07:00`)
const anybody = new Client(app.address, { accept: 'text/html' })
const record = '/offices/wonosobo/record'
const json = async <T>(path: string): Promise<T> => {
  const { status, text } = await anybody.ask(`/api/v1${record}${path}`)
  assert.equal(status, 200, text)
  return JSON.parse(text) as T
}
const traces = async (kind: string): Promise<number> => {
  const text = `select from audit_opening where opening::jsonb ->> 'kind' = $1`
  return (await database.pool.query(text, [kind])).rowCount ?? 0
}

/** Sixteen with a ticket, of whom eleven come and ten are served; one more comes without. */
async function playDay(): Promise<void> {
  const book = (hour: string, size: number) => bookAt(app.address, { day: DAY, hour, size })
  const [first, second, single] = [await book('08:00', 5), await book('08:30', 5), await book('08:00', 1)]
  for (const size of [3, 1, 1]) await book('09:00', size)
  const reception = new Desk(app.address, 'resepsionis')
  const supervisor = new Desk(app.address, 'pengawas')
  at('07:40')
  for (const one of [first, second, single]) await reception.checkIn(one.code)
  await supervisor.act('k1', 'open', { stages: ['verification'] })
  at('08:05')
  await supervisor.act('k1', 'next')
  await supervisor.act('k1', 'finish', { to: 'end' })
  const walkIn = await reception.post<{ number: string }>('/walk-ins', { people: strangersOf(1), nonce: 'walk-in-1' })
  assert.equal(walkIn.body.number, 'C-001')
  const numberOf = async (number: string) => (await supervisor.floor()).visits.find((one) => one.number === number)!.id
  at('08:12')
  await supervisor.act('k1', 'call', { visit: await numberOf('C-001'), outOfTurn: 'health' })
  await supervisor.act('k1', 'finish', { to: 'end' })
  at('08:55')
  await supervisor.act('k1', 'call', { visit: await numberOf('A-002'), outOfTurn: 'child' })
  await supervisor.act('k1', 'finish', { to: 'end' })
}

interface Answer<T> {
  record: T
  proof: {
    commitment: string
    salt: string
    opening: string
    leaf?: { index: number; proof: string[]; checkpoint: string }
  }
}
interface Day {
  people: number | null
  parts: { people: number; given: object[]; outcomes: { of: string[]; people: number }[] }[]
  outOfTurn: number | null
}

test('a day is counted once when it is over, whoever counts, and few are merged', async () => {
  await playDay()
  at('23:59')
  await countDays(app)
  assert.equal((await anybody.ask(`${record}/${DAY}`)).status, 404)
  at('00:35', '2026-11-27')
  await Promise.all([countDays(app), countDays(app)])
  await countDays(app)
  assert.deepEqual((await json<{ days: string[]; months: string[] }>('')).days, [DAY, '2026-11-25', '2026-11-24'])
  assert.equal(await traces('day-counted'), 3)

  const { record: day, proof } = await json<Answer<Day>>(`/days/${DAY}`)
  const [part] = day.parts
  assert.deepEqual([day.people, part?.people, day.outOfTurn], [17, 17, null])
  // The one who came without a ticket cannot be told from those who took theirs.
  assert.deepEqual(part?.given, [{ of: ['online', 'priority', 'walk-in'], people: 17 }])
  // Somebody who left without being served is told with those who waited longest.
  assert.deepEqual(part?.outcomes.filter(({ people }) => people > 0), [
    { of: ['under-10'], people: 6 },
    { of: ['under-30', 'under-40', 'under-50', 'under-60', 'from-60', 'left'], people: 6 },
    { of: ['not-come'], people: 5 },
  ])
  const text = Buffer.concat([Buffer.from(proof.salt, 'hex'), Buffer.from(proof.opening)])
  assert.equal(createHash('sha256').update(text).digest('hex'), proof.commitment)
  assert.deepEqual(JSON.parse(proof.opening).parts, day.parts)
})

test('what is published of a day stands in the signed log, by its own proof', async () => {
  assert.equal((await json<Answer<Day>>(`/days/${DAY}`)).proof.leaf, undefined)
  await app.ledger.sequencer.drain()
  const { proof: { commitment, leaf } } = await json<Answer<Day>>(`/days/${DAY}`)
  assert.ok(leaf)
  const note = openNote(leaf.checkpoint, [app.ledger.vkey])
  assert.equal(note.signatures.length, 1)
  const entry = Buffer.from(`giliran-leaf/1\nwonosobo\n${commitment}\n`)
  const { size, root } = parseCheckpoint(note.text)
  const shown = { index: leaf.index, size, root, proof: leaf.proof.map((one) => Buffer.from(one, 'hex')) }
  assert.ok(verifyInclusion({ ...shown, leafHash: leafHash(entry) }))
  const other = leafHash(Buffer.from(`giliran-leaf/1\nwonosobo\n${'0'.repeat(64)}\n`))
  assert.equal(verifyInclusion({ ...shown, leafHash: other }), false)
})

test('people see it without a script, as a page and as a table; nothing is told of today', async () => {
  const page = await anybody.ask(`${record}/${DAY}`)
  assert.equal(page.status, 200)
  assert.match(page.text, /17 orang mendapat tempat/)
  assert.match(page.text, /menunggu 20 menit ke atas atau pulang sebelum selesai/)
  assert.doesNotMatch(page.text, /kesehatan|anak kecil<|Orang Satu/)
  const csv = await anybody.ask(`${record}/${DAY}/figures.csv`)
  assert.match(csv.text, /2026-11-26,became all,not-come,5\r\n/)
  assert.match((await anybody.ask(record)).text, /Kamis, 26 November 2026/)
  for (const path of [`${record}/2026-11-27`, `${record}/2026-13`, `${record}/x`, '/offices/nowhere/record']) {
    assert.equal((await anybody.ask(path)).status, 404, path)
  }
})

interface Month {
  people: number
  outcomes: { of: string[]; people: number }[]
  outOfTurn: { calls: number | null }
  list: { size: number; sha256: string }
}

test('a month adds up its days, and says what it cannot tell', async () => {
  at('00:35', '2026-12-01')
  await Promise.all([countDays(app), countDays(app)])
  assert.equal(await traces('month-counted'), 1)
  const { record: month } = await json<Answer<Month>>('/months/2026-11')
  assert.equal(month.people, 17)
  assert.deepEqual(month.outcomes.map(({ people }) => people), [6, 6, 5])
  // Two calls on seven days of which none told any: a sum would point to them.
  assert.equal(month.outOfTurn.calls, null)
  assert.equal(month.list.size, 7)
  const page = await anybody.ask(`${record}/2026-11`)
  assert.match(page.text, /Adakah kolusi\? November 2026/)
  assert.match(page.text, /Yang tidak bisa ditunjukkan catatan ini/)
  assert.match((await anybody.ask('/en/fairness')).text, /How you can check it/)
})

test('a sample is recomputed by anybody from the public list, and drawn once a round', async () => {
  at('09:00', '2026-12-02')
  const list = (await anybody.ask(`${record}/2026-11/turns.txt`)).text
  const beacon = localBeacon({ seed: Buffer.alloc(48, 7), now: () => clock.now() })
  const number = 9_632_000
  const { chainHash } = beacon.chain
  const { randomness } = await beacon.round(number)
  const round = { chainHash, round: number, randomness }
  const actor = { kind: 'staff', name: 'auditor' } as const
  const wanted = { officeId: 'wonosobo', month: '2026-11', count: 3, round, actor }
  const roundAt = timeOf(beacon.chain, number)
  const sample = await drawSample(app, { ...wanted, roundAt })

  const seed = createHash('sha256')
    .update('giliran-sample/1\nwonosobo\n2026-11\n')
    .update(Buffer.from(chainHash, 'hex'))
    .update(Buffer.from(number.toString(16).padStart(16, '0'), 'hex'))
    .update(Buffer.from(randomness, 'hex'))
    .update(createHash('sha256').update(list).digest())
    .digest()
  const key = (one: string): string => createHmac('sha256', seed).update(Buffer.from(one, 'hex')).digest('hex')
  const picked = list.trim().split('\n').toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).slice(0, 3)
  assert.deepEqual(sample.record.picked, picked)
  for (const { commitment, salt, opening, siteId } of sample.traces) {
    const opened = createHash('sha256').update(Buffer.from(salt!, 'hex')).update(opening!).digest('hex')
    assert.equal(opened, commitment)
    assert.equal(siteId, 'kantor')
  }
  assert.deepEqual(await drawSample(app, { ...wanted, roundAt }), sample)
  assert.equal(await traces('sample-drawn'), 1)
  await assert.rejects(drawSample(app, { ...wanted, count: 2, roundAt }), { say: 'reports.errors.sampledAlready' })
  const early = Temporal.Instant.from('2026-11-30T17:35:30Z')
  const known = { ...wanted, round: { ...round, round: 1 }, roundAt: early }
  await assert.rejects(drawSample(app, known), { say: 'reports.errors.roundTooEarly' })
  await assert.rejects(drawSample(app, { ...wanted, month: '2026-12', roundAt }), { say: 'reports.errors.noList' })
  assert.match((await anybody.ask(`${record}/2026-11`)).text, /Putaran 9632000: 3 giliran dipilih/)

  const printed = sampleLines('wonosobo', sample)
  assert.equal(printed.filter((line) => line.startsWith('opening  {"v":1,"kind":"booked"')).length, 3)
  const where = 'ticket   /staff/offices/wonosobo/sites/kantor/desk/tickets/'
  assert.equal(printed.filter((line) => line.startsWith(where)).length, 3)
})

test('a sample is asked for with a month, a number and a round', async () => {
  const terminal = { config: app.config, log: app.log, say: assert.fail }
  const right = ['--office', 'wonosobo', '--month', '2026-11', '--count', '3', '--round', '1']
  for (const [index, wrong] of [[3, '11-2026'], [5, '0'], [5, '1001'], [7, 'next'], [7, '-1']] as const) {
    await assert.rejects(runSample(right.with(index, wrong), terminal), { name: 'UsageError' })
  }
})
