import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog } from './log.ts'

function capture(): { lines: string[]; write(line: string): void } {
  const lines: string[] = []
  return { lines, write: (line) => void lines.push(line) }
}

// Goal: nothing personal or secret reaches a log, even where a caller is careless.
test('what could name a person or open a ticket is left out, at any of three depths', () => {
  const sink = capture()
  const log = createLog('info', sink)
  const secret = '3307011505900001'
  log.info({ nik: secret, key: secret, body: { people: [{ nik: secret }] } }, 'one')
  log.info({ request: { url: `/t/${secret}`, headers: { authorization: secret } }, contact: secret }, 'two')
  log.info({ a: { b: { password: secret, name: secret } } }, 'three')
  assert.equal(sink.lines.length, 3)
  assert.doesNotMatch(sink.lines.join(''), new RegExp(secret))
})

test('an error keeps what helps to find it, and not the row it quotes', () => {
  const sink = capture()
  const log = createLog('info', sink)
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'booking_code_key',
    detail: 'Key (code)=(WSB-SECRET) already exists.',
    parameters: ['SECRET'],
  })
  log.error({ err: new Error('wrapped', { cause: error }) }, 'failed')
  const line = JSON.parse(sink.lines[0]!)
  assert.equal(line.err.cause.constraint, 'booking_code_key')
  assert.equal(line.err.cause.code, '23505')
  assert.doesNotMatch(sink.lines[0]!, /SECRET/)
})
