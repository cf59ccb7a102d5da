import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import test from 'node:test'
import { ended } from '../../src/platform/database/embedded/postmaster.ts'
import { interrupt, openMachine } from './processes.ts'

// Goal: no way of starting, stopping or killing leaves data that cannot be started again,
// or a server that nobody stops.
// How: real processes and signals, on a data folder of each test's own.
const options = { timeout: 60_000, concurrency: 1 }

test('Ctrl-C ends the app, then its database; the next start finds the data', options, async (t) => {
  const machine = await openMachine(t)
  const first = machine.startApp()
  await first.ready
  interrupt(first)
  // npm passes the same Ctrl-C on to its child once more.
  interrupt(first)
  assert.deepEqual(await first.ended.then(({ code, output }) => ({ code, lines: output.split('\n').length })), {
    code: 0,
    lines: 2,
  })
  assert.equal(await machine.postmaster(), undefined)
  const second = machine.startApp()
  assert.equal((await second.ready).adopted, false)
  interrupt(second)
  assert.equal((await second.ended).code, 0)
})

test('`giliran start` says where to open it, and Ctrl-C ends it', options, async (t) => {
  const machine = await openMachine(t)
  const app = machine.giliran(['start'], { PORT: '0' })
  const [, address] = await app.says(/ready at (http:\S+)/)
  assert.equal((await fetch(`${address}/api/v1/offices`)).status, 200)
  interrupt(app)
  assert.equal((await app.ended).code, 0)
  assert.equal(await machine.postmaster(), undefined)
})

test('an app that ends in a hurry takes its database with it', options, async (t) => {
  const machine = await openMachine(t)
  const app = machine.startApp()
  const { address } = await app.ready
  const postmaster = (await machine.postmaster())!
  await assert.rejects(fetch(`${address}/exit`))
  assert.equal((await app.ended).code, 7)
  assert.ok(await ended(postmaster, 30_000))
})

test('a database whose app was killed is adopted, and stopped at the end', options, async (t) => {
  const machine = await openMachine(t)
  const killed = machine.startApp()
  const { url } = await killed.ready
  const postmaster = await machine.postmaster()
  process.kill(-killed.child.pid!, 'SIGKILL')
  await killed.ended
  const next = machine.startApp()
  const ready = await next.ready
  assert.equal(ready.adopted, true)
  assert.equal(ready.url, url)
  assert.equal(await machine.postmaster(), postmaster)
  assert.match(await (await fetch(ready.address)).text(), /^\d+\.\d+/)
  interrupt(next)
  assert.equal((await next.ended).code, 0)
  assert.ok(await ended(postmaster!, 0))
})

test('the file of a killed database is no obstacle, even if its number lives again', options, async (t) => {
  const machine = await openMachine(t)
  const killed = machine.startApp()
  await killed.ready
  const postmaster = (await machine.postmaster())!
  process.kill(-killed.child.pid!, 'SIGKILL')
  process.kill(postmaster, 'SIGKILL')
  await killed.ended
  assert.ok(await ended(postmaster, 10_000))
  const file = join(machine.dataDir, 'postgres', 'postmaster.pid')
  const socket = join(machine.dataDir, 'socket')
  await writeFile(file, [process.pid, join(machine.dataDir, 'postgres'), 1, 5432, socket, '', ''].join('\n'))
  const next = machine.startApp()
  assert.equal((await next.ready).adopted, false)
  interrupt(next)
  assert.equal((await next.ended).code, 0)
})

test('a second start on live data names the running one and leaves it alone', options, async (t) => {
  const machine = await openMachine(t)
  const running = machine.startApp()
  const { address } = await running.ready
  const second = await machine.startApp().ended
  assert.equal(second.code, 1)
  assert.match(second.output, new RegExp(`process ${running.child.pid}, since .* already uses .* at ${address};`))
  assert.equal((await fetch(address)).status, 200)
})

test('of two starts at once on a new folder one runs', options, async (t) => {
  const machine = await openMachine(t)
  const both = [machine.startApp(), machine.startApp()]
  const outcomes = await Promise.all(
    both.map((one) => Promise.race([one.ready.then(() => 'ready', () => 'refused'), one.ended.then(() => 'refused')])),
  )
  assert.deepEqual(outcomes.toSorted(), ['ready', 'refused'])
})

test('a database that dies is started again under the same address', options, async (t) => {
  const machine = await openMachine(t)
  const app = machine.startApp()
  const { address } = await app.ready
  const postmaster = (await machine.postmaster())!
  process.kill(postmaster, 'SIGKILL')
  assert.ok(await ended(postmaster, 10_000))
  // Asking again is the only way to see it: the app has nobody to tell.
  while ((await fetch(address)).status !== 200) continue
  assert.notEqual(await machine.postmaster(), postmaster)
  interrupt(app)
  assert.equal((await app.ended).code, 0)
})

test('a command shares the database of a running app, and else starts it for itself', options, async (t) => {
  const machine = await openMachine(t)
  const alone = await machine.giliran(['migrate']).ended
  assert.deepEqual({ code: alone.code, output: alone.output.slice(0, 9) }, { code: 0, output: 'Applied 1' })
  assert.equal(await machine.postmaster(), undefined)
  const app = machine.startApp()
  const { address } = await app.ready
  const beside = await machine.giliran(['migrate']).ended
  assert.deepEqual(beside, { code: 0, signal: null, output: 'Nothing to do: the database is up to date\n' })
  assert.equal((await fetch(address)).status, 200)
})

test('wrong settings are all named at once, without their values', options, async (t) => {
  const machine = await openMachine(t)
  const wrong = machine.giliran(['migrate'], { PORT: 'secret', DATABASE_URL: 'mysql://secret' })
  const { code, output } = await wrong.ended
  assert.equal(code, 1)
  assert.match(output, /PORT must be a port/)
  assert.match(output, /DATABASE_URL must be like postgresql:/)
  assert.doesNotMatch(output, /secret/)
})

test('wrong arguments end with 2 and the usage', options, async (t) => {
  const machine = await openMachine(t)
  const { code, output } = await machine.giliran(['backup', 'a', 'b']).ended
  assert.equal(code, 2)
  assert.equal(output, 'giliran backup: "b" is one too many\nUsage: giliran backup FILE\n')
})

test('a port in use, a host not here and a database not there are each one line', options, async (t) => {
  const machine = await openMachine(t)
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  t.after(() => taken.close())
  const port = String((taken.address() as AddressInfo).port)
  const busy = await machine.giliran(['start'], { PORT: port, LOG_LEVEL: 'silent' }).ended
  assert.deepEqual(busy, {
    code: 1,
    signal: null,
    output: `giliran start: port ${port} of 127.0.0.1 is in use already; stop what uses it, or set another PORT\n`,
  })
  const away = await machine.giliran(['start'], { PORT: '0', HOST: '203.0.113.1', LOG_LEVEL: 'silent' }).ended
  assert.equal(away.code, 1)
  assert.match(away.output, /^giliran start: 203\.0\.113\.1:0 cannot be listened on \(.+\); see HOST and PORT\n$/)
  const url = 'postgresql://me:secret@127.0.0.1:1/queue'
  const lost = await machine.giliran(['start'], { DATABASE_URL: url }).ended
  assert.equal(lost.code, 1)
  assert.match(lost.output, /^giliran start: the database queue at 127\.0\.0\.1:1 does not let me in \(.+\).+URL\n$/)
  assert.doesNotMatch(lost.output, /secret/)
})

test('`giliran claim release` without a NIK says so', options, async (t) => {
  const machine = await openMachine(t)
  const { code, output } = await machine.giliran(['claim', 'release']).ended
  assert.deepEqual({ code, output }, {
    code: 1,
    output: 'giliran claim release: no NIK was given; nothing was released\n',
  })
})
