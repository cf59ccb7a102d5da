import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import type { LockedSlot } from './run-batch.ts'

/** Reads a slot's row as it stands now; undefined: there is none. */
export type Probe = (officeId: string, slotId: string) => Promise<LockedSlot | undefined>

const probeSql = `
select s.office_id as "officeId", s.slot_id as "slotId", s.capacity, s.taken, s.withheld,
       (s.closed_reason is null and s.opens_at <= $3::timestamptz) as bookable
from unnest($1::text[], $2::bigint[]) as u(office_id, slot_id)
join slot s on s.office_id = u.office_id and s.slot_id = u.slot_id`

interface Question {
  officeId: string
  slotId: string
  answers: Promise<LockedSlot | undefined>
}

/**
 * Coalesces readings: all who ask while one reading is under way share the next. A reading
 * always begins after the question, so its "full" was true since it was asked. No row is
 * locked: those who are refused stand in nobody's way.
 */
export function openProbe({ pool, clock }: { pool: pg.Pool; clock: Clock }): Probe {
  let next = new Map<string, Question>()
  let reading: Promise<unknown> = Promise.resolve()

  async function readAll(questions: Map<string, Question>): Promise<Map<string, LockedSlot>> {
    const all = [...questions.values()]
    const { rows } = await pool.query<LockedSlot>({
      name: 'probe-slots',
      text: probeSql,
      values: [all.map((one) => one.officeId), all.map((one) => one.slotId), clock.now().toString()],
    })
    return new Map(rows.map((row) => [`${row.officeId} ${row.slotId}`, row]))
  }

  let batch: Promise<Map<string, LockedSlot>> | undefined
  return (officeId, slotId) => {
    const key = `${officeId} ${slotId}`
    const known = next.get(key)
    if (known) return known.answers
    batch ??= reading.then(() => {
      const questions = next
      next = new Map()
      batch = undefined
      const rows = readAll(questions)
      reading = rows.catch(() => undefined)
      return rows
    })
    const answers = batch.then((rows) => rows.get(key))
    next.set(key, { officeId, slotId, answers })
    return answers
  }
}
