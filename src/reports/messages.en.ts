/** Sentences of the public record: what was given, to how many, and what it cannot show. */
import fairness from './pages/messages.fairness.en.ts'
import record from './pages/messages.record.en.ts'

export default {
  errors: {
    noRecord: 'There is no record of this date yet. The record of a day appears the next day, that of a month when the month is over.',
    noList: 'There is no list of this month yet. It is fixed when the month is over.',
    roundTooEarly: 'That round comes at {roundAt}, but the list was only fixed at {listAt}. Name a round that comes at least 60 seconds later.',
    sampledAlready: 'From that round {count} tickets were drawn already, and written down. Name another round.',
  },
  record,
  fairness,
}
