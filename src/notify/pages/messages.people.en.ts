import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.people.id.ts'

const english: Words<typeof indonesian> = {
  stops: {
    title: 'Messages about this ticket',
    lead: 'News of the turn on {when} is sent by the first way below. Where that fails, by the next.',
    to: 'To {contact}',
    on: 'sent',
    off: 'stopped',
    stop: 'Stop {channel}',
    resume: 'Take up {channel} again',
    news: {
      stopped: 'Messages by {channel} are stopped.',
      resumed: 'Messages by {channel} are sent again.',
    },
    allOff: 'All messages are stopped. Your turn stands; open this ticket yourself to see its news.',
    here: 'What is stopped here is stopped for this ticket.',
    everywhere: 'What is stopped here is stopped for other turns with this contact too.',
    prove: 'Stop it for all turns: prove the contact first',
    missed: 'What you miss when all of them are stopped',
    missedList: {
      closed: 'That the office has closed your hour, with other hours to choose.',
      reminder: 'Reminders the day before and in the morning.',
      called: 'That your number will be called soon, or has been called.',
      changes: 'Notes that a turn was booked, moved or cancelled.',
    },
    still: 'All of it stands on the ticket’s page and on the office’s screens.',
    noContact: 'This ticket has no contact, so no messages are sent.',
    noContactHow:
      'Everything works without one: keep the ticket’s address or its code.',
    giveContact: 'Give a contact for this ticket',
    noChannel: 'This office does not send messages to a contact like this ticket’s yet.',
    noChannelHow: 'Keep the ticket’s address or its code; all news stands on the ticket’s page.',
    demo: 'In this demonstration nothing is really sent.',
    outbox: 'See what would have been sent',
    back: 'Back to the ticket',
  },
  outbox: {
    title: 'Messages that would have been sent',
    lead: 'A demonstration sends no messages. Here stands what would have been sent, the newest first, for 24 hours.',
    code: 'Ticket code',
    codeHint: 'Leave it empty to see all',
    show: 'Show',
    none: 'No messages yet. Take a turn with a sample number or e-mail address, then look here again.',
    noneOf: 'No messages about ticket {code} yet.',
    badCode: 'This code is not whole, or was mistyped. It looks like WSB-7K4-M2PX.',
    to: 'to {contact}',
    about: 'Ticket {code}',
    all: 'See all messages',
    day: 'Simulated day',
  },
}
export default english
