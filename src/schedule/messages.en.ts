import type indonesian from './messages.id.ts'
import type { Words } from '../platform/i18n/catalogue.ts'

const english: Words<typeof indonesian> = {
  slotsUnreadable: 'The hours cannot be read just now. Try again in a moment.',
  queryInvalid: 'Part of the question needs mending.',
  officeUnknown: 'There is no such office on the list.',
  reason: {
    holiday: 'Public holiday: {name}',
    leave: 'Collective leave: {name}',
    provisional: 'Expected holiday: {name}. Places open once the office has confirmed the day.',
    season: 'No hours during {name}',
    weekend: 'Weekend',
    noHours: 'No hours on this day',
    notPlanned: 'This hour is no longer served',
    noService: 'The chosen services are not given on this day',
    officeOff: 'This office does not give places through Giliran yet',
    opens: 'Opens {moment}',
    full: 'Every place is taken',
    fullForParty: 'No hour has {party} places together',
  },
  query: {
    date: 'Give a date that exists, like 2026-11-30.',
    order: 'The last date must not lie before the first.',
    span: 'Ask for at most {days} days.',
    dateFar: 'The date must lie between the years 2000 and 2999.',
    party: 'Give 1 to {max} people.',
    service: 'This office does not give this service.',
    serviceDirect: 'This service needs no booking: come to the office directly.',
    serviceMissing: 'Name at least one service.',
    site: 'This office has no such site.',
    unknown: 'This field is not known.',
    once: 'Give this field only once.',
    missing: 'This field is needed.',
  },
  warning: {
    windowSmall: 'A window at {site} ({channel}) holds only {seats} people: a party of {party} never finds a place.',
    dayWindowSmall:
      'On {date} a window at {site} ({channel}) holds only {seats} people, too few for a party of {party}.',
    spanShort: 'The hours {span} at {site} ({channel}) are shorter than {minutes} minutes, so they give no places.',
    opensTooLate: 'Places of {days} days, from {date} on, open only after their hour has passed. Lengthen horizonDays.',
    holidayOpen:
      '{date} is expected to be a holiday ({name}): not released. List it in confirmedHolidays or workedHolidays.',
  },
}
export default english
