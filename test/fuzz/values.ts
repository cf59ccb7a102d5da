import fc from 'fast-check'
import type { Schema } from '../../src/platform/http/index.ts'

/** Values that mean something here, by the place they stand in: `office`, `people/nik`. Most requests use them. */
export type Known = Record<string, readonly unknown[]>

/** Texts that have broken programs elsewhere. */
export const hostileTexts: readonly string[] = [
  ...['', ' ', '0', '-1', '1e9', 'NaN', 'null', 'undefined', 'true', '[]', '{}', '%', '%00', '%zz', '%c0%af'],
  ...['\u0000', 'a\u0000b', '\r\nSet-Cookie: a=b', '../../etc/passwd', '.', '..'],
  ...["' or '1'='1", '"; drop table slot;--', '<script>alert(1)</script>', '{{7*7}}', '${7*7}'],
  ...['__proto__', 'constructor', 'toString', '\u202eabc', '\ud800', '\udc00x', '\ufeff', '\ufffd'],
  ...['💥', 'ﷺ'.repeat(20), 'a\u0301'.repeat(50), '２０２６-12-01'],
  ...['2026-02-30', '+275760-09-13', '-000001-01-01', '9999-12-31'],
  ...['9'.repeat(18), '9223372036854775807', '9'.repeat(400), 'x'.repeat(3000), 'Bearer ', 'Bearer x', 'WSB-000-0000'],
]

/** What may stand anywhere in a body. */
export const hostileValues: readonly unknown[] = [
  ...hostileTexts, null, true, 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [[]], [null], { a: 1 }, { length: -1 },
  { toString: 'x' }, Array.from({ length: 300 }, () => 'x'),
]

/**
 * Values that a schema of the document allows. Where something is known for a place it
 * stands there most of the time; everything else the schema allows, too.
 */
export function fitting(schema: Schema, known: Known, at = ''): fc.Arbitrary<unknown> {
  const any = anyOf(schema, known, at)
  const some = known[at]
  return some ? fc.oneof({ weight: 24, arbitrary: fc.constantFrom(...some) }, { weight: 1, arbitrary: any }) : any
}

function anyOf(schema: Schema, known: Known, at: string): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, known, at)))
  switch (schema.type) {
    case 'null':
      return fc.constant(null)
    case 'object':
      return objectOf(schema, known, at)
    case 'array':
      return fc.array(fitting(schema.items ?? {}, known, at), {
        minLength: schema.minItems ?? 0,
        maxLength: schema.maxItems ?? 5,
        size: 'max',
      })
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 2 ** 31 })
    case 'string':
      return knownTexts.get(schema) ?? textOf(schema)
    default:
      throw new Error(`no values are known for ${JSON.stringify(schema)} at ${at}`)
  }
}

function objectOf({ properties = {}, required = [] }: Schema, known: Known, at: string): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => [
    name,
    fitting(schema, known, at === '' ? name : `${at}/${name}`),
  ])
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required,
    noNullPrototype: true,
  })
}

/** To make them anew for each request takes longer than the request. */
const knownTexts = new WeakMap<Schema, fc.Arbitrary<string>>()

function textOf(schema: Schema & { pattern?: string }): fc.Arbitrary<string> {
  const text = anyText(schema)
  knownTexts.set(schema, text)
  return text
}

function anyText(schema: Schema & { pattern?: string }): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 60, format, pattern } = schema
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  if (format === 'uuid') return fc.uuid()
  if (format === 'date') return anyDate.map((one) => one.toISOString().slice(0, 10))
  if (format === 'date-time') {
    return fc.tuple(anyDate, fc.constantFrom(...offsets)).map(([one, offset]) => momentOf(one) + offset)
  }
  const sized = { minLength, maxLength }
  return fc.oneof(
    fc.string({ ...sized, unit: codePoint }).filter((text) => text.isWellFormed()),
    fc.string({ ...sized, unit: 'grapheme' }).filter((text) => [...text].length <= maxLength),
    fc.constantFrom(...hostileTexts).map((text) => text.slice(0, maxLength).padEnd(minLength, 'x')),
  )
}

/** As fast-check's unit 'binary', which is made anew, with a table of all of them, for each text that asks for it. */
const codePoint = fc.nat(0x10_ff_ff).map((code) => String.fromCodePoint(code))

const anyDate = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-31'), noInvalidDate: true })

/** All that RFC 3339 lets stand behind the seconds. */
const offsets = ['Z', 'z', '+07:00', '-00:00', '+23:59', '.123456789Z', '.1+09:00'] as const
const momentOf = (date: Date): string => date.toISOString().slice(0, 19)

/** One thing wrong with a JSON value, at a place counted through all of it. */
export interface Mutation {
  at: number
  how: 'replace' | 'drop' | 'add' | 'repeat'
  value: unknown
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(60),
  how: fc.constantFrom('replace', 'drop', 'add', 'repeat'),
  value: fc.oneof(fc.constantFrom(...hostileValues), fc.jsonValue()),
})

/** The value with its mutation made; the value itself stays as it is. */
export function mutate(value: unknown, { at, how, value: other }: Mutation): unknown {
  const whole = { value: structuredClone(value) }
  const places = placesIn(whole)
  const { holder, name } = places[at % places.length]!
  const here: unknown = Reflect.get(holder, name)
  if (how === 'drop' && Array.isArray(holder)) holder.splice(Number(name), 1)
  else if (how === 'drop') Reflect.deleteProperty(holder, name)
  else if (how === 'repeat' && Array.isArray(holder)) holder.push(here)
  else if (how === 'add' && typeof here === 'object' && here !== null) Object.assign(here, { 'a/b~c': other })
  else Reflect.set(holder, name, other)
  return whole.value
}

interface Place {
  holder: object
  name: string
}

function placesIn(holder: object): Place[] {
  return Object.keys(holder).flatMap((name) => {
    const below: unknown = Reflect.get(holder, name)
    const here = { holder, name }
    return typeof below === 'object' && below !== null ? [here, ...placesIn(below)] : [here]
  })
}
