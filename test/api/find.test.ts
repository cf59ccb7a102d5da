import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeCode, readCode } from '../../src/bookings/code.ts'
import { openHouse, testNow } from './app.ts'
import { type Answer, Client, type Held, makePeople, problemOf, ticketOf } from './client.ts'
import { contents } from './rows.ts'
import { makeSlot } from './slots.ts'

// Goal: who has code and NIK finds the ticket; who has one of them learns nothing, and soon
// may not guess any more.
const house = await openHouse({ after }, { count: 2 })
const { clock } = house
const [client, elsewhere] = house.apps.map(({ address }) => new Client(address)) as [Client, Client]

async function heldBy(people = makePeople()): Promise<Held> {
  return client.held({ slot: await makeSlot(house), people })
}

/** Wrong ones, all different. */
const wrongNik = (): string => makePeople()[0]!.nik

let networks = 0
/** A network that nobody came from before. */
const stranger = (): Client => client.from(`198.18.${++networks}.7`)

/** That it is a refusal for too many, and in how many seconds one may come again. */
function secondsToWait(answer: Answer): number {
  problemOf(answer, 'too-many-requests')
  const seconds = Number(answer.headers.get('retry-after'))
  assert.ok(Number.isInteger(seconds) && seconds > 0)
  return seconds
}

test('a ticket is found as its code is read out and its NIK copied, by any of its people', async () => {
  const people = makePeople(3)
  const held = await heldBy(people)
  const ticket = ticketOf(await client.show(held))
  const [letters, three, four] = held.code.split('-') as [string, string, string]
  const spoken = [
    held.code,
    held.code.toLowerCase(),
    `${letters} ${three} ${four}`,
    ` ${letters}${three}${four} `,
    letters + (three + four).replaceAll('0', 'O').replaceAll('1', 'l'),
  ]
  for (const code of spoken) assert.deepEqual(ticketOf(await client.find(code, people[0]!.nik)), ticket, code)
  for (const { nik } of people) {
    assert.deepEqual(ticketOf(await elsewhere.find(held.code, nik.replaceAll(/(.{4})/g, '$1-'))), ticket)
  }
})

test('a cancelled ticket is found too, and says so', async () => {
  const held = await heldBy()
  ticketOf(await client.cancel(held))
  assert.equal(ticketOf(await client.find(held.code, held.nik)).state, 'cancelled')
})

test('every wrong half has the very same answer', async () => {
  const held = await heldBy()
  const other = await heldBy()
  const plain = held.code.replaceAll('-', '')
  const mistyped = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
    .map((last) => plain.slice(0, -1) + last)
    .find((code) => code !== plain)!
  const wrong: [code: string, nik: string][] = [
    [held.code, other.nik],
    [other.code, held.nik],
    [held.code, wrongNik()],
    [held.code, held.nik.slice(0, -1)],
    [held.code, ''],
    [held.code, 'abc'],
    [makeCode('WSB'), held.nik],
    [makeCode('JYP'), held.nik],
    [makeCode('ZZZ'), held.nik],
    [mistyped, held.nik],
    ['', held.nik],
    ['WSB', held.nik],
    ["' or 1=1 --", held.nik],
  ]
  const before = await contents(house.database)
  const answers = []
  for (const [code, nik] of wrong) answers.push(await stranger().find(code, nik))
  for (const answer of answers) problemOf(answer, 'not-found')
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
  assert.deepEqual(await contents(house.database), before)
})

test('after five wrong guesses a ticket is closed to that network for a while, for the right one too', async () => {
  const held = await heldBy()
  const guesser = stranger()
  for (let i = 0; i < 5; i++) problemOf(await guesser.find(held.code, wrongNik()), 'not-found')
  const refused = await guesser.find(held.code, held.nik)
  const seconds = secondsToWait(refused)
  assert.ok(seconds <= 15 * 60)
  const other = await heldBy()
  ticketOf(await guesser.find(other.code, other.nik))
  ticketOf(await stranger().find(held.code, held.nik))
  const english = guesser.with({ 'accept-language': 'en' })
  assert.match(problemOf(await english.find(held.code, held.nik), 'too-many-requests').detail, /Try again/)
  assert.match(problemOf(await guesser.find(held.code, held.nik), 'too-many-requests').detail, /Coba lagi/)
  clock.set(testNow.add({ seconds }))
  ticketOf(await guesser.find(held.code, held.nik))
  clock.set(testNow)
})

test('guesses at once are counted one by one in all processes, and shut out none but their own network', async () => {
  const held = await heldBy()
  const network = `198.18.${++networks}.7`
  const both = [client.from(network), elsewhere.from(network)] as const
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => both[i % 2]!.find(held.code, wrongNik())))
  const looked = answers.filter(({ status }) => status === 404)
  assert.equal(looked.length, 5)
  for (const answer of answers) if (answer.status !== 404) secondsToWait(answer)
  ticketOf(await stranger().find(held.code, held.nik))
})

test('one ticket takes so many wrong guesses from everywhere', async () => {
  const held = await heldBy()
  for (let i = 0; i < 30; i++) problemOf(await stranger().find(held.code, wrongNik()), 'not-found')
  const seconds = secondsToWait(await stranger().find(held.code, held.nik))
  assert.ok(seconds <= 3600)
  // The link still opens it: whoever has the key guesses nothing.
  ticketOf(await client.show(held))
})

test('one network has so many wrong guesses at all tickets together', async () => {
  const guesser = stranger()
  const guesses = await Promise.all(Array.from({ length: 210 }, () => guesser.find(makeCode('WSB'), wrongNik())))
  assert.equal(guesses.filter(({ status }) => status === 404).length, 200)
  const held = await heldBy()
  secondsToWait(await guesser.find(held.code, held.nik))
})

test('one NIK is tried at ten tickets in an hour, from all networks and through all processes', async () => {
  const held = await heldBy()
  const tried = (i: number) => (i % 2 ? client : elsewhere).from(`198.18.${++networks}.7`)
  const codes = Array.from({ length: 25 }, () => makeCode('WSB'))
  const answers = await Promise.all(codes.map((code, i) => tried(i).find(code, held.nik)))
  assert.equal(answers.filter(({ status }) => status === 404).length, 10)
  // Written with blanks it is the same one, and the right code does not help any more.
  const seconds = secondsToWait(await stranger().find(held.code, held.nik.replaceAll(/(.{4})/g, '$1 ')))
  assert.ok(seconds <= 3600)
  ticketOf(await client.show(held))
  const other = await heldBy()
  ticketOf(await stranger().find(other.code, other.nik))
  clock.set(testNow.add({ seconds }))
  ticketOf(await stranger().find(held.code, held.nik))
  clock.set(testNow)
})

test('neighbours in a network share its count, others do not', async () => {
  const held = await heldBy()
  for (let i = 0; i < 5; i++) problemOf(await client.from(`192.0.2.${i}`).find(held.code, wrongNik()), 'not-found')
  secondsToWait(await client.from('192.0.2.200').find(held.code, held.nik))
  const six = (last: string): Client => client.from(`2001:db8:0:1::${last}`)
  for (let i = 0; i < 5; i++) problemOf(await six(`${i}`).find(held.code, wrongNik()), 'not-found')
  secondsToWait(await six('ffff').find(held.code, held.nik))
  ticketOf(await client.from('2001:db8:0:2::1').find(held.code, held.nik))
})

test('right guesses cost nothing', async () => {
  const held = await heldBy()
  const owner = stranger()
  for (let i = 0; i < 40; i++) ticketOf(await owner.find(held.code, held.nik))
})

test('right guesses at once cost nothing afterwards, though some are asked to come again', async () => {
  const held = await heldBy()
  const owner = stranger()
  const answers = await Promise.all(Array.from({ length: 40 }, () => owner.find(held.code, held.nik)))
  for (const { status } of answers) assert.ok(status === 200 || status === 429)
  await Promise.all(house.apps.map(({ limits }) => limits.close()))
  ticketOf(await owner.find(held.code, held.nik))
})

test('guessing a NIK at a link is limited like finding', async () => {
  const held = await heldBy()
  const to = await makeSlot(house)
  const guesser = stranger()
  for (let i = 0; i < 5; i++) {
    const guess = { ...held, nik: wrongNik() }
    problemOf(await (i % 2 ? guesser.move(guess, to) : guesser.cancel(guess)), 'not-found')
  }
  secondsToWait(await guesser.move(held, to))
  secondsToWait(await guesser.cancel(held))
  secondsToWait(await guesser.find(held.code, held.nik))
  assert.equal(ticketOf(await stranger().move(held, to)).movesLeft, 1)
})

test('codes have room for chance: none comes twice in a thousand', () => {
  const codes = Array.from({ length: 1000 }, () => makeCode('WSB'))
  assert.equal(new Set(codes).size, 1000)
  for (const code of codes) assert.deepEqual(readCode(code), { ok: true, code })
})
