import { readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { type Locale, locales } from '../platform/i18n/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { type MessageKind, messageKinds } from './model.ts'
import english from './texts.en.ts'
import indonesian from './texts.id.ts'

/** The sentences of one language: of each kind a subject, for letters, and a text for every channel. */
export type MessageTexts = Record<MessageKind, { subject: string; text: string }>

const own: Record<Locale, MessageTexts> = { id: indonesian, en: english }

/** What each kind's text must say, no more and no less; a subject may say any of it. */
export const placeholders: Readonly<Record<MessageKind, readonly string[]>> = {
  booked: ['code', 'when', 'place', 'minutes', 'link'],
  moved: ['code', 'when', 'place', 'minutes', 'link'],
  cancelled: ['code', 'when', 'place'],
  'reminder-day': ['code', 'when', 'place', 'link'],
  'reminder-morning': ['code', 'when', 'place', 'minutes', 'link'],
  'called-soon': ['number', 'place', 'before', 'link'],
  'come-back': ['number', 'place', 'link'],
  closed: ['code', 'when', 'place', 'reason', 'link'],
  offer: ['when', 'place', 'until', 'link'],
  drawn: ['code', 'entry', 'place', 'result', 'link'],
  struck: ['code', 'place', 'result', 'link'],
  'passed-over': ['code', 'place', 'link'],
  proof: ['number', 'minutes'],
  survey: ['place', 'link'],
  'left-party': ['code', 'place', 'people', 'link'],
  'no-show': ['day', 'place', 'result'],
}

const sentence = Type.Object(
  {
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\r\\n]*$' })),
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 600 })),
  },
  { additionalProperties: false },
)
const kindsOfFile = Type.Object(
  Object.fromEntries(messageKinds.map((kind) => [kind, Type.Optional(sentence)])),
  { additionalProperties: false },
)
const fileSchema = Type.Object(
  Object.fromEntries(locales.map((locale) => [locale, Type.Optional(kindsOfFile)])),
  { additionalProperties: false },
)
type TextsFile = Partial<Record<Locale, Partial<Record<MessageKind, Partial<MessageTexts[MessageKind]>>>>>

/**
 * The texts that are sent: ours, and over them what the operator's own file (YAML: language,
 * kind, subject and text) says. Throws OperatorError that names every text which lacks a
 * placeholder, has one that its kind does not know, or is not there at all.
 */
export function loadTexts(file: string | undefined): Readonly<Record<Locale, MessageTexts>> {
  const theirs = file === undefined ? {} : readTexts(file)
  const texts = Object.fromEntries(
    locales.map((locale) => [
      locale,
      Object.fromEntries(
        messageKinds.map((kind) => [kind, { ...own[locale][kind], ...theirs[locale]?.[kind] }]),
      ),
    ]),
  ) as Record<Locale, MessageTexts>
  const faults = locales.flatMap((locale) => messageKinds.flatMap((kind) => faultsOf(texts[locale], locale, kind)))
  if (faults.length > 0) throw new OperatorError(`Texts that cannot be sent:\n${faults.join('\n')}`)
  return texts
}

/** Whether the operator's own file says this kind's text or subject. */
export function isOperators(
  texts: Readonly<Record<Locale, MessageTexts>>,
  { locale, kind }: { locale: Locale; kind: MessageKind },
): boolean {
  const [said, ours] = [texts[locale][kind], own[locale][kind]]
  return said.text !== ours.text || said.subject !== ours.subject
}

function readTexts(file: string): TextsFile {
  let read: unknown
  try {
    read = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : 'it cannot be read'
    throw new OperatorError(`GILIRAN_TEXTS: ${file} is no file of texts: ${why}`)
  }
  if (Value.Check(fileSchema, read)) return read
  const [first] = Value.Errors(fileSchema, read)
  throw new OperatorError(`GILIRAN_TEXTS: ${file}: ${first?.instancePath || '/'} ${first?.message ?? 'is wrong'}`)
}

function faultsOf(texts: MessageTexts, locale: Locale, kind: MessageKind): string[] {
  const { subject, text } = texts[kind]
  const known = placeholders[kind]
  const lacking = known.filter((name) => !namesIn(text).includes(name))
  const strange = [...new Set([...namesIn(text), ...namesIn(subject)])].filter((name) => !known.includes(name))
  return [
    ...lacking.map((name) => `  ${locale}.${kind}: {${name}} is missing`),
    ...strange.map((name) => `  ${locale}.${kind}: {${name}} means nothing here; known are ${known.join(', ')}`),
  ]
}

const PLACEHOLDER = /\{([^{}]*)\}/g
const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!)

/** The text with the values put in; a name without a value is a fault of ours and throws. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`no value for {${name}}`)
    return value
  })
}
