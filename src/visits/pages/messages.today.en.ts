import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.today.id.ts'

const english: Words<typeof indonesian> = {
  heading: 'Today without a booking',
  state: {
    closed: 'closed today: {reason}',
    'to-draw': '{seats, plural, one {# seat} other {# seats}}, drawn at {drawAt}',
    drawing: 'the draw is not finished',
    free: '{seats, plural, one {# seat} other {# seats}} left',
    none: 'none left for now',
    over: 'over for today',
  },
  hint: {
    'to-draw': 'Enter at the door from {opens} to {drawAt} {zone}. Coming earlier is no advantage.',
    drawing: 'The list closed at {drawAt} {zone}. What is left is shown here after the draw.',
    free: 'First come, first served, until {until} {zone}. No seat is held: they may be gone before you arrive.',
    none: 'Seats that are not used after all can appear again until {until} {zone}.',
    over: 'The last arrivals were at {until} {zone}.',
  },
  lastEntry: 'Last entry of the draw: {last}.',
  nextDraw: 'On opening days seats are drawn at the door at {drawAt} {zone}.',
  closing: 'Closed from {from} {zone}: {reason}.',
  waiting: '{count, plural, =0 {Nobody is waiting.} one {# number is waiting.} other {# numbers are waiting.}}',
  pause: {
    'system-down': 'All calls have stopped since {since} {zone}: the national system is down.',
    supervisor: 'All calls have stopped for a moment, since {since} {zone}.',
  },
  display: 'Queue display',
  drawHow: 'How the draw at the door works',
  drawn: 'Drawn at {drawAt} {zone}.',
  drawResult: 'Result of the draw',
  counted: 'Counted at {now} {zone}.',
  again: 'Count again',
}
export default english
