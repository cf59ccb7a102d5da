import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'

const english: Words<typeof indonesian> = {
  title: 'Report a broker',
  intro: 'Brokers take bookings to sell them, or ask for money to let you go first. Both harm everybody. Officers who help brokers can be reported here as well, also by those who work with them.',
  about: 'Whom do you report?',
  subjects: {
    broker: 'A broker or go-between',
    staff: 'Staff of an immigration office',
    both: 'A broker who is helped by staff',
  },
  office: 'At which office?',
  noOffice: 'I do not know, or none in particular',
  words: 'What happened?',
  wordsHint: "When, where, who or which number, how much money was asked for, and the ticket code if there is one. Do not write other people's NIKs. At most {max} letters.",
  contact: 'Your WhatsApp number or e-mail, if we may ask you more',
  contactHint: 'May be left empty.',
  kept: 'This report has no name. Neither your network address nor the hour is kept with it. Only headquarters reads it; the office it is about can neither see nor delete it.',
  send: 'Send the report',
  signs: 'How to tell a broker',
  signsList: {
    money: 'They ask for money for a booking or a certain hour. Booking is always free.',
    nik: 'They ask for a photo of your identity card or your NIK in a message. Type your NIK yourself, on this site only.',
    inside: 'They claim to have a share from somebody inside.',
    transfer: 'They want the passport fee on a private account. Official fees are paid by yourself at a bank or an official channel.',
  },
  elsewhere: 'Another way to report',
  lapor: 'SP4N-LAPOR!',
  laporDetail: 'The national complaints service, lapor.go.id',
  errors: {
    aboutMissing: 'Choose whom you report.',
    office: 'Choose an office from the list, or leave it empty.',
    wordsMissing: 'Write what happened, if only in one sentence.',
    wordsTooLong: 'At most {max} letters. There are {count} now: shorten it a little.',
    unsaid: 'There are signs in the text that cannot be read. Type again what was copied from elsewhere.',
  },
  thanks: {
    title: 'Thank you, your report has arrived',
    text: 'Your report is with headquarters now. If you wrote a number or an e-mail address, somebody may ask you more there; officers never ask for money.',
    home: 'To the front page',
  },
  staff: {
    title: 'Reports of brokers',
    allOffices: 'All offices',
    lead: 'Only headquarters sees this page. Nobody can delete a report; what it says is erased after {keepDays, number} days.',
    none: 'There are no reports yet.',
    count: '{total} reports, {unseen} not read.',
    heading: '{about}: {where}, {day}',
    noOffice: 'no office named',
    contact: 'May be asked: {contact}',
    markSeen: 'Mark as read',
    seen: 'Read by {account}',
    older: 'Older reports',
    newer: 'Newer reports',
    back: 'To the staff page',
  },
}
export default english
