import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadConfig } from '../platform/config.ts'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { createLog } from '../platform/log.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { parseVkey } from '../platform/tlog/vkey.ts'
import { UsageError } from './arguments.ts'
import { keygen, run } from './witness.ts'

const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))
const lines: string[] = []
const terminal = { config: loadConfig({}), log: createLog('silent'), say: (line: string) => void lines.push(line) }
const key = join(folder, 'w.key')

test('a key is made for its owner alone, and said by its other half', async () => {
  await keygen([key, '--name', 'witness.kampus.example'], terminal)
  assert.equal(parseVkey(lines.at(-1)!).name, 'witness.kampus.example')
  assert.equal(statSync(key).mode & 0o077, 0)
  const secret = readFileSync(key, 'utf8').trim().split('+').at(-1)!
  assert.ok(!lines.join('\n').includes(secret))
  await assert.rejects(keygen([key, '--name', 'other.example'], terminal), OperatorError)
  await assert.rejects(keygen([key], terminal), UsageError)
})

test('what is missing or wrong is named before anything runs', async () => {
  const logs = join(folder, 'logs')
  writeFileSync(logs, 'log.example/giliran-test+ba1b57d4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c\n')
  const whole = ['--key', key, '--logs', logs, '--state', join(folder, 'state')]
  for (const [args, why] of [
    [[], /--key is missing/],
    [['--key', key], /--logs is missing/],
    [whole.slice(0, 4), /--state is missing/],
    [[...whole, '--listen', '3100'], /--listen is HOST:PORT/],
    [[...whole, '--listen', '127.0.0.1:99999'], /--listen is HOST:PORT/],
    [[...whole, '--port', '1'], /--port/],
  ] as const) {
    await assert.rejects(run([...args], terminal), (error) => error instanceof UsageError && why.test(error.message))
  }
  await assert.rejects(run([...whole.slice(0, 5), join(key, 'no-folder')], terminal), OperatorError)
})
