import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { parseSlotsText, slotsReloadText, slotsTopicTexts } from './topic.ts'

const number = fc.nat(2 ** 31 - 1)
const counts = fc.record(
  { slotId: fc.bigInt(1n, 2n ** 63n - 1n).map(String), capacity: number, taken: number, withheld: number },
  { noNullPrototype: true },
)

test('what is told is what is heard, in order, in messages that NOTIFY can carry', () => {
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 600 }), (told) => {
      const texts = slotsTopicTexts('wonosobo', told)
      assert.ok(texts.every((text) => Buffer.byteLength(`slots ${text}`) < 7900))
      const heard = texts.flatMap((text) => parseSlotsText(text) ?? assert.fail(text))
      assert.deepEqual(heard.flatMap((one) => one.counts ?? assert.fail()), told)
      assert.ok(heard.every((one) => one.officeId === 'wonosobo'))
    }),
  )
})

test('a reload names the office and no counts', () => {
  assert.deepEqual(parseSlotsText(slotsReloadText('wonosobo')), [{ officeId: 'wonosobo' }])
})

test('nothing to tell is no message', () => {
  assert.deepEqual(slotsTopicTexts('wonosobo', []), [])
})

test('a text of another form is not half understood', () => {
  for (const text of ['', 'wonosobo', ' 1:2:3:4', 'wonosobo 1:2:3', 'wonosobo 1:2:3:4,', 'wonosobo 1:2:3:-4']) {
    assert.equal(parseSlotsText(text), undefined, text)
  }
})
