import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadReferenceData } from '../offices/index.ts'
import { systemClock } from '../platform/clock.ts'
import { loadConfig } from '../platform/config.ts'
import { makeKeyFile } from '../platform/crypto/index.ts'
import { temporaryFolder } from '../platform/database/test-server.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { createLog } from '../platform/log.ts'
import { UsageError } from './arguments.ts'
import { add, close, list, reset } from './staff.ts'
import type { Terminal } from './verbs.ts'

const database = await testDatabase({ after })
const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
after(() => rmSync(folder, { recursive: true }))
const keys = join(folder, 'keys.json')
writeFileSync(keys, JSON.stringify(makeKeyFile()))
const config = loadConfig({ DATABASE_URL: database.url, GILIRAN_KEYS: keys, PUBLIC_URL: 'https://giliran.example' })
await loadReferenceData({ database, clock: systemClock })

/** Runs a verb as the command line does; returns its exit code and what it said. */
async function run(verb: (args: string[], terminal: Terminal) => Promise<number | void>, ...args: string[]) {
  const lines: string[] = []
  const terminal = { config, log: createLog('silent'), say: (line: string) => void lines.push(line) }
  const code = (await verb(args, terminal)) ?? 0
  return { code, said: lines.join('\n') }
}

const rina = ['--name', 'rina', '--display', 'Rina Wulandari', '--role', 'counter', '--office', 'wonosobo']

test('an account is made, listed, reset and closed', async () => {
  assert.match((await run(list)).said, /no accounts yet/)
  const made = await run(add, ...rina)
  const password = /^rina: one-time password (([0-9a-z]{4}-){3}[0-9a-z]{4})$/m.exec(made.said)?.[1]
  assert.ok(password, made.said)
  assert.match(made.said, /https:\/\/giliran\.example\/staff\/sign-in/)
  assert.match((await run(list)).said, /^rina\s+counter\s+wonosobo\s+first sign-in to come$/)
  const again = await run(reset, 'rina')
  assert.match(again.said, /one-time password/)
  assert.ok(!again.said.includes(password))
  assert.equal((await run(close, 'rina')).code, 0)
  assert.match((await run(list)).said, /closed$/)
  for (const verb of [close, reset]) {
    const { code, said } = await run(verb, 'rina')
    assert.equal(code, 1)
    assert.match(said, /no open account rina/)
  }
})

test('several offices, and headquarters without one', async () => {
  const shared = ['--display', 'Bagus', '--office', 'wonosobo', '--office', 'cilacap']
  await run(add, '--name', 'bagus', '--role', 'supervisor', ...shared)
  await run(add, '--name', 'pusat', '--display', 'Made', '--role', 'headquarters')
  const { said } = await run(list)
  assert.match(said, /^bagus\s+supervisor\s+wonosobo, cilacap/m)
  assert.match(said, /^pusat\s+headquarters\s+all offices/m)
})

test('what cannot be is said in one go, with what to write instead', async () => {
  const fails = async (what: RegExp, ...args: string[]): Promise<void> => {
    await assert.rejects(run(add, ...args), (error) => error instanceof OperatorError && what.test(error.message))
  }
  const others = ['--display', 'Wati', '--role', 'counter']
  await fails(/no office atlantis/, '--name', 'wati', ...others, '--office', 'atlantis')
  await fails(/Name the office/, '--name', 'wati', ...others)
  await fails(/small letters[\s\S]*Name the office/, '--name', 'W!', ...others)
  await fails(/another name/, '--name', 'rina', ...others, '--office', 'wonosobo')
  await assert.rejects(run(add, '--name', 'wati', '--display', 'Wati', '--role', 'boss'), UsageError)
  await assert.rejects(run(add, '--role', 'counter'), UsageError)
})
