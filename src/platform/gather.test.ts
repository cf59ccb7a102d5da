import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gather } from './gather.ts'

test('what is asked within a moment is one run, and each gets its own answer', async () => {
  const runs: number[][] = []
  const double = gather(async (asked: readonly number[]) => {
    runs.push([...asked])
    return asked.map((one) => one * 2)
  })
  assert.deepEqual(await Promise.all([1, 2, 3].map(double)), [2, 4, 6])
  assert.deepEqual(await Promise.all([4, 5].map(double)), [8, 10])
  assert.deepEqual(runs, [[1, 2, 3], [4, 5]])
})

test('a run that fails is heard by all who are in it, and by nobody after', async () => {
  let fails = true
  const ask = gather(async (asked: readonly number[]) => {
    if (fails) throw new Error('gone')
    return asked
  })
  const ended = await Promise.allSettled([1, 2].map(ask))
  assert.deepEqual(ended.map(({ status }) => status), ['rejected', 'rejected'])
  fails = false
  assert.equal(await ask(3), 3)
})
