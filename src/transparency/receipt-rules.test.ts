import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { auditEntry } from '../platform/audit.ts'
import { formatCheckpoint } from '../platform/tlog/checkpoint.ts'
import { cosign } from '../platform/tlog/cosignature.ts'
import { commitmentTo, leafEntry } from '../platform/tlog/leaf.ts'
import { inclusionProof, leafHash, nodesOf, rootAt } from '../platform/tlog/merkle.ts'
import { signNote } from '../platform/tlog/note.ts'
import { signatureTypes, signerOf } from '../platform/tlog/vkey.ts'
import { formatReceipt, ReceiptError, type ReceiptEvent, type ReceiptFault, verifyReceipt } from './receipt-rules.ts'

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const log = signerOf({ name: 'antre.example/log', type: signatureTypes.log, seed: seed(1) })
const other = signerOf({ name: 'lain.example/log', type: signatureTypes.log, seed: seed(2) })
const witness = signerOf({ name: 'kampus.example', type: signatureTypes.witness, seed: seed(3) })
const stranger = signerOf({ name: 'asing.example', type: signatureTypes.witness, seed: seed(4) })
const keys = { log: log.vkey, witnesses: [witness.vkey] }
const SEEN_S = 1_795_687_200

const traces = Array.from({ length: 11 }, (_, at) =>
  auditEntry({
    officeId: 'wonosobo',
    kind: 'booked',
    at: Temporal.Instant.from('2026-11-26T10:00:00Z'),
    actor: { kind: 'applicant' },
    // One turn's, but the last two: another's, and nobody's.
    details: at === 10 ? { slot: 'b' } : { booking: at === 9 ? 'c' : 'b', change: `b${at}` },
  }),
)
const leaves = traces.map(({ salt, opening }) => leafHash(leafEntry('wonosobo', commitmentTo(salt, opening))))
const nodeAt = nodesOf(leaves)

/** The event of leaf `index`, proven in the tree of `size` leaves. */
function eventOf(index: number, size: number, signer = log, witnessed = witness): ReceiptEvent {
  const text = formatCheckpoint({ origin: signer.vkey.name, size, root: rootAt(size, nodeAt) })
  const checkpoint = signNote(text, [signer]) + cosign({ text, signer: witnessed, time: SEEN_S })
  const { salt, opening } = traces[index]!
  return { salt, opening, proof: { index, hashes: inclusionProof({ index, size }, nodeAt), checkpoint } }
}

const people = ['Bukti giliran', 'Simpan.']
const receipt = formatReceipt(people, [eventOf(3, 7), eventOf(8, 11)])

function faultOf(text: string, against = keys): [ReceiptFault, number] {
  try {
    verifyReceipt(text, against)
  } catch (error) {
    if (error instanceof ReceiptError) return [error.fault, error.event]
    throw error
  }
  return assert.fail('it was taken for true')
}

test('every event is proven, with who has seen it and when', () => {
  const proven = verifyReceipt(receipt, keys)
  assert.deepEqual(proven.map(({ index, size, what }) => [index, size, what.change]), [[3, 7, 'b3'], [8, 11, 'b8']])
  assert.deepEqual(proven[1]!.cosignatures, [{ name: 'kampus.example', timestamp: SEEN_S }])
})

test("without a witness one trusts, it is the log's word alone", () => {
  assert.deepEqual(verifyReceipt(receipt, { ...keys, witnesses: [stranger.vkey] })[0]!.cosignatures, [])
})

test('lines that a mail program has ended otherwise are no forgery', () => {
  assert.equal(verifyReceipt(receipt.replaceAll('\n', '\r\n'), keys).length, 2)
})

describe('named for what it is', () => {
  const one = eventOf(3, 7)
  const { proof } = one
  const made = (change: Partial<ReceiptEvent>): string => formatReceipt(people, [{ ...one, ...change }])
  const changed = (from: string | RegExp, to: string): string => made({}).replace(from, to)
  const byStranger = eventOf(3, 7, log, stranger).proof.checkpoint.replace('asing.example', 'kampus.example')
  const cases: [ReceiptFault, what: string, text: string][] = [
    ['elsewhere', 'another party in the opening', changed('"b3"', '"b4"')],
    ['elsewhere', "another office's opening", changed('"office":"wonosobo"', '"office":"cilacap"')],
    ['elsewhere', 'another salt', made({ salt: traces[4]!.salt })],
    ['elsewhere', 'another index', made({ proof: { ...proof, index: 2 } })],
    ['elsewhere', 'an index beyond the tree', made({ proof: { ...proof, index: 7 } })],
    ['elsewhere', 'a hash of another tree', made({ proof: { ...proof, hashes: proof.hashes.toReversed() } })],
    ['elsewhere', 'a hash too many', made({ proof: { ...proof, hashes: [...proof.hashes, proof.hashes[0]!] } })],
    ['cut', 'a line of the proof is missing', made({ proof: { ...proof, hashes: proof.hashes.slice(0, -1) } })],
    ['origin', "another log's checkpoint", made(eventOf(3, 7, other))],
    ['signature', 'another root', changed(/(?<=\n7\n).*/, proof.hashes[0]!.toBase64())],
    ['signature', "a signature of the log's that is another's", changed(/(?<=— antre\S+ \S{6})\S{4}/, 'AAAA')],
    ['signature', "the witness's name under a stranger's time", changed(/(?<=— kampus\S+ \S{8})\S{4}/, 'AAAA')],
    ['unsigned', 'no signature of the log', changed(/— antre.*\n/, '')],
    ['note', 'cut within the checkpoint', made({}).slice(0, -20)],
    ['proof', 'cut before the checkpoint', made({}).slice(0, made({}).indexOf('\n\nantre') + 2)],
    ['proof', 'a proof of another format', changed('tlog-proof@v1', 'tlog-proof@v9')],
    ['receipt', 'a salt too short', changed(/salt ../, 'salt ')],
    ['receipt', 'no opening', changed(/opening .*\n/, '')],
    ['receipt', 'an opening that is no JSON', changed('opening {', 'opening ')],
    ['receipt', 'a null for an opening', changed(/opening .*/, 'opening null')],
  ]
  for (const [fault, what, text] of cases) test(`${fault}: ${what}`, () => assert.deepEqual(faultOf(text), [fault, 1]))

  test('which of its events it is', () => {
    assert.deepEqual(faultOf(receipt.replace('"b8"', '"b9"')), ['elsewhere', 2])
  })

  test('events of two turns, and one that names none', () => {
    assert.equal(verifyReceipt(formatReceipt(people, [eventOf(9, 11)]), keys).length, 1)
    assert.deepEqual(faultOf(formatReceipt(people, [eventOf(3, 7), eventOf(9, 11)])), ['mixed', 2])
    assert.deepEqual(faultOf(formatReceipt(people, [eventOf(9, 11), eventOf(8, 11), eventOf(3, 7)])), ['mixed', 2])
    assert.deepEqual(faultOf(formatReceipt(people, [eventOf(10, 11)])), ['mixed', 1])
  })

  test('a key of the same name with another id is a stranger to us', () => {
    assert.deepEqual(verifyReceipt(made({ proof: { ...proof, checkpoint: byStranger } }), keys)[0]!.cosignatures, [])
  })

  test('no receipt at all', () => {
    for (const text of ['', 'Halo', `Halo\n${receipt}`, 'x'.repeat(1_000_001)]) {
      assert.deepEqual(faultOf(text), ['receipt', 0])
    }
  })
})

test('no character of what a receipt says can be changed unseen', () => {
  const start = receipt.indexOf('giliran-receipt/1')
  const lastLine = receipt.lastIndexOf('— kampus')
  fc.assert(
    fc.property(fc.integer({ min: start, max: lastLine - 2 }), (place) => {
      const forged = receipt.slice(0, place) + (receipt[place] === '7' ? '8' : '7') + receipt.slice(place + 1)
      try {
        const proven = verifyReceipt(forged, keys)
        // What may be changed is who has signed, never what was: a name that is no longer known says nothing.
        assert.deepEqual(proven.map(({ what }) => what.change), ['b3', 'b8'])
        assert.ok(proven.some(({ cosignatures }) => cosignatures.length === 0))
      } catch (error) {
        assert.ok(error instanceof ReceiptError, String(error))
      }
    }),
    { numRuns: 25 },
  )
})
