import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { seedPastDays } from '../../src/simulate/index.ts'
import { openHouse } from './app.ts'
import { Client } from './client.ts'

// Goal: one process of all plays the simulated day, and the others say so instead of doing nothing.
const house = await openHouse({ after }, { count: 2, settings: { GILIRAN_DEMO: 'on' } })
const [here, there] = house.apps.map(({ address }) => new Client(address)) as [Client, Client]
const path = '/en/simulated-day'
const look = async (one: Client): Promise<string> => (await one.ask(path, { headers: { accept: 'text/html' } })).text
const begin = (one: Client) => one.ask(path, { method: 'POST', headers: { accept: 'text/html' } })

test('set in motion by one process, it is alive in the other, which leads to its screens', async () => {
  for (const one of [here, there]) assert.match(await look(one), /Not running\./)
  assert.equal((await begin(here)).status, 303)
  assert.match(await look(here), /Running until .*Go on for another 15 minutes/)
  for (const _ of ['before it is asked to play too', 'after']) {
    const page = await look(there)
    assert.match(page, /another process of this server plays it/)
    assert.match(page, /The display in the hall/)
    assert.doesNotMatch(page, /<form[^>]*action="\/en\/simulated-day"/)
    assert.equal((await begin(there)).status, 303)
  }
})

test('when it has ended either may play it, also moments later', async () => {
  await house.apps[0]!.simulated!.day.stop()
  assert.match(await look(there), /Not running\./)
  await begin(there)
  assert.match(await look(there), /Running until/)
  assert.match(await look(here), /another process of this server plays it/)
})

test('a demonstration has a past to look at, made once, whichever process makes it', async () => {
  const office = house.app.offices.get('wonosobo')!
  await Promise.all(house.apps.map((app) => seedPastDays({ ...app, office })))
  const page = await here.ask('/en/offices/wonosobo/record/2026-10', { headers: { accept: 'text/html' } })
  assert.match(page.text, /22 days on record/)
  const { rows } = await house.database.pool.query<{ opening: string }>(
    `select opening from audit_opening where opening::jsonb ->> 'kind' = 'day-counted'`,
  )
  // October, and November up to yesterday.
  assert.equal(rows.length, 22 + 16)
  assert.ok(rows.every(({ opening }) => opening.includes('"demonstration":true')))
})
