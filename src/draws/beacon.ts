import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concat, fromHex, toHex } from '../platform/tlog/bytes.ts'
import { u64be, utf8 } from './hashing.ts'

/**
 * Public randomness that nobody knows beforehand and everybody can check afterwards: rounds of
 * drand's scheme bls-unchained-g1-rfc9380 (docs.drand.love, "Cryptography"). Runs in browsers too.
 */
export interface BeaconChain {
  /** drand's "beacon id": quicknet. */
  name: string
  /** Names the chain, and all below it but `isLocal` goes into it: 64 hexadecimal digits. */
  chainHash: string
  /** On G2, 96 bytes in hexadecimal. */
  publicKey: string
  /** What the chain began with, in hexadecimal. */
  groupHash: string
  /** Seconds since 1970 of round 1. */
  genesis: number
  /** Seconds from round to round. */
  period: number
  scheme: string
  /** Our own key signs it: good to show how a draw works, and no proof of anything. */
  isLocal: boolean
}

export const BEACON_SCHEME = 'bls-unchained-g1-rfc9380'
const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'

/** The League of Entropy's chain; all of it is pinned here and in docs/draw-rules-1.txt's draws by its hash. */
export const QUICKNET: BeaconChain = {
  name: 'quicknet',
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451' +
    '0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  groupHash: 'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
  genesis: 1_692_803_367,
  period: 3,
  scheme: BEACON_SCHEME,
  isLocal: false,
}

export interface BeaconRound {
  round: number
  /** On G1, 48 bytes in hexadecimal. */
  signature: string
  /** SHA-256 of the signature, in hexadecimal. */
  randomness: string
}

/** Four bytes of the chain's hash hold it. */
export const PERIOD_MAX = 2 ** 32 - 1

/** Whoever names quicknet's hash means quicknet, whatever else is told of the chain. */
export const pinned = (chain: BeaconChain): BeaconChain => (chain.chainHash === QUICKNET.chainHash ? QUICKNET : chain)

/** Seconds since 1970 at which the round is made: genesis + (round - 1) * period. */
export function secondsOf(chain: BeaconChain, round: number): number {
  const { genesis, period } = pinned(chain)
  return genesis + (round - 1) * period
}

export const timeOf = (chain: BeaconChain, round: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(secondsOf(chain, round) * 1000)

/** The first round made at or after this moment. */
export function roundAt(chain: BeaconChain, at: Temporal.Instant): number {
  const { genesis, period } = pinned(chain)
  const seconds = at.epochMilliseconds / 1000 - genesis
  return Math.max(1, Math.ceil(seconds / period) + 1)
}

/** drand's hash of a chain's facts: u32be(period) || i64be(genesis) || public key || group hash || name. */
export function chainHashOf(chain: Omit<BeaconChain, 'chainHash' | 'isLocal' | 'scheme'>): string {
  const period = u64be(chain.period).subarray(4)
  const facts = [u64be(chain.genesis), fromHex(chain.publicKey)!, fromHex(chain.groupHash)!, utf8(chain.name)]
  return toHex(sha256(concat(period, ...facts)))
}

/** Whether the chain is what its hash says, in a scheme that is read here. */
export const isWholeChain = (chain: BeaconChain): boolean =>
  chain.scheme === BEACON_SCHEME && isTimed(chain) && chainHashOf(chain) === chain.chainHash

/** Numbers that the hash holds whole: a longer period would be cut to another one's hash. */
const isTimed = ({ genesis, period }: BeaconChain): boolean =>
  Number.isSafeInteger(genesis) && genesis >= 0 && Number.isInteger(period) && period >= 1 && period <= PERIOD_MAX

/** The round that this signature makes; undefined when it is not the chain's signature of that round. */
export function verifyRound(
  { publicKey }: Pick<BeaconChain, 'publicKey'>,
  { round, signature }: Pick<BeaconRound, 'round' | 'signature'>,
): BeaconRound | undefined {
  const asked = `${publicKey} ${round} ${signature}`
  if (lastRight?.asked === asked) return lastRight.round
  const [bytes, key] = [fromHex(signature), fromHex(publicKey)]
  if (bytes?.length !== 48 || key?.length !== 96 || !Number.isSafeInteger(round) || round < 1) return undefined
  if (!isSigned(bytes, round, key)) return undefined
  const verified = { round, signature, randomness: toHex(sha256(bytes)) }
  lastRight = { asked, round: verified }
  return verified
}

/** Offices draw by the same round, and a pairing takes as long as some thousand entries. */
let lastRight: { asked: string; round: BeaconRound } | undefined

const { shortSignatures } = bls12_381

const messageOf = (round: number) => shortSignatures.hash(sha256(u64be(round)), DST)

function isSigned(signature: Uint8Array, round: number, publicKey: Uint8Array): boolean {
  try {
    return shortSignatures.verify(signature, messageOf(round), publicKey)
  } catch {
    // Bytes that are no point of the curve: no signature either.
    return false
  }
}

/** Signs a round as drand does: for the local beacon. */
export function signRound(secretKey: Uint8Array, round: number): BeaconRound {
  const signature = shortSignatures.sign(messageOf(round), secretKey).toBytes()
  return { round, signature: toHex(signature), randomness: toHex(sha256(signature)) }
}

const SEED_BYTES = 48

/** A chain of one's own key, from 48 random bytes or more. */
export function localChain(seed: Uint8Array): { chain: BeaconChain; secretKey: Uint8Array } {
  const { secretKey, publicKey } = shortSignatures.keygen(seed.slice(0, SEED_BYTES))
  const facts = {
    name: 'giliran-local',
    publicKey: publicKey.toHex(),
    groupHash: toHex(sha256(utf8('giliran local beacon'))),
    // 1 January 2026, UTC.
    genesis: 1_767_225_600,
    period: QUICKNET.period,
  }
  return { chain: { ...facts, chainHash: chainHashOf(facts), scheme: BEACON_SCHEME, isLocal: true }, secretKey }
}
