import assert from 'node:assert/strict'
import { openCode } from '../../src/notify/code-message.ts'
import type { TestApp } from '../api/app.ts'

/** What the message of a code holds, until it is used; without `proofId` of the newest code that no other has ended. */
export async function codeSent(
  { database, keys }: Pick<TestApp, 'database' | 'keys'>,
  proofId?: string,
): Promise<{ code: string; to: string; messageId: string; proofId: string }> {
  const { rows } = await database.pool.query<{ message_id: string; about: string; sealed: Buffer | null }>(
    `select message_id, about, sealed from message
     where kind = 'proof' and (about = $1 or ($1::text is null and about in (select proof_id::text from contact_code)))
     order by made_at desc, message_id desc limit 1`,
    [proofId ?? null],
  )
  const [row] = rows
  assert.ok(row?.sealed, 'no code is on its way')
  const { code, contact } = openCode(keys, { about: row.about, sealed: row.sealed })
  return { code, to: contact.whatsapp ?? contact.email ?? '', messageId: row.message_id, proofId: row.about }
}

/** Another code, which does not fit. */
export const otherCode = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')
