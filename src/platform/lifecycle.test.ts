import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { openLifecycle } from './lifecycle.ts'
import { createLog } from './log.ts'

function opened(t: TestContext, finishes = false) {
  const { promise: exited, resolve } = Promise.withResolvers<number>()
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  const lifecycle = openLifecycle(log, { exit: resolve, finishes })
  t.after(() => lifecycle.release())
  return { lifecycle, exited, lines }
}

test('a signal ends what was started in the reverse order, then exits with 0', async (t) => {
  const { lifecycle, exited } = opened(t)
  const ended: string[] = []
  for (const what of ['database', 'jobs', 'http']) lifecycle.onStop(what, () => void ended.push(what))
  process.emit('SIGTERM', 'SIGTERM')
  assert.equal(await exited, 0)
  assert.deepEqual(ended, ['http', 'jobs', 'database'])
})

test('a step that fails does not keep the ones after it from their end', async (t) => {
  const { lifecycle, exited, lines } = opened(t)
  const ended: string[] = []
  lifecycle.onStop('database', () => void ended.push('database'))
  lifecycle.onStop('http', () => Promise.reject(new Error('still busy')))
  process.emit('SIGINT', 'SIGINT')
  assert.equal(await exited, 0)
  assert.deepEqual(ended, ['database'])
  assert.match(lines.join(''), /still busy/)
})

test('npm repeats a Ctrl-C at once, which does not force; a later one does', async (t) => {
  let now = 10_000
  t.mock.method(performance, 'now', () => now)
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { lifecycle, exited } = opened(t)
  lifecycle.onStop('a hanging step', () => new Promise(() => undefined))
  process.emit('SIGINT', 'SIGINT')
  now += 50
  process.emit('SIGINT', 'SIGINT')
  const early = await Promise.race([exited, new Promise((resolve) => setImmediate(resolve, 'waiting'))])
  assert.equal(early, 'waiting')
  now += 2_000
  process.emit('SIGINT', 'SIGINT')
  assert.equal(await exited, 130)
})

test('a command that a signal cuts off does not end as if it had finished', async (t) => {
  const { exited } = opened(t, true)
  process.emit('SIGTERM', 'SIGTERM')
  assert.equal(await exited, 130)
})

test('stop by hand runs every step once', async (t) => {
  const { lifecycle } = opened(t)
  let times = 0
  lifecycle.onStop('once', () => void times++)
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  assert.equal(times, 1)
})
