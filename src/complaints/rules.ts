import { contactMessage, readContact } from '../people/index.ts'
import type { MessageKey } from '../platform/i18n/index.ts'
import { fieldText } from '../web/index.ts'

/** Whom a report is about. */
export const subjects = ['broker', 'staff', 'both'] as const
export type Subject = (typeof subjects)[number]

/** A report as headquarters reads it. */
export interface BrokerReport {
  /** '': none was named. */
  officeId: string
  about: Subject
  words: string
  /** As it was typed; undefined: none. */
  contact: string | undefined
}

/** The form as it was typed. */
export interface ReportForm {
  about: string
  office: string
  words: string
  contact: string
}

export const emptyReport: ReportForm = { about: '', office: '', words: '', contact: '' }

/** Letters, as people count them: a page of writing. */
export const WORDS_MAX = 2_000
/** Read at all: what is longer need not be counted to the end. */
const WORDS_READ_MAX = 20_000
const CONTACT_READ_MAX = 300

export interface ReportFault {
  field: keyof ReportForm
  say: Extract<MessageKey, `complaints.errors.${string}` | `people.contact.${string}`>
  values?: { count: number; max: number }
}

export function readReportForm(body: unknown): ReportForm {
  return {
    about: fieldText(body, 'about', 20),
    office: fieldText(body, 'office', 40),
    words: fieldText(body, 'words', WORDS_READ_MAX).replaceAll(/\r\n?/g, '\n'),
    contact: fieldText(body, 'contact', CONTACT_READ_MAX).trim(),
  }
}

/** Signs that nobody typed: control signs but the line break, lone surrogates, turns of direction. */
const unsaid = /[^\P{C}\n\u200c\u200d]|[\u2028\u2029]/u

/** `isOffice`: whether there is an office of that id. Control signs are refused, not mended: nobody types them. */
export function readReport(
  form: ReportForm,
  isOffice: (officeId: string) => boolean,
): { report: BrokerReport } | { faults: ReportFault[] } {
  const about = subjects.find((one) => one === form.about)
  const words = form.words.trim()
  const faults: ReportFault[] = []
  if (!about) faults.push({ field: 'about', say: 'complaints.errors.aboutMissing' })
  if (form.office !== '' && !isOffice(form.office)) faults.push({ field: 'office', say: 'complaints.errors.office' })
  const wrongWords = wordsFault(words)
  if (wrongWords) faults.push(wrongWords)
  const reading = readContact(form.contact)
  if (!reading.ok) faults.push({ field: 'contact', say: contactMessage(reading.fault).say as ReportFault['say'] })
  if (!about || faults.length > 0) return { faults }
  return { report: { officeId: form.office, about, words, contact: form.contact || undefined } }
}

function wordsFault(words: string): ReportFault | undefined {
  if (words === '') return { field: 'words', say: 'complaints.errors.wordsMissing' }
  if (unsaid.test(words)) return { field: 'words', say: 'complaints.errors.unsaid' }
  const count = [...new Intl.Segmenter('id', { granularity: 'grapheme' }).segment(words)].length
  if (count <= WORDS_MAX) return undefined
  return { field: 'words', say: 'complaints.errors.wordsTooLong', values: { count, max: WORDS_MAX } }
}
