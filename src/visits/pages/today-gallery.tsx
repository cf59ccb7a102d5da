import { type Example, Page } from '../../web/index.ts'
import type { OpenToday, WalkIns } from '../walk-ins.ts'
import { TodaySection } from './today.tsx'

const at = (hour: string): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from('2026-11-30').toZonedDateTime({ timeZone: 'Asia/Jakarta', plainTime: hour })

const door = { opens: at('07:00'), drawAt: at('07:45') }
const open: OpenToday = { state: 'free', seats: 12, until: at('14:30'), door, lastEntry: 0, waiting: 0 }

/** Both sites of Wonosobo at that hour. */
const today = (name: string, hour: string, [kantor, magelang]: [WalkIns, WalkIns]): Example => ({
  name: `today-${name}`,
  page: (view) => (
    <Page view={view} title={name} unlisted>
      <div class="stack">
        <h1>{name}</h1>
        <TodaySection
          view={view}
          officeId="wonosobo"
          sites={[
            { id: 'kantor', name: 'Kantor Imigrasi Wonosobo', walkIns: kantor },
            { id: 'magelang', name: 'UKK Magelang', walkIns: magelang },
          ]}
          now={at(hour)}
        />
      </div>
    </Page>
  ),
})

/** Today without a booking, as the office's page says it, in its states. */
export const todayExamples: readonly Example[] = [
  today('to-draw', '07:10', [
    { ...open, state: 'to-draw', seats: 10, lastEntry: 12, waiting: 1 },
    { ...open, state: 'to-draw', seats: 4 },
  ]),
  today('drawing', '07:50', [
    { ...open, state: 'drawing', lastEntry: 12, waiting: 3 },
    { ...open, state: 'none', seats: 0 },
  ]),
  today('free', '10:05', [
    { ...open, waiting: 14, pause: { reason: 'system-down', since: at('09:40') } },
    { ...open, seats: 1, closing: { from: at('12:00'), reason: { kind: 'words', words: 'listrik padam' } } },
  ]),
  today('over', '15:10', [
    { ...open, state: 'over', waiting: 2 },
    { state: 'closed', reason: { kind: 'words', words: 'banjir' } },
  ]),
  today('closed', '08:00', [
    { state: 'closed', reason: { kind: 'weekend' }, door },
    { state: 'closed', reason: { kind: 'weekend' }, door },
  ]),
]
