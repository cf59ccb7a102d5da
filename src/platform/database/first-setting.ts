import type { Database } from './connect.ts'

/** What the table `setting` has under `name`; the first of several starts decides, the others get its value. */
export async function firstSetting<T extends object>(
  { kysely }: Pick<Database, 'kysely'>,
  name: string,
  value: T,
): Promise<T> {
  await kysely
    .insertInto('setting')
    .values({ name, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await kysely.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirstOrThrow()
  return row.value as T
}
