import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { channels, type MessageChannel, messageStates } from './model.ts'
import { afterReport, type Standing } from './report-rules.ts'

type ReportPart = Parameters<typeof afterReport>[1]

const standing: fc.Arbitrary<Standing> = fc.record({
  state: fc.constantFrom(...messageStates),
  channel: fc.option(fc.constantFrom(...channels), { nil: undefined }),
  refused: fc.uniqueArray(fc.constantFrom(...channels)),
  providerId: fc.constantFrom(undefined, 'a', 'b'),
})
const report: fc.Arbitrary<ReportPart> = fc.record({
  channel: fc.constantFrom('whatsapp', 'sms'),
  state: fc.constantFrom('sent', 'delivered', 'failed'),
  providerId: fc.constantFrom(undefined, 'a', 'b'),
})

/** What src/notify/reports.ts writes. */
function write(one: Standing, { channel, providerId }: ReportPart, change: ReturnType<typeof afterReport>): Standing {
  if (change === undefined) return one
  if (change === 'next') return { state: 'waiting', channel, refused: [...one.refused, channel], providerId: undefined }
  return one.state === 'sent' ? { ...one, state: change } : { ...one, state: change, channel, providerId }
}
const apply = (one: Standing, told: ReportPart): Standing => write(one, told, afterReport(one, told))

const rank = { waiting: 0, sending: 0, dead: 0, dropped: 0, sent: 1, delivered: 2 }

test('a message goes forward; only a failure of its own channel takes it back', () => {
  fc.assert(
    fc.property(standing, fc.array(report, { maxLength: 12 }), (first, reports) => {
      let one = first
      for (const told of reports) {
        const next = apply(one, told)
        if (rank[next.state] < rank[one.state]) {
          assert.equal(told.state, 'failed')
          assert.equal(one.channel, told.channel)
          assert.notEqual(one.state, 'delivered')
        }
        if (one.state === 'delivered' || one.state === 'dropped') assert.equal(next, one)
        one = next
      }
    }),
  )
})

test('what is told a second time changes nothing', () => {
  fc.assert(
    fc.property(standing, report, (first, told) => {
      const once = apply(first, told)
      assert.equal(apply(once, told), once)
    }),
  )
})

const of = (state: Standing['state'], more: Partial<Standing> = {}): Standing => ({
  state,
  channel: 'whatsapp',
  refused: [],
  providerId: undefined,
  ...more,
})
const whatsapp = (state: ReportPart['state'], providerId?: string): ReportPart => ({
  channel: 'whatsapp',
  state,
  providerId,
})
const given: MessageChannel[] = ['whatsapp']

test('examples', () => {
  // The answer was lost, or is still awaited.
  assert.equal(afterReport(of('waiting'), whatsapp('sent')), 'sent')
  assert.equal(afterReport(of('sending', { channel: undefined }), whatsapp('delivered')), 'delivered')
  assert.equal(afterReport(of('sending'), whatsapp('failed')), 'next')
  // It was given up, and goes by SMS now: that it once left is too little, that it arrived is not.
  assert.equal(afterReport(of('waiting', { channel: 'sms', refused: given }), whatsapp('sent')), undefined)
  assert.equal(afterReport(of('waiting', { channel: 'sms', refused: given }), whatsapp('delivered')), 'delivered')
  assert.equal(afterReport(of('dead', { refused: given }), whatsapp('delivered')), 'delivered')
  // Sent by another channel, or at another try.
  assert.equal(afterReport(of('sent', { channel: 'sms', refused: given }), whatsapp('failed')), undefined)
  assert.equal(afterReport(of('sent', { channel: 'sms', refused: given }), whatsapp('delivered')), undefined)
  assert.equal(afterReport(of('sent', { providerId: 'a' }), whatsapp('failed', 'b')), undefined)
  assert.equal(afterReport(of('sent', { providerId: 'a' }), whatsapp('failed', 'a')), 'next')
  // Out of order.
  assert.equal(afterReport(of('delivered'), whatsapp('sent')), undefined)
  assert.equal(afterReport(of('delivered'), whatsapp('failed')), undefined)
  assert.equal(afterReport(of('waiting', { refused: given }), whatsapp('failed')), undefined)
})
