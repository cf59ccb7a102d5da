import type { Transaction } from 'kysely'
import type { Keys } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import type { helpKinds } from './wire.ts'

/** What a visit keeps encrypted, for those who serve it; it is erased after the day. */
export interface VisitSecrets {
  help?: (typeof helpKinds)[number][]
  corrections: Correction[]
}

/** A typing error in a ticket: the NIK as it was booked, and as the card has it. */
export interface Correction {
  position: number
  was: string
  is: string
}

const contextOf = (officeId: string, visitId: string): string => `visit ${officeId} ${visitId}`

export function openSecrets(
  { sealer }: Pick<Keys, 'sealer'>,
  { officeId, visitId, sealed }: { officeId: string; visitId: string; sealed: Buffer | null },
): VisitSecrets {
  if (!sealed) return { corrections: [] }
  return JSON.parse(sealer.open(sealed, contextOf(officeId, visitId))) as VisitSecrets
}

/** Adds to what the visit keeps: a party that comes in parts may be corrected in parts. */
export async function keepSecrets(
  tx: Transaction<Tables>,
  { sealer }: Pick<Keys, 'sealer'>,
  { officeId, visitId, secrets }: { officeId: string; visitId: string; secrets: VisitSecrets },
): Promise<void> {
  if (!secrets.help && secrets.corrections.length === 0) return
  const { sealed } = await tx
    .selectFrom('visit')
    .select('sealed')
    .where('office_id', '=', officeId)
    .where('visit_id', '=', visitId)
    .executeTakeFirstOrThrow()
  const before = openSecrets({ sealer }, { officeId, visitId, sealed })
  const after: VisitSecrets = {
    ...before,
    ...(secrets.help && { help: secrets.help }),
    corrections: [...before.corrections, ...secrets.corrections],
  }
  await tx
    .updateTable('visit')
    .set({ sealed: sealer.seal(JSON.stringify(after), contextOf(officeId, visitId)) })
    .where('office_id', '=', officeId)
    .where('visit_id', '=', visitId)
    .execute()
}
