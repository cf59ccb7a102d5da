import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eraseReports } from '../../src/complaints/index.ts'
import {
  enter,
  type Entry,
  eraseEntries,
  leave,
  nodeSha256,
  publicFile,
  readDraw,
  verifyDraw,
} from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { closeAndDraw, drawParty, giveByDraw } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { page } from './draw-pages.ts'

// Goal: who was named in an entry that became no turn, and what a report of brokers says, goes after the
// stated time, not before; the public list still computes, and every promise holds (openHouse counts).
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
await giveByDraw(house)
const deps = app.draws
const applicant = { kind: 'applicant' } as const
const niks = sampleNiks(40, 66_000)

async function rows<T extends object>(text: string): Promise<T[]> {
  return (await database.pool.query<T>(text)).rows
}

async function fileText(): Promise<string> {
  return (await Array.fromAsync(publicFile(deps, (await readDraw(database.kysely, 'wonosobo.uji'))!))).join('')
}

const keptSql = `
  select state, count(*)::int as entries, count(sealed)::int as sealed, count(salt)::int as salts,
    count(contact_hash)::int as contacts, sum((select count(*) from draw_person p where p.entry_id = e.entry_id))::int
      as people
  from draw_entry e group by 1 order by 1`
interface Kept {
  state: string
  entries: number
  sealed: number
  salts: number
  contacts: number
  people: number
}
const traceSql = (kind: string): string => `
  select opening::jsonb ->> 'entries' as entries, opening::jsonb ->> 'reports' as reports from audit_opening
  where opening::jsonb ->> 'kind' = '${kind}'`

const entries: Entry[] = []
for (const [at, nik] of niks.entries()) {
  entries.push(await enter(deps, drawParty([nik], { contact: { whatsapp: `+62812${70_000_000 + at}` } })))
}
await leave(deps, { entry: entries[0]!, nik: niks[0]!, whole: true, actor: applicant })
await enter(deps, drawParty([niks[1]!], { channel: 'desk', cardSeen: true, actor: { kind: 'staff', name: 'rina' } }))
await closeAndDraw(house)
const sweep = () => eraseEntries({ database, clock }, { keepDays: 90 })

test('the day before its time nothing of an entry is erased, on the day all but the winners’, once', async () => {
  const before = await rows<Kept>(keptSql)
  assert.deepEqual(before.map(({ state }) => state), ['left', 'struck', 'waiting', 'won'])
  const list = await fileText()
  clock.set('2027-03-14T16:59:59Z')
  await sweep()
  assert.deepEqual(await rows<Kept>(keptSql), before)
  clock.set('2027-03-15T17:00:00Z')
  await Promise.all([sweep(), sweep()])
  await sweep()
  const nothing = { sealed: 0, salts: 0, contacts: 0, people: 0 }
  const expected = before.map((one) => (one.state === 'won' ? one : { ...one, ...nothing }))
  assert.deepEqual(await rows<Kept>(keptSql), expected)
  const gone = expected.reduce((sum, { state, entries: count }) => sum + (state === 'won' ? 0 : count), 0)
  const traces = await rows<{ entries: string }>(traceSql('entries-erased'))
  assert.equal(traces.reduce((sum, one) => sum + Number(one.entries), 0), gone)
  assert.equal((await page(app.address, `/e/${entries[0]!.key}`)).status, 404)
  assert.equal(await fileText(), list)
  const { steps } = await verifyDraw([Buffer.from(list)], { sha256: nodeSha256 })
  assert.deepEqual(steps.filter(({ state }) => state === 'wrong'), [])
})

test('a report of brokers loses its words after the stated time, and keeps its day', async () => {
  const form = { about: 'broker', office: 'wonosobo', words: 'Ditawari giliran di parkiran.', contact: '081234567890' }
  assert.match((await page(app.address, '/report-brokers', { form })).location, /thanks/)
  const kept = 'select count(*)::int as reports, count(sealed)::int as words from broker_report'
  await eraseReports({ database, clock }, { keepDays: 30 })
  assert.deepEqual(await rows(kept), [{ reports: 1, words: 1 }])
  clock.set(clock.now().add({ hours: 31 * 24 }))
  await eraseReports({ database, clock }, { keepDays: 30 })
  await eraseReports({ database, clock }, { keepDays: 30 })
  assert.deepEqual(await rows(kept), [{ reports: 1, words: 0 }])
  assert.deepEqual(await rows(traceSql('broker-reports-erased')), [{ entries: null, reports: '1' }])
})

test('how long is said on the page about privacy', async () => {
  const { html } = await page(app.address, '/en/privacy')
  assert.match(html, /erased 90 days after the days of the draw/)
  assert.match(html, /erased after 730 days/)
})
