import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeCode } from '../src/bookings/code.ts'
import { readTicketQr, ticketQrText } from '../src/bookings/qr.ts'
import { makeKeyFile, openKeys } from '../src/platform/crypto/index.ts'
import { readQr } from '../src/visits/islands/ticket-qr.ts'

// Goal: what the server signs, the browser takes, and nothing else.
const { ticketKeys } = openKeys(makeKeyFile())
const known = ticketKeys.map(({ version, publicKey }) => ({
  version,
  publicKey: publicKey.export({ format: 'jwk' }).x!,
}))
const startsAt = Temporal.Instant.from('2026-11-30T01:30:00Z')
const code = makeCode('WSB')
const text = ticketQrText(ticketKeys, { code, startsAt })

test('a ticket as the server signs it', async () => {
  const read = await readQr(` ${text.toLowerCase()}\n`, known)
  assert.deepEqual(read, { ok: true, code, startMs: startsAt.epochMilliseconds, checked: true })
})

test('one sign changed: never another ticket, as the server sees it too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length - 4), fc.nat(31), async (at, value) => {
      const sign = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[value]!
      const changed = text.slice(0, at + 3) + sign + text.slice(at + 4)
      const read = await readQr(changed, known)
      const server = readTicketQr(ticketKeys, changed)
      assert.equal(read.ok, server.ok)
      if (changed !== text && read.ok) assert.equal(read.code, code)
    }),
  )
})

test('what somebody else signed, or is no ticket', async () => {
  const other = ticketQrText(openKeys(makeKeyFile()).ticketKeys, { code, startsAt })
  assert.deepEqual(await readQr(other, known), { ok: false, fault: 'forged' })
  assert.deepEqual(await readQr('GLR', known), { ok: false, fault: 'not-a-ticket' })
  assert.deepEqual(await readQr('WSB-7K4-M2PX', known), { ok: false, fault: 'not-a-ticket' })
})
