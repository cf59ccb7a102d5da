import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.id.ts'

const english: Words<typeof indonesian> = {
  title: 'How was it?',
  intro: 'Two questions about your visit to {office}.',
  rating: 'How was the service?',
  ratings: {
    'very-good': 'Very good',
    good: 'Good',
    fair: 'Fair',
    poor: 'Poor',
    bad: 'Bad',
  },
  asked: 'Did anybody ask for money or a favour beyond the official fee?',
  askedHint: 'An officer, a go-between, anybody.',
  no: 'No',
  yes: 'Yes',
  words: 'Tell us more, if you like',
  wordsHint: 'May be left empty, at most {max} letters. Do not write your name or NIK.',
  kept: 'Answers are kept without your name, NIK or number. Officers at the counter do not know who answered.',
  send: 'Send',
  ticket: 'To the ticket',
  errors: {
    ratingMissing: 'Choose how the service was.',
    askedMissing: 'Choose yes or no.',
    wordsTooLong: 'At most {max} letters. There are {count}: shorten it a little.',
  },
  thanks: {
    title: 'Thank you',
    text: 'Your answer has been taken. If you answer again, the new answer replaces this one.',
  },
  early: {
    title: 'Not yet',
    text: 'These questions open once your visit is over.',
  },
  over: {
    title: 'Closed',
    text: 'Answers are taken until {days} days after the visit. Thank you all the same.',
  },
}
export default english
