import type indonesian from './messages.id.ts'
import type { Words } from '../platform/i18n/catalogue.ts'
import pages from './pages/messages.en.ts'

const english: Words<typeof indonesian> = {
  errors: {
    notFound: 'No office of this name is listed. Check the name, or pick one from the list of all offices.',
    near: 'Write the place as latitude,longitude, for example -7.36,109.90.',
    purpose: 'This purpose is not known. Pick one of: {allowed}.',
    file: 'The office file cannot be used yet: {count, plural, one {# thing needs} other {# things need}} mending.',
  },
  api: {
    notOnSystem:
      'This office does not use Giliran yet. Book through the M-Paspor app, or pick another office: ' +
      'you may go to any office.',
    approvedOnly:
      'This office does not use Giliran yet. It was approved in November 2025; we could not confirm that it has ' +
      'opened. Ask before you go, or pick another office: you may go to any office.',
  },
  definition: {
    atLine: 'line {line}, {path}: {fault}',
    atPath: '{path}: {fault}',
    whole: 'the whole file',
    syntax: 'cannot be read as YAML or JSON: {detail}',
    tooLarge: 'the file is larger than {max} bytes',
    empty: 'the file is empty; it should describe the office',
    missing: 'must be there',
    unknown: 'is not known; what can stand here: {allowed}',
    quoted: 'must be text; put it in quotes: {example}',
    oneOf: 'must be one of: {allowed}',
    form: 'must be written as {form}',
    name: 'only small letters, digits and hyphens, a letter first, at most 40 of them',
    least: 'must be {limit} or more',
    most: 'must be {limit} or less',
    shortest: 'must not be empty',
    longest: 'must have {limit} letters or fewer',
    fewest: 'must have {limit} or more entries',
    manyest: 'must have {limit} or fewer entries',
    wrong: 'does not fit: {detail}',
    noSuchOffice: 'no office of this name is listed',
    noSuchSite: 'no site of this name under sites; there are: {allowed}',
    noSuchService: 'no service of this name; there are: {allowed}',
    noSuchPurpose: 'no purpose of this name; there are: {allowed}',
    documentTaken: 'a document of the national catalogue has this name; take another',
    twice: 'stands here twice',
    noSuchDate: 'the calendar has no such date',
    dateOrder: 'must be on or after from ({from})',
    spanOrder: 'must end after it begins',
    spanOverlap: 'must begin at or after {end}, where the span before it ends',
    releaseDays: 'give one of the two: weekdays or monthDays',
    exceptionClosed: 'a closed day takes neither hours nor counters',
    exceptionFromHour: 'fromHour is for closed days only: from that hour on the office is closed',
    exceptionEmpty: 'give hours or counters: what is different on this day',
    partnerShare: 'partners cannot be given a share yet; remove this template',
    templateTwice: 'the same site and channel already has these dates in templates[{other}]',
    seasonTwice: 'the same dates and site stand in seasons[{other}]',
    exceptionTwice: 'the same date and site stand in exceptions[{other}]',
    holidayBoth: 'this day is given both as closed and as a working day',
    noSuchStage: 'day.stages has no stage of this name; there are: {allowed}',
    journeyForRest: 'one journey must have no services: it is for the rest',
    sameLetter: 'the four letters of the hall numbers must differ',
    doorHours: 'the draw at the door must come after its list opens',
    doorLetter: 'the letter {letter} is used for the draw at the door; choose another',
    stageUnserved: '{site} has no counter for the stage {stage}',
    types: {
      string: 'must be text',
      integer: 'must be a whole number',
      number: 'must be a number',
      boolean: 'must be true or false',
      array: 'must be a list',
      object: 'must be a group of entries',
    },
  },
  changes: {
    first: 'this office had no definition; everything is new',
    none: 'nothing changes',
    added: '{path}: added, {after}',
    removed: '{path}: removed, was {before}',
    changed: '{path}: {before} becomes {after}',
    details: '{count, plural, one {# entry} other {# entries}}',
  },
  pages,
}
export default english
