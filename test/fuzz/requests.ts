import fc from 'fast-check'
import type { ApiOperation } from './conform.ts'
import type { Sent } from './http.ts'
import { fitting, hostileTexts, type Known, mutate, type Mutation, mutation } from './values.ts'

/** A request of the fuzz, and what was meant by it. */
export interface Fuzzed {
  sent: Sent
  /** The body as a value, where it is JSON; undefined for anything else. */
  json?: { value: unknown }
}

const JSON_TYPE = 'application/json'

/**
 * Requests of one operation, from those that fit its schemas, through those with one thing
 * wrong, to those with nothing right. `knowns` are situations: what is known in each goes
 * together (a code and its key).
 */
export function requestsOf(operation: ApiOperation, knowns: readonly Known[]): fc.Arbitrary<Fuzzed> {
  // Made once each: to make one anew for every request takes longer than the request.
  return fc.oneof(...knowns.map((known) => requestsIn(operation, known)))
}

function requestsIn(operation: ApiOperation, known: Known): fc.Arbitrary<Fuzzed> {
  return fc
    .record({
      path: pathOf(operation, known),
      query: queryOf(operation, known),
      headers: headersOf(operation, known),
      body: bodyOf(operation, known),
      method: fc.constantFrom(...(operation.method === 'GET' ? ['GET', 'GET', 'GET', 'HEAD'] : [operation.method])),
    })
    .map(({ path, query, headers, body, method }) => ({
      sent: {
        method,
        path: path + query,
        headers: { ...body.headers, ...headers },
        ...(body.text !== undefined && { body: body.text }),
      },
      ...('json' in body && { json: { value: body.json } }),
    }))
}

const percent = (text: string): string => encodeURIComponent(text.toWellFormed())

/** Percent-encoding that is not whole, not UTF-8, or of NUL. */
const oddEncodings = ['%', '%zz', '%00', 'a%00', '%c0%af', '%ff', '%ed%a0%80', '%e0%a4', '%u0041'] as const

function pathOf({ path, parameters }: ApiOperation, known: Known): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const values = names.map((name) => {
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema ?? {}
    return fc.oneof(
      { weight: 20, arbitrary: fitting(schema, known, name).map((value) => percent(String(value))) },
      { weight: 2, arbitrary: fc.constantFrom(...hostileTexts).map(percent) },
      { weight: 1, arbitrary: fc.constantFrom(...oddEncodings) },
    )
  })
  return fc.tuple(...values).map((texts) => {
    let nth = 0
    // An empty part would be another address: that of the list.
    return path.replaceAll(/\{\w+\}/g, () => texts[nth++] || '%20')
  })
}

type Pairs = (readonly [name: string, text: string])[]

const manyFields = `?${'a=1&'.repeat(1500)}`

function queryOf({ parameters }: ApiOperation, known: Known): fc.Arbitrary<string> {
  const described = parameters.filter((one) => one.in === 'query')
  const record = Object.fromEntries(
    described.map(({ name, schema }) => [name, fitting(schema ?? {}, known, `?${name}`)]),
  )
  const requiredKeys = described.filter(({ required }) => required).map(({ name }) => name)
  const pairs = fc
    .record(record, { requiredKeys, noNullPrototype: true })
    .map((values): Pairs =>
      Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)] as const)),
    )
  const wrongPair = fc.tuple(
    fc.constantFrom(...described.map(({ name }) => name), 'sort', '__proto__', '', 'locale'),
    fc.constantFrom(...hostileTexts),
  )
  const wrong = fc.tuple(pairs, wrongPair, fc.nat(5), fc.boolean()).map(([all, pair, at, drops]): Pairs =>
    drops ? all.filter((_, i) => i !== at % Math.max(1, all.length)) : all.toSpliced(at % (all.length + 1), 1, pair),
  )
  return fc.oneof(
    { weight: 12, arbitrary: pairs.map(textOfPairs) },
    { weight: 4, arbitrary: wrong.map(textOfPairs) },
    { weight: 1, arbitrary: fc.constantFrom(...oddEncodings).map((odd) => `?locale=${odd}`) },
    { weight: 1, arbitrary: fc.constantFrom('?', '?&&=&', '?a', '?;', manyFields, '?locale=id&locale=en') },
  )
}

const textOfPairs = (pairs: Pairs): string =>
  pairs.length === 0 ? '' : `?${pairs.map(([name, text]) => `${percent(name)}=${percent(text)}`).join('&')}`

/** HTTP carries latin1 without control characters; the rest never gets as far as the server. */
const headerText = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')

function headersOf({ parameters }: ApiOperation, known: Known): fc.Arbitrary<Record<string, string>> {
  const described = parameters
    .filter((one) => one.in === 'header')
    .map(({ name, schema, required }) => {
      const fits = fitting(schema ?? {}, known, name.toLowerCase()).map((value) => headerText(String(value)))
      return fc.oneof(
        { weight: 16, arbitrary: fits.map((value) => [[name, value]]) },
        { weight: 1, arbitrary: fc.constantFrom(...hostileTexts).map((value) => [[name, headerText(value)]]) },
        { weight: required ? 1 : 8, arbitrary: fc.constant([] as string[][]) },
      )
    })
  const network = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.${a}.${b}.1`)
  const others = fc.oneof(
    { weight: 20, arbitrary: fc.constant<Record<string, string>>({}) },
    { weight: 2, arbitrary: fc.constantFrom('en', 'en-GB;q=0.1, id', '*', ';;').map(named('accept-language')) },
    { weight: 1, arbitrary: fc.constant(named('accept-language')('x'.repeat(900))) },
    { weight: 1, arbitrary: fc.constantFrom('*', '"a"', 'W/"a", *', ',').map(named('if-none-match')) },
    { weight: 1, arbitrary: fc.constantFrom('cross-site', 'same-site', 'none', '?').map(named('sec-fetch-site')) },
    { weight: 1, arbitrary: fc.constantFrom('https://example.com', 'null', 'x', 'file://').map(named('origin')) },
    { weight: 1, arbitrary: fc.constantFrom('gzip', 'br;q=0', '*', '??').map(named('accept-encoding')) },
    { weight: 1, arbitrary: fc.constantFrom('text/html', 'application/xml', '').map(named('accept')) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileTexts).map(headerText).map(named('x-forwarded-for')) },
  )
  return fc.tuple(network, others, ...described).map(([from, other, ...pairs]) => ({
    'x-forwarded-for': from,
    ...other,
    ...(Object.fromEntries(pairs.flat()) as Record<string, string>),
  }))
}

const named = (name: string) => (value: string): Record<string, string> => ({ [name]: value })

interface FuzzedBody {
  text?: string | Buffer
  headers: Record<string, string>
  json?: unknown
}

function bodyOf({ body: schema, method }: ApiOperation, known: Known): fc.Arbitrary<FuzzedBody> {
  if (schema === undefined) {
    // Also with GET something may come along; it is left unread.
    const none = fc.constant<FuzzedBody>({ headers: {} })
    return method === 'GET' ? none : fc.oneof(none, fc.constant<FuzzedBody>({ text: 'x', headers: {} }))
  }
  const fits = fitting(schema, known)
  const asJson = (json: unknown): FuzzedBody => ({
    json,
    text: JSON.stringify(json) ?? '',
    headers: { 'content-type': JSON_TYPE },
  })
  const mutated = fc
    .tuple(fits, fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([value, mutations]) => mutations.reduce<unknown>((one, mutation: Mutation) => mutate(one, mutation), value))
  const text = fits.map((value) => JSON.stringify(value))
  const inserted = fc.constantFrom('', '"', '}', ',', '\\', '\u0000', '\ufffd', '{{')
  const broken = fc.tuple(text, fc.nat(400), fc.nat(6), inserted)
  const large = fc.constantFrom(65 * 1024, 200_000).map((size) => `"${'x'.repeat(size)}"`)
  return fc.oneof(
    { weight: 14, arbitrary: fits.map(asJson) },
    { weight: 8, arbitrary: mutated.map(asJson) },
    { weight: 1, arbitrary: fc.jsonValue().map(asJson) },
    { weight: 3, arbitrary: broken.map(spliced) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => ofType(JSON_TYPE, Buffer.from(bytes))) },
    { weight: 1, arbitrary: fc.tuple(text, fc.constantFrom(...otherTypes)).map(([one, type]) => ofType(type, one)) },
    { weight: 1, arbitrary: fc.constantFrom<FuzzedBody>({ headers: {} }, { headers: { 'content-type': JSON_TYPE } }) },
    { weight: 1, arbitrary: large.map((one) => ofType(JSON_TYPE, one)) },
  )
}

const otherTypes = [
  'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', ';', 'json',
  'application/json-patch+json',
] as const

const ofType = (type: string, text: string | Buffer): FuzzedBody => ({ text, headers: { 'content-type': type } })

function spliced([text, at, count, insert]: [string, number, number, string]): FuzzedBody {
  const start = at % (text.length + 1)
  return ofType(JSON_TYPE, text.slice(0, start) + insert + text.slice(start + count))
}
