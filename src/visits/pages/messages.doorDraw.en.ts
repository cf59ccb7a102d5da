import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.doorDraw.id.ts'

const english: Words<typeof indonesian> = {
  title: 'Draw at the door',
  errors: {
    noDoor: 'This office does not draw at the door. Walk-ins are served as they come, while seats last.',
    early: 'The list of the draw opens at {hour}. Enter them after that.',
    closed: 'The list of the draw closed at {hour}. After the draw, seats that are left go to those who come first.',
    tooEarly: 'The draw is at {hour}. Until then the list is open.',
    nobody: 'Nobody is on the list. Seats go to those who come first.',
    saidMalformed: 'Type the four digits that were called out, like 4821.',
    hasEntry: 'This person is in today\'s draw already. One person, one entry.',
    entryUnknown: 'This entry was withdrawn, or does not exist. Look at the latest list.',
    drawFirst: 'Walk-ins are drawn at {hour}. Enter this person in the draw at the door, or choose why they go first.',
    drawNow: 'The draw at the door is not finished. Ask the supervisor to draw; seats that are left are given after it.',
  },
  people: '{people, plural, one {# person} other {# people}}',
  seats: '{total, plural, one {# seat} other {# seats}}{several, select, yes { ({list})} other {}}',
  staff: {
    lead:
      'People without a booking are entered from {opens} to {drawAt}, and then drawn. Coming earlier is no advantage. ' +
      'Elderly, pregnant, nursing and disabled people, and those with small children, need no draw: give them a number ' +
      'at the front desk at once.',
    public: 'The public page',
    fingerprint: 'Fingerprint of today\'s secret',
    early: 'The list opens at {opens}.',
    entered: 'Hand out this entry',
    enteredHint: 'Write it on paper for those who came. The draw is at {drawAt}.',
    withdrawn: '{entry} was withdrawn.',
    enter: 'Enter who came',
    enterSubmit: 'Enter in the draw',
    list: 'Entries',
    empty: 'Nobody is entered yet.',
    nobody: 'Nobody was entered by {drawAt}. Seats go to those who come first.',
    withdraw: 'Withdraw',
    andOthers: '{name} and {others, plural, one {# other} other {# others}}',
    draw: 'Draw now',
    drawHow:
      'The list is closed: {count, plural, one {# entry} other {# entries}}. Ask four people at the door to call out one ' +
      'digit each, loudly. Staff call none.',
    said: 'The four digits that were called out',
    saidHint: 'In the order in which they were called, like 4821',
    saidCheck: 'Check the digits',
    supervisor: 'The list is closed. Ask the supervisor to draw, from their own account.',
    confirm: 'Read these digits out loudly. Are they right?',
    confirmText: 'Once drawn, the result stands and cannot be drawn again.',
    confirmDraw: 'Yes, draw',
    confirmBack: 'No, change them',
    unfinished: 'The draw stopped half way. Its result stands; go on handing out the numbers.',
    resume: 'Go on',
    result: 'Result of the draw',
    told: 'Read out who has a seat and hand over the numbers. For the others: {left}.',
    left: '{seats, plural, one {# seat is} other {# seats are}} left today, for those who come first',
    none: 'no seats are left today, offer a turn on another day',
    slip: 'Print number {number}',
    back: 'Back to the front desk',
  },
  result: {
    lead:
      'Everybody who is at the door by {drawAt} shares the seats for people without a booking by a draw. Coming at four ' +
      'in the morning is no advantage.',
    band: 'Draw at the door',
    drawHour: 'Drawn at',
    entries: '{count, plural, =0 {Nobody is entered yet} one {# entry, up to {last}} other {# entries, up to {last}}}',
    said: 'Digits called out at the door',
    drawnAt: 'Drawn at {hour}, {seats}',
    order: 'The order',
    seated: 'has a seat, {number}',
    out: 'does not fit any more',
    refused: 'may not have a seat',
    waiting: 'being handed out',
    withdrawn: 'withdrawn',
    withdrawnList: 'Withdrawn before the draw: {entries}.',
    left: '{seats, plural, =0 {No seats without a booking are left today.} one {# seat without a booking is left today, for whoever comes first.} other {# seats without a booking are left today, for those who come first.}}',
    rule:
      'From the top down, each party gets the first hour that still has room for all of it. One that does not fit is ' +
      'passed over. Whoever turns out to hold a turn already gets no second one; the seat goes to the next entry.',
    check: 'Check it yourself',
    checkLead: 'Nobody can choose the order, nor can we. Paper and a telephone are enough.',
    before: {
      heading: 'Before the draw: take a picture of this page',
      text:
        'The office holds a secret already. This is its fingerprint (SHA-256). The secret is published after the draw; ' +
        'had it been changed, the fingerprint would no longer match.',
    },
    during: {
      heading: 'At the draw: four people call out digits',
      text:
        'The list is closed first. Then four people at the door call out one digit each. Those who call do not know the ' +
        'secret, and the office does not know the digits.',
      said: 'Digits called out: {said}. Entries: {entries}.',
    },
    after: {
      heading: 'After the draw: compute it again',
      later: 'The secret is published here then, and how to compute the order again.',
      secret: 'The secret',
      matches: 'The SHA-256 of this secret must be the fingerprint above.',
      recipe:
        'The order: the SHA-256 of the lines below is the key; each entry gets its HMAC-SHA-256 with that key; smallest ' +
        'first. In Python these eight lines do it:',
    },
  },
}
export default english
