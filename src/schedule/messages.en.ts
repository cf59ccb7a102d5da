import type indonesian from './messages.id.ts'
import type { Words } from '../platform/i18n/catalogue.ts'

const english: Words<typeof indonesian> = {
  slotsUnreadable: 'The hours cannot be read just now. Try again in a moment.',
  reason: {
    holiday: 'public holiday ({name})',
    leave: 'collective leave ({name})',
    provisional: 'expected holiday ({name}), not yet confirmed by the office',
    season: 'no hours during {name}',
    weekend: 'weekend',
    noHours: 'no hours',
    notPlanned: 'this hour is no longer served',
    noService: 'the chosen services are not given at one site',
    opens: 'Opens {when}',
    draw: 'given by draw; enter from {opens} until {closes}',
    full: 'every place is taken',
    fullForParty: 'no hour has {party} places together',
  },
  query: {
    order: 'The last date must not lie before the first.',
    span: 'Ask for at most {days} days.',
    service: 'This office does not give the service {service}.',
    serviceDirect: 'The service {service} needs no booking: come to the office directly.',
    site: 'This office has no site {site}.',
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
