/**
 * Beside a ticket that has not checked in: once it has a number, whoever gave it, the page
 * is asked for again and shows it.
 */
import { liveSource } from '../../web/islands/live.ts'
import { readData } from '../../web/islands/mount.ts'
import type { LiveTicketAnswer } from '../wire-public.ts'

/** What the page hands over. */
export interface ArriveData {
  events: string
  poll: string
  /** Where the ticket is. */
  here: string
}

const { events, poll, here } = readData<ArriveData>('arrive')
liveSource<LiveTicketAnswer>({
  events,
  event: 'ticket',
  poll,
  onData: ({ state }) => {
    if (state !== 'not-yet') location.replace(here)
  },
  // The ticket stays as it is; without script the page is asked for again by itself.
  onState: () => {},
})
