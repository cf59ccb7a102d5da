import type { MessageTexts } from './texts.ts'

/** What is sent, in English; see texts.id.ts. */
const english: MessageTexts = {
  booked: {
    subject: 'Your turn on {when}',
    text: 'Passport turn {code}: {when}, {place}. Come {minutes} minutes earlier with your original papers. {link}',
  },
  moved: {
    subject: 'Your turn was moved to {when}',
    text: 'Turn {code} was moved: {when}, {place}. Come {minutes} minutes earlier with your original papers. {link}',
  },
  cancelled: {
    subject: 'The turn on {when} has been cancelled',
    text: 'Turn {code} ({when}, {place}) has been cancelled. There is no penalty; you may take a new turn at any time.',
  },
  'reminder-day': {
    subject: 'Tomorrow: your turn on {when}',
    text: 'Tomorrow is passport turn {code}: {when}, {place}. Bring original papers. Cannot come? Move or cancel: {link}',
  },
  'reminder-morning': {
    subject: 'Today: your turn on {when}',
    text: 'Today is passport turn {code}: {when}, {place}. Come {minutes} minutes earlier with your original papers. {link}',
  },
  'called-soon': {
    subject: 'Number {number} will be called soon',
    text: 'Number {number} will be called soon at {place}, {before} numbers are before it. Please come back to the hall. {link}',
  },
  'come-back': {
    subject: 'Number {number} has been called',
    text: 'Number {number} has been called at {place}. Tell the front desk; you are called after the next person. {link}',
  },
  closed: {
    subject: 'The office has closed the hour of your turn: {when}',
    text: 'The hour of turn {code} ({when}, {place}) was closed by the office: {reason}. Choose another, no penalty: {link}',
  },
  offer: {
    subject: 'A seat was given back: {when}',
    text: 'A seat was given back: {when}, {place}. Take it before {until} at {link}. Otherwise the next person is asked.',
  },
  drawn: {
    subject: 'Result of the draw, {place}',
    text: 'Draw of {place}, draw number {entry}: {result}. Your code {code} is like a key, for officers only. {link}',
  },
  struck: {
    subject: 'Your entry in the draw of {place} no longer counts',
    text: 'Draw of {place}: entry {code} no longer counts. {result} {link}',
  },
  'passed-over': {
    subject: 'Your place in the order was reached, {place}',
    text:
      'Draw of {place}, entry {code}: your place was reached, but somebody of you holds a turn already. Not yours? Come ' +
      'with the card. {link}',
  },
  proof: {
    subject: 'Giliran code: {number}',
    text: 'Your Giliran code is {number}, valid for {minutes} minutes. Give it to nobody; officers never ask for it.',
  },
  survey: {
    subject: 'How was {place}?',
    text: 'Thank you for coming to {place}. How was it? Two questions: {link}',
  },
  'left-party': {
    subject: 'Somebody has left {code}',
    text: 'Somebody has left {code} ({place}) by their own NIK. {people} still on it, with the same seats. More: {link}',
  },
  'no-show': {
    subject: 'Noted: nobody came on {day}',
    text: 'Turn on {day}, {place}: noted that nobody came. {result} Were you kept from it? Tell the front desk, with your identity card.',
  },
}
export default english
