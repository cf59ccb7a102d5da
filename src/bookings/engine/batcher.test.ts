import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineFixture, makeParty, strangers, testNow } from './testing.ts'

test('a party is booked with all that belongs to it, in one commit', async (t) => {
  const { database, slots, view, batcher } = await engineFixture(t, [10])
  const [slot] = slots

  const party = makeParty(slot!, strangers(3), { contactHash: strangers(1)[0]! })
  assert.deepEqual(await batcher.book(party), { kind: 'booked' })

  const { kysely } = database
  const booking = await kysely.selectFrom('booking').selectAll().executeTakeFirstOrThrow()
  assert.equal(booking.booking_id, party.bookingId)
  assert.equal(booking.party_size, 3)
  assert.deepEqual(booking.sealed, party.sealed)
  assert.deepEqual(booking.contact_hash, party.contactHash)
  const people = await kysely.selectFrom('booking_person').selectAll().orderBy('position').execute()
  assert.deepEqual(people.map((one) => one.nik_hash), party.people.map((one) => one.nikHash))
  const claims = await kysely.selectFrom('live_claim').selectAll().execute()
  assert.equal(claims.length, 3)
  const opening = await kysely.selectFrom('audit_opening').selectAll().executeTakeFirstOrThrow()
  assert.equal(opening.opening, party.audit.opening)
  assert.equal((await kysely.selectFrom('audit').selectAll().execute()).length, 1)
  assert.equal((await kysely.selectFrom('leaf_pending').selectAll().execute()).length, 1)
  assert.equal(view.peek('wonosobo', slot!.slotId)!.taken, 3)
  const row = await kysely.selectFrom('slot').selectAll().executeTakeFirstOrThrow()
  assert.equal(row.taken, 3)
})

test('two thousand at once for a hundred seats', async (t) => {
  const { slots, batcher } = await engineFixture(t, [100])
  const [slot] = slots
  const outcomes = await Promise.all(Array.from({ length: 2000 }, () => batcher.book(makeParty(slot!, strangers(1)))))
  const kinds = Object.groupBy(outcomes, (one) => one.kind)
  assert.equal(kinds.booked?.length, 100)
  assert.equal(kinds.full?.length, 1900)
})

test('of one person fired many times one is booked, the others are told, slots first', async (t) => {
  const { slots, batcher } = await engineFixture(t, [100, 0])
  const [roomy, tight] = slots
  const [nik] = strangers(1)
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => batcher.book(makeParty(roomy!, [nik!]))))
  assert.equal(outcomes.filter((one) => one.kind === 'booked').length, 1)
  assert.equal(outcomes.filter((one) => one.kind === 'person-booked').length, 199)
  const late = await batcher.book(makeParty(roomy!, [...strangers(1), nik!]))
  assert.deepEqual(late, { kind: 'person-booked', positions: [1] })
  assert.deepEqual(await batcher.book(makeParty(tight!, [nik!])), { kind: 'full' })
})

test('parties fill a slot to the last seat, and a refused one leaves room for the next', async (t) => {
  const { slots, batcher } = await engineFixture(t, [11])
  const [slot] = slots
  const sizes = [5, 5, 5, 2, 1, 1]
  const outcomes = await Promise.all(sizes.map((size) => batcher.book(makeParty(slot!, strangers(size)))))
  assert.deepEqual(outcomes.map((one) => one.kind), ['booked', 'booked', 'full', 'full', 'booked', 'full'])
})

test('the same key twice is one booking; with another body it is a conflict', async (t) => {
  const { slots, batcher } = await engineFixture(t, [50])
  const [slot] = slots
  const hash = strangers(1)[0]!
  const first = makeParty(slot!, [hash])
  const again = (): ReturnType<typeof makeParty> =>
    makeParty(slot!, [hash], { idempotencyHash: first.idempotencyHash, fingerprint: first.fingerprint })
  const other = makeParty(slot!, strangers(1), { idempotencyHash: first.idempotencyHash })
  const known = { kind: 'known', bookingId: first.bookingId }
  const together = await Promise.all([batcher.book(first), batcher.book(again()), batcher.book(other)])
  assert.deepEqual(together, [{ kind: 'booked' }, { ...known, sameRequest: true }, { ...known, sameRequest: false }])
  assert.deepEqual(await batcher.book(again()), { ...known, sameRequest: true })
  const otherLater = makeParty(slot!, strangers(1), { idempotencyHash: first.idempotencyHash })
  assert.deepEqual(await batcher.book(otherLater), { ...known, sameRequest: false })
})

// While a flight holds the last seats that memory knows of, all who come are sounded together.
test('the same key twice is one booking where memory takes the slot for full, too', async (t) => {
  const { slots, view, batcher } = await engineFixture(t, [50])
  const [slot] = slots
  view.apply('wonosobo', [{ ...slot!, taken: 50 }])
  const hash = strangers(1)[0]!
  const first = makeParty(slot!, [hash])
  const { idempotencyHash, fingerprint } = first
  const again = makeParty(slot!, [hash], { idempotencyHash, fingerprint })
  const other = makeParty(slot!, strangers(1), { idempotencyHash })
  const together = await Promise.all([first, again, other].map((party) => batcher.book(party)))
  const known = { kind: 'known', bookingId: first.bookingId }
  assert.deepEqual(together, [{ kind: 'booked' }, { ...known, sameRequest: true }, { ...known, sameRequest: false }])
})

test('a taken code is renewed; closed and unknown slots are told apart', async (t) => {
  const { database, slots, batcher } = await engineFixture(t, [50, 50])
  const [slot, closed] = slots
  await database.pool.query(`update slot set closed_reason = 'banjir' where slot_id = $1`, [closed!.slotId])
  const first = makeParty(slot!, strangers(1))
  await batcher.book(first)
  const twin = makeParty(slot!, strangers(1), { code: first.code })
  assert.deepEqual(await batcher.book(twin), { kind: 'booked' })
  assert.notEqual(twin.code, first.code)
  assert.deepEqual(await batcher.book(makeParty(closed!, strangers(1))), { kind: 'not-bookable' })
  assert.deepEqual(await batcher.book(makeParty({ ...slot!, slotId: '999' }, strangers(1))), { kind: 'no-slot' })
})

test('a claim that has ended gives way', async (t) => {
  const { slots, batcher } = await engineFixture(t, [50])
  const [slot] = slots
  const [nik] = strangers(1)
  await batcher.book(makeParty(slot!, [nik!], { claimsEndAt: testNow.toString() }))
  assert.deepEqual(await batcher.book(makeParty(slot!, [nik!])), { kind: 'booked' })
  assert.deepEqual(await batcher.book(makeParty(slot!, [nik!])), { kind: 'person-booked', positions: [0] })
})

test('one party that the database cannot take fails alone', async (t) => {
  const { slots, batcher } = await engineFixture(t, [50])
  const [slot] = slots
  const parties = Array.from({ length: 30 }, () => makeParty(slot!, strangers(1)))
  parties[17] = makeParty(slot!, strangers(1), { bookingId: 'no-uuid' })
  const settled = await Promise.allSettled(parties.map((party) => batcher.book(party)))
  assert.deepEqual(settled.flatMap((one, i) => (one.status === 'rejected' ? [i] : [])), [17])
})
