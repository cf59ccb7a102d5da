import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import fc from 'fast-check'
import { makeKeyFile, openKeys } from '../../platform/crypto/index.ts'
import { makeChallenge, readWork, type WorkFor } from './challenge.ts'
import { isAtRelease, WORK_MINUTES, WORK_TRIES, workLevel } from './rules.ts'

// Goal: an answer costs its work, once, for whom it was made; what other servers fell for is refused.
const keys = openKeys(makeKeyFile())
const now = Temporal.Now.instant()
const whom: WorkFor = { officeId: 'wonosobo', session: 'a'.repeat(32) }
const challenge = await makeChallenge(keys, { ...whom, level: 1, now })
const solution = await solveChallenge({ challenge, deriveKey })
assert.ok(solution)

const answer = (payload: unknown): string => Buffer.from(JSON.stringify(payload)).toString('base64')
const read = (text: string, change: Partial<WorkFor & { now: Temporal.Instant }> = {}) =>
  readWork(keys, text, { ...whom, now, ...change })
const faultOf = async (...args: Parameters<typeof read>): Promise<string> => {
  const reading = await read(...args)
  return reading.ok ? 'none' : reading.fault
}
const changed = (parameters: object): Challenge => ({
  ...challenge,
  parameters: { ...challenge.parameters, ...parameters },
})

test('a right answer is right, and took the tries it was drawn for', async () => {
  const reading = await read(answer({ challenge, solution }))
  assert.ok(reading.ok)
  assert.equal(reading.nonce.toString('hex'), challenge.parameters.nonce)
  const [min, max] = WORK_TRIES[1]
  assert.ok(solution.counter >= min && solution.counter <= max)
})

test('a forged answer that costs one hash is refused: the trap of versions 2.0.0 to 2.3.1', async () => {
  const { parameters } = challenge
  // The part of the key that everybody sees, filled up: right by the prefix alone.
  const byPrefix = { counter: 0, derivedKey: parameters.keyPrefix.padEnd(64, '0') }
  assert.equal(await faultOf(answer({ challenge, solution: byPrefix })), 'wrong')
  const { derivedKey } = await deriveKey(parameters, Buffer.from(parameters.salt, 'hex'), Buffer.alloc(20))
  const oneHash = { counter: 0, derivedKey: Buffer.from(derivedKey).toString('hex') }
  assert.equal(await faultOf(answer({ challenge, solution: oneHash })), 'wrong')
  // An easier task, or one without the second signature, is none that was set here.
  for (const easier of [{ cost: 1 }, { keySignature: '0'.repeat(64) }, { expiresAt: parameters.expiresAt! + 9 }]) {
    assert.equal(await faultOf(answer({ challenge: changed(easier), solution })), 'wrong', JSON.stringify(easier))
  }
  const { keySignature: _, ...unsignedKey } = parameters
  for (const stripped of [
    { parameters },
    { ...challenge, signature: '' },
    { ...challenge, parameters: unsignedKey },
    changed({ keyPrefix: '00' }),
    changed({ algorithm: 'SHA-256' }),
  ]) {
    assert.equal(await faultOf(answer({ challenge: stripped, solution })), 'malformed')
  }
  const others = openKeys(makeKeyFile())
  const foreign = await makeChallenge(others, { ...whom, level: 1, now })
  const solved = await solveChallenge({ challenge: foreign, deriveKey })
  assert.equal(await faultOf(answer({ challenge: foreign, solution: solved })), 'wrong')
})

test('an answer ends, and buys nothing for another session or office', async () => {
  const text = answer({ challenge, solution })
  assert.equal(await faultOf(text, { now: now.add({ minutes: WORK_MINUTES - 1 }) }), 'none')
  assert.equal(await faultOf(text, { now: now.add({ minutes: WORK_MINUTES, seconds: 1 }) }), 'expired')
  assert.equal(await faultOf(text, { session: 'b'.repeat(32) }), 'other')
  assert.equal(await faultOf(text, { officeId: 'jayapura' }), 'other')
  const moved = changed({ data: { office: 'jayapura', session: whom.session } })
  assert.equal(await faultOf(answer({ challenge: moved, solution }), { officeId: 'jayapura' }), 'wrong')
})

test('whatever is sent as an answer, it is refused and breaks nothing', async () => {
  const broken = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text).toString('base64')),
    fc.anything().map((some) => answer({ challenge, solution: some })),
    fc.anything().map((some) => answer({ challenge: { ...challenge, parameters: some }, solution })),
  )
  await fc.assert(
    fc.asyncProperty(broken, async (text) => assert.ok(['malformed', 'wrong'].includes(await faultOf(text)))),
    { numRuns: 60 },
  )
})

test('ordinary use costs nothing; the price rises with suspicion', () => {
  const calm = { isBusy: false, isVeryBusy: false, isBusyAtRelease: false, triesPeople: false }
  assert.equal(workLevel('auto', calm), 0)
  assert.equal(workLevel('always', calm), 1)
  for (const sign of ['isBusy', 'isBusyAtRelease', 'triesPeople'] as const) {
    assert.equal(workLevel('auto', { ...calm, [sign]: true }), 1, sign)
  }
  assert.equal(workLevel('auto', { ...calm, isVeryBusy: true }), 2)
  assert.equal(workLevel('auto', { ...calm, isBusy: true, triesPeople: true }), 2)
  assert.equal(workLevel('off', { isBusy: true, isVeryBusy: true, isBusyAtRelease: true, triesPeople: true }), 0)
  assert.deepEqual(
    [-1, 0, 9, 10].map((minutes) => isAtRelease(now, now.add({ minutes }))),
    [false, true, true, false],
  )
})
