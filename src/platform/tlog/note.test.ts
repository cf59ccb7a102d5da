import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fromBase64, fromHex, readDecimal, toBase64, toHex } from './bytes.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { cosign, signatureLine } from './cosignature.ts'
import { TlogError, type TlogFault } from './fault.ts'
import { cosignedMessage, mlDsa44 } from './node-ml-dsa.ts'
import { openNote, signNote, splitNote } from './note.ts'
import { formatProof, parseProof } from './proof.ts'
import {
  formatSkey,
  formatVkey,
  parseSkey,
  parseVkey,
  type Signer,
  signatureTypes,
  signerOf,
  vkeyOf,
} from './vkey.ts'

const vectors = JSON.parse(readFileSync(new URL('../../../test/vectors/notes.json', import.meta.url), 'utf8')) as {
  upstream: { name: string; vkey: string; skey?: string; note: string }[]
  selfmade: {
    log: { vkey: string; seed: string }
    witness: { vkey: string; seed: string; time: number }
    checkpoint: string
    tlog_proof_leaf5_40414243: string
  }
}
const { selfmade } = vectors
const [log, witness] = [parseVkey(selfmade.log.vkey), parseVkey(selfmade.witness.vkey)]
const logSigner = signerOf({ name: log.name, type: signatureTypes.log, seed: fromHex(selfmade.log.seed)! })
const witnessSigner = signerOf({
  name: witness.name,
  type: signatureTypes.witness,
  seed: fromHex(selfmade.witness.seed)!,
})
const signerNamed = (name: string, byte: number): Signer =>
  signerOf({ name, type: signatureTypes.log, seed: new Uint8Array(32).fill(byte) })

function faultOf(act: () => unknown): TlogFault {
  try {
    act()
  } catch (error) {
    if (error instanceof TlogError) return error.fault
    throw error
  }
  return assert.fail('nothing was refused')
}

describe('vectors', () => {
  for (const { name, vkey, skey, note } of vectors.upstream) {
    test(name, () => {
      const key = parseVkey(vkey)
      assert.equal(formatVkey(key), vkey)
      const { text, signatures } = openNote(note, [key])
      assert.equal(signatures.length, 1)
      if (skey) assert.equal(signNote(text, [parseSkey(skey)]), note)
    })
  }

  test('a checkpoint with its cosignature, made again byte by byte', () => {
    const { origin, size, root, text, cosignatures } = openCheckpoint(selfmade.checkpoint, {
      log,
      witnesses: [witness],
    })
    assert.deepEqual(cosignatures, [{ name: witness.name, timestamp: selfmade.witness.time }])
    const signed = signNote(formatCheckpoint({ origin, size, root }), [logSigner])
    assert.equal(signed + cosign({ text, signer: witnessSigner, time: selfmade.witness.time }), selfmade.checkpoint)
    assert.equal(formatVkey(witnessSigner.vkey), selfmade.witness.vkey)
  })

  test('a proof', () => {
    const proof = parseProof(selfmade.tlog_proof_leaf5_40414243)
    assert.equal(proof.index, 5)
    assert.equal(proof.checkpoint, selfmade.checkpoint)
    assert.equal(formatProof(proof), selfmade.tlog_proof_leaf5_40414243)
    const extra = selfmade.tlog_proof_leaf5_40414243.replace('\nindex', '\nextra AAAA\nindex')
    assert.deepEqual(parseProof(extra), proof)
  })
})

describe('keys', () => {
  test('a plus in the base64 of a key is no end of it', () => {
    const names = Array.from({ length: 200 }, (_, byte) => formatVkey(signerNamed('a.example', byte).vkey))
    const withPlus = names.filter((vkey) => vkey.split('+').length > 3)
    assert.ok(withPlus.length > 10)
    for (const vkey of withPlus) assert.equal(formatVkey(parseVkey(vkey)), vkey)
  })

  test('a private key comes back, and tells nothing when it is wrong', () => {
    const seed = new Uint8Array(32).fill(7)
    const text = formatSkey({ name: 'w.example', type: signatureTypes.witness, seed })
    assert.deepEqual(parseSkey(text).vkey, signerOf({ name: 'w.example', type: signatureTypes.witness, seed }).vkey)
    assert.throws(
      () => parseSkey(text.replace('w.example', 'x.example')),
      (error: Error) => error instanceof TlogError && !error.message.includes(text.split('+').at(-1)!),
    )
  })

  const [name, id, ...rest] = selfmade.log.vkey.split('+')
  const key = rest.join('+')
  const wrong: Record<string, string> = {
    'no name': `+${id}+${key}`,
    'a space in the name': `log example+${id}+${key}`,
    'another name': `other.example+${id}+${key}`,
    'another id': `${name}+00000000+${key}`,
    'an id in capitals': `${name}+${id!.toUpperCase()}+${key}`,
    'a short key': `${name}+${id}+${toBase64(fromBase64(key)!.subarray(0, 32))}`,
    'an unknown type': `${name}+${id}+${toBase64(Uint8Array.of(7, ...log.publicKey))}`,
    'too short for its type': `${name}+${id}+${toBase64(Uint8Array.of(6, ...log.publicKey))}`,
    'base64 with a bit too many': `${name}+${id}+${key.slice(0, -1)}d`,
    nothing: '',
  }
  for (const [what, text] of Object.entries(wrong)) {
    test(`refused: ${what}`, () => assert.equal(faultOf(() => parseVkey(text)), 'vkey'))
  }
})

describe('notes', () => {
  const [a, b] = [signerNamed('a.example', 1), signerNamed('b.example', 2)]

  test('the last empty line parts text and signatures', () => {
    const text = 'one\n\n— a.example AAAAAAAA\n\ntwo\n'
    const note = signNote(text, [a])
    assert.equal(openNote(note, [a.vkey]).text, text)
  })

  test('unknown keys are ignored, also one of the same name; alone they are not enough', () => {
    const other = signerNamed('a.example', 3)
    const note = signNote('text\n', [other, a, b])
    const { text, signatures } = openNote(note, [a.vkey])
    assert.deepEqual(signatures.map(({ vkey }) => vkey), [a.vkey])
    assert.equal(`${text}\n${signatures[0]!.line}`, signNote(text, [a]))
    assert.equal(faultOf(() => openNote(signNote('text\n', [other, b]), [a.vkey])), 'unsigned')
  })

  test('a bad signature of a known key refuses the note, whoever else has signed it', () => {
    const [good, bad] = [signNote('text\n', [a]), signNote('else\n', [b]).split('\n\n')[1]!]
    assert.equal(faultOf(() => openNote(good + bad, [a.vkey, b.vkey])), 'signature')
    assert.equal(openNote(good + bad, [a.vkey]).signatures.length, 1)
  })

  test('a line of a known key counts once, however often it stands there', () => {
    const note = signNote('text\n', [a])
    const line = note.split('\n\n')[1]!
    assert.equal(openNote(note + line.repeat(99), [a.vkey]).signatures.length, 1)
    const again = selfmade.checkpoint + selfmade.checkpoint.trimEnd().split('\n').at(-1)! + '\n'
    assert.equal(openCheckpoint(again, { log, witnesses: [witness] }).cosignatures.length, 1)
  })

  test('so many lines of known keys are verified and no more; of unknown ones it may have more', () => {
    const cosigned = (count: number): string =>
      Array.from({ length: count }, (_, time) => cosign({ text: 'text\n', signer: witnessSigner, time })).join('')
    const note = signNote('text\n', [a])
    assert.equal(openNote(note + cosigned(31), [a.vkey, witness]).signatures.length, 32)
    assert.equal(faultOf(() => openNote(note + cosigned(32), [a.vkey, witness])), 'note')
    assert.equal(openNote(note + cosigned(99), [a.vkey]).signatures.length, 1)
    // Before anything is verified: forged lines cost nothing.
    const forged = Array.from({ length: 99 }, (_, n) => signatureLine(a.vkey, new Uint8Array(64).fill(n))).join('')
    assert.equal(faultOf(() => openNote(note + forged, [a.vkey])), 'note')
  })

  const note = signNote('text\n', [a])
  const wrong: Record<string, string> = {
    'no signature': 'text\n\n',
    'no empty line': note.replace('\n\n', '\n'),
    'no text': note.slice('text\n'.length),
    'no newline at the end': note.slice(0, -1),
    'a hyphen for the dash': note.replace('—', '-'),
    'two spaces': note.replace(' a.example ', '  a.example '),
    'base64 cut': note.slice(0, -3) + '\n',
    'a carriage return': note.replace('text\n', 'text\r\n'),
    'half a character': note.replace('text', 'te\ud800xt'),
    'nothing but an id': 'text\n\n— a.example AAAAAA==\n',
    'a hundred and one signatures': note + note.split('\n\n')[1]!.repeat(100),
  }
  for (const [what, text] of Object.entries(wrong)) {
    test(`refused: ${what}`, () => assert.equal(faultOf(() => openNote(text, [a.vkey])), 'note'))
  }

  test('any text goes there and back, and any changed character is seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (words, at) => {
        const text = `words: ${words}\n`
        const note = signNote(text, [a])
        assert.equal(openNote(note, [a.vkey]).text, text)
        const place = at % (note.length - 1)
        const changed = note.slice(0, place) + (note[place] === 'x' ? 'y' : 'x') + note.slice(place + 1)
        assert.throws(() => openNote(changed, [a.vkey]), TlogError)
      }),
      { numRuns: 10 },
    )
  })
})

describe('checkpoints', () => {
  const { text } = splitNote(selfmade.checkpoint)
  const wrong: Record<string, string> = {
    'two lines': text.split('\n').slice(0, 2).join('\n') + '\n',
    'an empty line after it': `${text}\n`,
    'a size with a zero before it': text.replace('\n8\n', '\n08\n'),
    'a negative size': text.replace('\n8\n', '\n-8\n'),
    'a size beyond counting': text.replace('\n8\n', '\n9007199254740992\n'),
    'a root of 31 bytes': text.replace(/(?<=\n8\n).*/, toBase64(new Uint8Array(31))),
    'a root in hex': text.replace(/(?<=\n8\n).*/, toHex(new Uint8Array(32))),
  }
  for (const [what, changed] of Object.entries(wrong)) {
    test(`refused: ${what}`, () => assert.equal(faultOf(() => parseCheckpoint(changed)), 'checkpoint'))
  }

  test('lines of extension are let pass, and are signed too', () => {
    const extended = signNote(`${text}more\n`, [logSigner])
    assert.equal(openCheckpoint(extended, { log }).size, 8)
    assert.equal(faultOf(() => openCheckpoint(extended.replace('more', 'less'), { log })), 'signature')
  })

  test("another log's checkpoint is called so, and a witness alone makes none", () => {
    const other = signerNamed('other.example', 9)
    const theirs = signNote(text.replace(log.name, 'other.example'), [other])
    assert.equal(faultOf(() => openCheckpoint(theirs, { log })), 'origin')
    // Its own log has signed it with this log's key: what counts is what was signed.
    const borrowed = signNote(text.replace(log.name, 'other.example'), [logSigner])
    assert.equal(faultOf(() => openCheckpoint(borrowed, { log })), 'origin')
    const alone = `${text}\n${cosign({ text, signer: witnessSigner, time: 1 })}`
    assert.equal(faultOf(() => openCheckpoint(alone, { log, witnesses: [witness] })), 'unsigned')
  })

  test("a cosignature's time is signed with it", () => {
    const line = selfmade.checkpoint.trimEnd().split('\n').at(-1)!
    const bytes = fromBase64(line.split(' ')[2]!)!
    // The last byte of the time: ids are four bytes, the time eight.
    bytes[11]! -= 1
    const earlier = selfmade.checkpoint.replace(line, `— ${witness.name} ${toBase64(bytes)}`)
    assert.equal(faultOf(() => openCheckpoint(earlier, { log, witnesses: [witness] })), 'signature')
    assert.deepEqual(openCheckpoint(earlier, { log }).cosignatures, [])
  })
})

describe('witnesses by ML-DSA-44', () => {
  // A known answer: the structure as c2sp.org/tlog-cosignature writes it down, byte by byte.
  const { text } = splitNote(selfmade.checkpoint)
  const { origin, size, root } = parseCheckpoint(text)
  const { publicKey, privateKey } = generateKeyPairSync('ml-dsa-44')
  const vkey = vkeyOf({
    name: 'pq.example/w1',
    type: signatureTypes.witnessMlDsa,
    publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }).subarray(-1312)),
  })
  const timeOf = (seconds: number): Buffer => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(BigInt(seconds))
    return bytes
  }
  const messageAt = (seconds: number): Buffer =>
    Buffer.concat([
      Buffer.from('subtree/v1\n\0', 'latin1'),
      Buffer.from(`\u000d${vkey.name}`, 'latin1'),
      timeOf(seconds),
      Buffer.of(Buffer.byteLength(origin)), Buffer.from(origin),
      timeOf(0), timeOf(size),
      root,
    ])
  const lineAt = (seconds: number): string =>
    signatureLine(vkey, Buffer.concat([timeOf(seconds), sign(null, messageAt(seconds), privateKey)]))
  const open = (note: string) => openCheckpoint(note, { log, witnesses: [witness, vkey], mlDsa44 })
  const seen = { name: witness.name, timestamp: selfmade.witness.time }

  test('its key goes there and back, and its message is the structure of the format', () => {
    assert.deepEqual(parseVkey(formatVkey(vkey)), vkey)
    assert.deepEqual(cosignedMessage(text, { name: vkey.name, time: timeOf(1_700_000_000) }), messageAt(1_700_000_000))
    assert.equal(cosignedMessage(text, { name: 'w'.repeat(256), time: timeOf(1) }), undefined)
  })

  test('node verifies it; without that, as in browsers, it is ignored', () => {
    const note = selfmade.checkpoint + lineAt(1_700_000_000)
    assert.deepEqual(open(note).cosignatures, [seen, { name: vkey.name, timestamp: 1_700_000_000 }])
    assert.deepEqual(openCheckpoint(note, { log, witnesses: [witness, vkey] }).cosignatures, [seen])
    const extended = signNote(`${text}more\n`, [logSigner]) + lineAt(5)
    assert.deepEqual(open(extended).cosignatures, [{ name: vkey.name, timestamp: 5 }], 'extension lines are not signed')
  })

  test('a time of zero tells no time', () => {
    const { signatures } = openNote(selfmade.checkpoint + lineAt(0), [vkey], mlDsa44)
    assert.equal(signatures.length, 1)
    assert.deepEqual(open(selfmade.checkpoint + lineAt(0)).cosignatures, [seen])
  })

  test('another time, tree, log or witness is not what it has signed', () => {
    const bytes = Buffer.from(lineAt(1_700_000_000).trimEnd().split(' ')[2]!, 'base64')
    bytes[11]! -= 1
    const earlier = signatureLine(vkey, bytes.subarray(4))
    const [other, further] = [
      signNote(formatCheckpoint({ origin, size: size + 1, root }), [logSigner]),
      signNote(formatCheckpoint({ origin: 'b.example', size, root }), [signerNamed('b.example', 2)]),
    ]
    const named = vkeyOf({ ...vkey, name: 'pq.example/w2' })
    const signature = Buffer.from(lineAt(7).trimEnd().split(' ')[2]!, 'base64').subarray(4)
    const refused: [string, Parameters<typeof openCheckpoint>[1]][] = [
      [selfmade.checkpoint + earlier, { log, witnesses: [vkey] }],
      [other + lineAt(7), { log, witnesses: [vkey] }],
      [further + lineAt(7), { log: signerNamed('b.example', 2).vkey, witnesses: [vkey] }],
      [selfmade.checkpoint + signatureLine(named, signature), { log, witnesses: [named] }],
      [selfmade.checkpoint + signatureLine(vkey, signature.subarray(1)), { log, witnesses: [vkey] }],
    ]
    for (const [note, keys] of refused) {
      assert.equal(faultOf(() => openCheckpoint(note, { ...keys, mlDsa44 })), 'signature')
    }
  })
})

describe('proofs', () => {
  const whole = selfmade.tlog_proof_leaf5_40414243
  const wrong: Record<string, string> = {
    'another version': whole.replace('@v1', '@v2'),
    'no index': whole.replace('index 5\n', ''),
    'an index with a zero before it': whole.replace('index 5', 'index 05'),
    'a hash of 31 bytes': whole.replace(/(?<=index 5\n).*/, toBase64(new Uint8Array(31))),
    'cut before the checkpoint': whole.slice(0, whole.indexOf('\n\n') + 2),
    'cut within a hash': whole.slice(0, 80),
    'sixty-four hashes': whole.replace('index 5\n', `index 5\n${`${toBase64(new Uint8Array(32))}\n`.repeat(61)}`),
    nothing: '',
  }
  for (const [what, text] of Object.entries(wrong)) {
    test(`refused: ${what}`, () => assert.equal(faultOf(() => parseProof(text)), 'proof'))
  }
})

test('base64, hex and numbers have one way to be written', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.deepEqual(fromBase64(toBase64(bytes)), bytes)
      assert.deepEqual(fromHex(toHex(bytes)), bytes)
      assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'))
    }),
    { numRuns: 50 },
  )
  for (const text of ['AA', 'AA=', 'AB==', 'A A=', 'AA==\n', 'AA__']) assert.equal(fromBase64(text), undefined, text)
  for (const text of ['a', 'AA', '0x', 'zz']) assert.equal(fromHex(text), undefined, text)
  for (const text of ['', '00', '1 ', '+1', '1e3', '9007199254740993']) assert.equal(readDecimal(text), undefined, text)
  assert.equal(readDecimal('9007199254740991'), Number.MAX_SAFE_INTEGER)
})
