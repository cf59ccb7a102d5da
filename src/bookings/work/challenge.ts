import { randomInt } from 'node:crypto'
import { type Challenge, createChallenge, type Payload, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Keys } from '../../platform/crypto/index.ts'
import { WORK_COST, WORK_MINUTES, WORK_TRIES, type WorkLevel } from './rules.ts'

/** For whom a challenge is: an answer buys nothing for anybody else. */
export interface WorkFor {
  officeId: string
  /** What the booking is known by; hashed, 32 hexadecimal digits. */
  session: string
}

const hex = (length: number) => Type.String({ pattern: `^[0-9a-f]{${length}}$` })
const closed = { additionalProperties: false }

/** A challenge as the library makes it and a program gets it; anything else was not made here. */
export const challengeSchema = Type.Object(
  {
    parameters: Type.Object(
      {
        algorithm: Type.Literal('PBKDF2/SHA-256'),
        nonce: hex(32),
        salt: hex(32),
        cost: Type.Integer(),
        keyLength: Type.Literal(32),
        keyPrefix: hex(32),
        keySignature: hex(64),
        expiresAt: Type.Integer({ description: 'Seconds since 1970' }),
        data: Type.Object({ office: Type.String(), session: hex(32) }, closed),
      },
      closed,
    ),
    signature: hex(64),
  },
  closed,
)
const payloadSchema = Type.Object({
  challenge: challengeSchema,
  solution: Type.Object({ counter: Type.Integer(), derivedKey: hex(64) }),
})

/** Both secrets: without the second an answer would be checked by deriving its key anew. */
function secretsOf({ lookup }: Pick<Keys, 'lookup'>) {
  return {
    hmacSignatureSecret: lookup('work', 'signature').toString('hex'),
    hmacKeySignatureSecret: lookup('work', 'key signature').toString('hex'),
  }
}

/** A challenge that ends in WORK_MINUTES; the number to be found is drawn, so that none is found early by luck. */
export async function makeChallenge(
  keys: Pick<Keys, 'lookup'>,
  { officeId, session, level, now }: WorkFor & { level: Exclude<WorkLevel, 0>; now: Temporal.Instant },
): Promise<Challenge> {
  const [min, max] = WORK_TRIES[level]
  return createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: WORK_COST,
    counter: randomInt(min, max + 1),
    deriveKey,
    expiresAt: Math.ceil(now.add({ minutes: WORK_MINUTES }).epochMilliseconds / 1000),
    data: { office: officeId, session },
    ...secretsOf(keys),
  })
}

export type WorkFault = 'malformed' | 'expired' | 'other' | 'wrong'

export type WorkReading = { ok: true; nonce: Buffer; endsAt: Temporal.Instant } | { ok: false; fault: WorkFault }

/**
 * Reads an answer: base64 of `{challenge, solution}`, as ALTCHA's own widget sends it. That it
 * is right says nothing of how often it was sent: its nonce is to be spent.
 */
export async function readWork(
  keys: Pick<Keys, 'lookup'>,
  text: string,
  { officeId, session, now }: WorkFor & { now: Temporal.Instant },
): Promise<WorkReading> {
  const payload = parsePayload(text)
  if (!payload) return { ok: false, fault: 'malformed' }
  const { challenge, solution } = payload
  const { expiresAt, data, nonce } = challenge.parameters
  // By our clock as well; the library goes by the machine's own.
  if (expiresAt * 1000 <= now.epochMilliseconds) return { ok: false, fault: 'expired' }
  if (data.office !== officeId || data.session !== session) return { ok: false, fault: 'other' }
  const result = await verifySolution({ challenge, solution, deriveKey, ...secretsOf(keys) } satisfies Verifying)
  if (result.expired) return { ok: false, fault: 'expired' }
  if (!result.verified) return { ok: false, fault: 'wrong' }
  const endsAt = Temporal.Instant.fromEpochMilliseconds(expiresAt * 1000)
  return { ok: true, nonce: Buffer.from(nonce, 'hex'), endsAt }
}

type Verifying = Payload & Parameters<typeof verifySolution>[0]

function parsePayload(text: string): Static<typeof payloadSchema> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
    return Check(payloadSchema, parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
