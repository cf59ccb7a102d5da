import type { Transaction } from 'kysely'
import type { Keys } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import type { HelpKind } from './model.ts'

/** What a visit keeps encrypted, for those who serve it. Help is erased when the visit is over. */
export interface VisitSecrets {
  help: HelpKind[]
  corrections: Correction[]
}

/** A typing error in a ticket: the NIK as it was booked, and as the card has it. */
export interface Correction {
  position: number
  was: string
  is: string
}

/** The columns as they stand in the visit's row. */
export interface SealedSecrets {
  officeId: string
  visitId: string
  help: Buffer | null
  corrections: Buffer | null
}

type Sealing = Pick<Keys, 'sealer'>

const contextOf = (kind: keyof VisitSecrets, officeId: string, visitId: string): string =>
  `visit ${kind} ${officeId} ${visitId}`

export function openSecrets(
  { sealer }: Sealing,
  { officeId, visitId, help, corrections }: SealedSecrets,
): VisitSecrets {
  const open = <T>(kind: keyof VisitSecrets, sealed: Buffer | null): T[] =>
    sealed ? (JSON.parse(sealer.open(sealed, contextOf(kind, officeId, visitId))) as T[]) : []
  return { help: open<HelpKind>('help', help), corrections: open<Correction>('corrections', corrections) }
}

/** Has each of those who were on a number, and have their own now, keep what it keeps of them. */
export async function shareSecrets(
  tx: Transaction<Tables>,
  keys: Sealing,
  { officeId, from, to }: { officeId: string; from: string; to: readonly { visitId: string; position: number }[] },
): Promise<void> {
  const { help, corrections } = openSecrets(keys, { officeId, visitId: from, ...(await sealedOf(tx, officeId, from)) })
  for (const { visitId, position } of to) {
    const own = corrections.filter((one) => one.position === position)
    await keepSecrets(tx, keys, { officeId, visitId, secrets: { help, corrections: own } })
  }
}

function sealedOf(
  tx: Transaction<Tables>,
  officeId: string,
  visitId: string,
): Promise<Pick<SealedSecrets, 'help' | 'corrections'>> {
  return tx
    .selectFrom('visit')
    .select(['help', 'corrections'])
    .where('office_id', '=', officeId)
    .where('visit_id', '=', visitId)
    .executeTakeFirstOrThrow()
}

/** Adds to what the visit keeps: a party that comes in parts may be corrected in parts. */
export async function keepSecrets(
  tx: Transaction<Tables>,
  { sealer }: Sealing,
  { officeId, visitId, secrets }: { officeId: string; visitId: string; secrets: VisitSecrets },
): Promise<void> {
  if (secrets.help.length === 0 && secrets.corrections.length === 0) return
  const before = openSecrets({ sealer }, { officeId, visitId, ...(await sealedOf(tx, officeId, visitId)) })
  const seal = (kind: keyof VisitSecrets, values: unknown[]): Buffer | null =>
    values.length > 0 ? sealer.seal(JSON.stringify(values), contextOf(kind, officeId, visitId)) : null
  await tx
    .updateTable('visit')
    .set({
      help: seal('help', [...new Set([...before.help, ...secrets.help])]),
      corrections: seal('corrections', [...before.corrections, ...secrets.corrections]),
    })
    .where('office_id', '=', officeId)
    .where('visit_id', '=', visitId)
    .execute()
}
