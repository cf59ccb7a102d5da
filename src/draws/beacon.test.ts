import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { openStandIn } from '../../test/messages/gateway.ts'
import { chainHashOf, isWholeChain, localChain, QUICKNET, roundAt, secondsOf, timeOf, verifyRound } from './beacon.ts'
import { type BeaconError, drandBeacon, localBeacon } from './beacon-source.ts'

interface Vector {
  round: number
  randomness: string
  signature: string
}
interface ChainInfo {
  public_key: string
  hash: string
  genesis_time: number
  period: number
}
const vectors = JSON.parse(
  readFileSync(new URL('../../test/vectors/drand.json', import.meta.url), 'utf8'),
) as {
  quicknet: { info: ChainInfo & { groupHash: string }; rounds: Vector[]; negative: Vector[] }
  walkthrough: { chain: ChainInfo; round: Vector }
}
const { quicknet, walkthrough } = vectors
const known = quicknet.rounds[0]!

test('the chain is the one of the vectors, and its hash is of all its facts', () => {
  const { info } = quicknet
  assert.equal(QUICKNET.chainHash, info.hash)
  assert.equal(QUICKNET.publicKey, info.public_key)
  assert.deepEqual([QUICKNET.genesis, QUICKNET.period], [info.genesis_time, info.period])
  assert.equal(chainHashOf(QUICKNET), info.hash)
  const other = [{ publicKey: walkthrough.chain.public_key }, { genesis: 1 }, { period: 30 }, { name: 'slownet' }]
  for (const change of [...other, { scheme: 'pedersen-bls-chained' }]) {
    assert.ok(!isWholeChain({ ...QUICKNET, ...change }), JSON.stringify(change))
  }
})

test('real rounds verify; the same signature of another round, key or bytes does not', () => {
  for (const one of quicknet.rounds) assert.deepEqual(verifyRound(QUICKNET, one)?.randomness, one.randomness)
  assert.ok(verifyRound({ publicKey: walkthrough.chain.public_key }, walkthrough.round))
  for (const one of quicknet.negative) assert.equal(verifyRound(QUICKNET, one), undefined)
  assert.equal(verifyRound({ publicKey: walkthrough.chain.public_key }, known), undefined)
  const infinity = `c0${'00'.repeat(47)}`
  for (const signature of ['', 'zz', known.signature.slice(2), `a${known.signature.slice(1)}`, infinity]) {
    assert.equal(verifyRound(QUICKNET, { round: known.round, signature }), undefined, signature)
  }
})

test('which round a moment has', () => {
  assert.equal(secondsOf(QUICKNET, 1), QUICKNET.genesis)
  const at = timeOf(QUICKNET, 22_000_000)
  assert.equal(roundAt(QUICKNET, at), 22_000_000)
  assert.equal(roundAt(QUICKNET, at.add({ milliseconds: 1 })), 22_000_001)
  assert.equal(roundAt(QUICKNET, at.subtract({ milliseconds: 2999 })), 22_000_000)
  assert.equal(roundAt(QUICKNET, Temporal.Instant.from('2020-01-01T00:00:00Z')), 1)
})

const faultOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(() => 'none', (error: BeaconError) => error.fault)

test('a period that its hash would cut is none, and quicknet keeps its own time', () => {
  const cut = { ...QUICKNET, period: QUICKNET.period + 2 ** 32 }
  assert.ok(!isWholeChain(cut))
  assert.equal(secondsOf(cut, 1000), secondsOf(QUICKNET, 1000))
  assert.equal(roundAt(cut, timeOf(QUICKNET, 1000)), 1000)
})

test('a relay that is late, away or lying is told apart, and another one asked', async () => {
  const path = `/${QUICKNET.chainHash}/public/${known.round}`
  const relay = await openStandIn(({ path: asked }) => {
    assert.equal(asked, path)
    return { status: 200, body: known }
  })
  const other = await openStandIn(() => ({ status: 200, body: known }))
  const now = () => timeOf(QUICKNET, known.round)
  const beacon = drandBeacon({ urls: [relay.origin, other.origin], now })
  const alone = drandBeacon({ urls: [relay.origin], now })
  const say = (status: number, body: string | object) => ({ how: 'say' as const, status, body })
  const another = quicknet.rounds[1]!
  try {
    const answers = [
      { meeting: say(404, 'not found'), fault: 'late' },
      { meeting: say(425, ''), fault: 'late' },
      { meeting: say(500, ''), fault: 'away' },
      { meeting: say(200, '<html>welcome to the hotel</html>'), fault: 'away' },
      { meeting: { how: 'lose' as const }, fault: 'away' },
      { meeting: say(200, { ...known, signature: another.signature }), fault: 'lying' },
      // A right round, but not the one that was asked for.
      { meeting: say(200, another), fault: 'lying' },
    ]
    for (const { meeting, fault } of answers) {
      relay.meet(meeting)
      assert.equal(await faultOf(alone.round(known.round)), fault, JSON.stringify(meeting))
    }
    relay.meet({ how: 'take-in-silence' })
    assert.equal(await faultOf(drandBeacon({ urls: [relay.origin], now, timeoutMs: 20 }).round(known.round)), 'away')
    relay.meet(say(200, { ...known, signature: another.signature }))
    const { randomness } = await beacon.round(known.round)
    assert.equal(randomness, known.randomness)
    relay.meet(say(404, ''))
    other.meet(say(200, another))
    assert.equal(await faultOf(beacon.round(known.round)), 'lying')
    // Nobody is asked before the round's time, and a draw never takes another round.
    const asked = other.asked.length
    const early = drandBeacon({ urls: [other.origin], now: () => now().subtract({ seconds: 1 }) })
    assert.equal(await faultOf(early.round(known.round)), 'late')
    assert.equal(other.asked.length, asked)
    assert.equal(await faultOf(drandBeacon({ urls: [], now }).round(known.round)), 'away')
  } finally {
    await Promise.all([relay.close(), other.close()])
  }
})

test('a relay that answers without end is left after some pieces, and another one asked', async () => {
  const piece = Buffer.alloc(2 ** 16, ' ')
  let [sent, status, left] = [0, 200, Promise.resolve()]
  const server = createServer((_request, response) => {
    left = new Promise((resolve) => void response.once('close', resolve))
    response.writeHead(status)
    const send = (): void => {
      do sent += piece.length
      while (response.write(piece) && !response.destroyed)
    }
    response.on('drain', send)
    send()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const relay = await openStandIn(() => ({ status: 200, body: known }))
  const endless = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const now = (): Temporal.Instant => timeOf(QUICKNET, known.round)
  const asking = { now, timeoutMs: 20_000 }
  try {
    assert.equal(await faultOf(drandBeacon({ urls: [endless], ...asking }).round(known.round)), 'away')
    await left
    // What stands in buffers on the way, and no more.
    assert.ok(sent < 50_000_000, String(sent))
    status = 404
    assert.equal(await faultOf(drandBeacon({ urls: [endless], ...asking }).round(known.round)), 'late')
    const { randomness } = await drandBeacon({ urls: [endless, relay.origin], ...asking }).round(known.round)
    assert.equal(randomness, known.randomness)
  } finally {
    server.closeAllConnections()
    server.close()
    await relay.close()
  }
})

test('the local beacon signs as drand does, none before its time, and says that it is local', async () => {
  const seed = new Uint8Array(64).fill(3)
  const { chain } = localChain(seed)
  const now = timeOf(chain, 1000)
  const beacon = localBeacon({ seed, now: () => now })
  assert.ok(beacon.chain.isLocal && isWholeChain(beacon.chain))
  const round = await beacon.round(1000)
  assert.deepEqual(verifyRound(chain, round), round)
  assert.deepEqual(await beacon.round(1000), round)
  assert.equal(await faultOf(beacon.round(1001)), 'late')
})
