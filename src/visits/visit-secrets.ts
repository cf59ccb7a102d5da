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

/** Adds to what the visit keeps: a party that comes in parts may be corrected in parts. */
export async function keepSecrets(
  tx: Transaction<Tables>,
  { sealer }: Sealing,
  { officeId, visitId, secrets }: { officeId: string; visitId: string; secrets: VisitSecrets },
): Promise<void> {
  if (secrets.help.length === 0 && secrets.corrections.length === 0) return
  const row = await tx
    .selectFrom('visit')
    .select(['help', 'corrections'])
    .where('office_id', '=', officeId)
    .where('visit_id', '=', visitId)
    .executeTakeFirstOrThrow()
  const before = openSecrets({ sealer }, { officeId, visitId, ...row })
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
