import { createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { type Signer, signatureTypes, signerOf } from '../tlog/vkey.ts'
import { type Lookup, makeLookup } from './lookup.ts'
import { randomBytes } from './random.ts'
import { makeSealer, type Sealer } from './seal.ts'

const key32 = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', description: '32 bytes in base64' })
const versions = Type.Record(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])$' }), key32, {
  minProperties: 1,
})

/**
 * The key file that `giliran keygen` makes. Data keys and signing keys have versions: the
 * highest is used, older ones still open and verify. The look-up key changes only by an
 * offline rekey, since every stored hash hangs on it.
 */
const keyFileSchema = Type.Object(
  {
    giliranKeys: Type.Literal(1),
    /** True only for the keys a demonstration keeps in its own database. */
    demonstration: Type.Optional(Type.Boolean()),
    dataKeys: versions,
    lookupKey: key32,
    /** Ed25519 seeds for the tickets' QR codes. */
    ticketKeys: versions,
    /**
     * Ed25519 seed of the ledger. It never changes: witnesses know the log by it. Files made before
     * there was a ledger have none; theirs comes from the look-up key.
     */
    logKey: Type.Optional(key32),
  },
  { additionalProperties: false },
)

export type KeyFile = Static<typeof keyFileSchema>

export interface TicketKey {
  version: number
  privateKey: KeyObject
  publicKey: KeyObject
}

export interface Keys {
  lookup: Lookup
  sealer: Sealer
  /** Newest first. */
  ticketKeys: TicketKey[]
  /** Signs for the log of that name. */
  logSigner(origin: string): Signer
  /** Stored beside the data: a start with other keys is refused before anything is written. */
  checkValue: string
}

/** PKCS #8 head of an Ed25519 private key (RFC 8410 section 7); the 32 bytes of the seed follow. */
const ED25519_PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

export function makeKeyFile({ demonstration = false } = {}): KeyFile {
  const fresh = (): string => randomBytes(32).toString('base64')
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(ED25519_PKCS8_HEAD.length)
  return {
    giliranKeys: 1,
    ...(demonstration ? { demonstration } : {}),
    dataKeys: { '1': fresh() },
    lookupKey: fresh(),
    ticketKeys: { '1': seed.toString('base64') },
    // Any 32 bytes are a seed (RFC 8032, section 5.1.5).
    logKey: fresh(),
  }
}

/** Reads a key file's text; throws an Error that names what is wrong and never shows a key. */
export function parseKeyFile(text: string): KeyFile {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Error('the key file is not JSON: make one with `giliran keygen`')
  }
  if (!Check(keyFileSchema, parsed)) {
    const places = [...new Set(Errors(keyFileSchema, parsed).map((one) => one.instancePath || '/'))]
    throw new Error(`the key file is not as \`giliran keygen\` makes it, at ${places.slice(0, 5).join(', ')}`)
  }
  return parsed
}

function byVersion(record: Record<string, string>): [number, Buffer][] {
  return Object.entries(record)
    .map(([version, text]): [number, Buffer] => [Number(version), Buffer.from(text, 'base64')])
    .sort(([a], [b]) => b - a)
}

export function openKeys(file: KeyFile): Keys {
  const dataKeys = byVersion(file.dataKeys)
  const lookup = makeLookup(Buffer.from(file.lookupKey, 'base64'))
  return {
    lookup,
    sealer: makeSealer(new Map(dataKeys), dataKeys[0]![0]),
    ticketKeys: byVersion(file.ticketKeys).map(([version, seed]) => {
      const der = Buffer.concat([ED25519_PKCS8_HEAD, seed])
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      return { version, privateKey, publicKey: createPublicKey(privateKey) }
    }),
    logSigner: (name) => signerOf({ name, type: signatureTypes.log, seed: logSeed(file) }),
    checkValue: lookup('request', 'giliran key check value').toString('hex'),
  }
}

function logSeed({ logKey, lookupKey }: KeyFile): Uint8Array {
  if (logKey !== undefined) return Buffer.from(logKey, 'base64')
  return new Uint8Array(hkdfSync('sha256', Buffer.from(lookupKey, 'base64'), '', 'giliran log key', 32))
}
