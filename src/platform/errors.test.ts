import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { problemTypes } from './errors.ts'
import { translator } from './i18n/index.ts'

test('the manual and the table of problems say the same', async () => {
  const manual = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8')
  const rows = [...manual.matchAll(/^\| ([a-z-]+) \| (\d{3}) \|/gm)].map(([, type, status]) => [type, Number(status)])
  assert.deepEqual(Object.fromEntries(rows), problemTypes)
  assert.equal(rows.length, Object.keys(problemTypes).length)
})

test('every problem has its title in both languages', () => {
  for (const type of Object.keys(problemTypes) as (keyof typeof problemTypes)[]) {
    const key = `platform.problems.${type}.title` as const
    assert.notEqual(translator('id')(key), translator('en')(key), type)
  }
})
