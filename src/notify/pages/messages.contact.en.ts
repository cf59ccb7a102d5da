import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.contact.id.ts'

const english: Words<typeof indonesian> = {
  heading: 'Messages about this turn',
  none: 'This ticket has no contact. Keep your ticket code.',
  proved: 'Messages go to {contact}. This contact has been proved.',
  unproved: 'Messages go to {contact}. Nobody has shown yet that you read it.',
  unreached: '{contact} is noted, unproved: this office cannot send messages there yet.',
  prove: 'Prove this contact',
  proveDetail: 'By a code of 6 digits that we send there.',
  change: 'Change the contact',
  add: 'Add a contact',
  changeDetail: 'Asks for the NIK of one person on the ticket.',
  back: 'Back to the ticket',
  now: 'Now',
  form: {
    title: 'Contact for messages about this turn',
    intro: 'The new contact takes the place of the old one once it is proved by a code that we send there.',
    introUnproved: 'This office cannot send messages yet. The contact is only noted, unproved.',
    label: 'WhatsApp or e-mail',
    hint: 'For example 0812 3456 7890 or siti@contoh.id',
    missing: 'Enter a WhatsApp number or an e-mail address.',
    submit: 'Continue',
  },
  ask: {
    title: 'Prove your contact',
    text: 'We send a code of 6 digits to {contact}, and you type it here.',
    submit: 'Send me a code',
  },
  code: {
    title: 'Type your code',
    sent: 'A code of 6 digits goes to {contact}. It is valid until {hour} {zone}.',
    replaces: 'Once the code fits, the contact on the ticket is replaced.',
    label: 'Code of 6 digits',
    hint: 'Give it to nobody. Officers never ask for it.',
    malformed: 'Enter the 6 digits of the code that we sent.',
    submit: 'Check the code',
    again: 'Send a new code',
    limit: 'A new code ends the old one. One contact gets at most 3 codes in an hour.',
  },
  refused: 'This code does not fit, or is no longer valid. After 5 tries or 10 minutes, ask for a new code.',
}
export default english
