import assert from 'node:assert/strict'
import type { FastifySchemaCompiler, FastifySchemaValidationError, RouteOptions } from 'fastify'
import { Ajv, type Options } from 'ajv'
import addFormats from 'ajv-formats'
import type { TSchema } from 'typebox'
import type { FieldFault, Refusal } from '../errors.ts'
import type { MessageKey, MessageValues } from '../i18n/index.ts'
import { httpErrors } from './errors.ts'

/** Faults named in one answer. More help nobody, and a hostile body could ask for 30,000. */
const FAULTS_MAX = 20
/** Values up to which a wrong body is read to its end for all its faults, not only the first. */
const VALUES_MAX = 500

type Check = (data: unknown) => true | { error: FastifySchemaValidationError[] }

function compiler(options: Options): (schema: TSchema) => Check {
  const make = (allErrors: boolean): Ajv => {
    const ajv = new Ajv({ ...options, allErrors, removeAdditional: false, strictTypes: false })
    // The default export of a CommonJS module, as TypeScript and Node see it.
    addFormats.default(ajv, ['date', 'date-time', 'email', 'uuid'])
    return ajv.addKeyword('example')
  }
  const quick = make(false)
  const thorough = make(true)
  return (schema) => {
    const passes = quick.compile(schema)
    let findAll: ReturnType<Ajv['compile']> | undefined
    return (data) => {
      if (passes(data)) return true
      if (valuesLeft(data, VALUES_MAX) < 0) return { error: passes.errors as FastifySchemaValidationError[] }
      findAll ??= thorough.compile(schema)
      void findAll(data)
      return { error: (findAll.errors ?? passes.errors) as FastifySchemaValidationError[] }
    }
  }
}

function valuesLeft(data: unknown, budget: number): number {
  let left = budget - 1
  if (typeof data !== 'object' || data === null) return left
  for (const value of Object.values(data)) {
    if (left < 0) return left
    left = valuesLeft(value, left)
  }
  return left
}

/**
 * Checks bodies as they are; in addresses all is text, so there numbers, booleans and
 * lists are read from it. Headers always hold more than a schema names.
 */
export function makeValidatorCompiler(): FastifySchemaCompiler<TSchema> {
  const body = compiler({ coerceTypes: false })
  const address = compiler({ coerceTypes: 'array', useDefaults: true })
  return ({ schema, httpPart }) => (httpPart === 'body' ? body : address)(schema)
}

/**
 * What a failed check becomes: a wrong id in the path can be nobody's (not-found), the rest
 * is `invalid` with one fault per field. A fault outside the body points into the query.
 */
export function refusalOfFaults(errors: FastifySchemaValidationError[], part: string): Refusal {
  if (part === 'params') return httpErrors.NOT_FOUND()
  const faults = new Map<string, FieldFault>()
  for (const error of errors) {
    const fault = faultOf(error)
    if (fault && !faults.has(fault.pointer)) faults.set(fault.pointer, fault)
    if (faults.size === FAULTS_MAX) break
  }
  return httpErrors.INVALID({ faults: [...faults.values()] })
}

function faultOf({ keyword, instancePath, params }: FastifySchemaValidationError): FieldFault | undefined {
  const fault = (code: string, say: MessageKey, values?: MessageValues, below?: string): FieldFault => ({
    pointer: below === undefined ? instancePath : `${instancePath}/${escapePointer(below)}`,
    code,
    say,
    ...(values && { values }),
  })
  const bound = (): MessageValues => ({ bound: Number(params['limit']) })
  switch (keyword) {
    case 'required':
      return fault('missing', 'platform.fault.missing', undefined, String(params['missingProperty']))
    case 'additionalProperties':
      return fault('unknown', 'platform.fault.unknown', undefined, String(params['additionalProperty']))
    case 'type':
      return fault('wrong-type', 'platform.fault.wrongType', { expected: String(params['type']) })
    case 'enum':
      return fault('not-a-choice', 'platform.fault.notAChoice', { choices: listOf(params['allowedValues']) })
    case 'const':
      return fault('not-a-choice', 'platform.fault.notAChoice', { choices: String(params['allowedValue']) })
    case 'minLength':
      return fault('too-short', 'platform.fault.tooShort', bound())
    case 'maxLength':
      return fault('too-long', 'platform.fault.tooLong', bound())
    case 'minimum':
    case 'exclusiveMinimum':
      return fault('too-small', 'platform.fault.tooSmall', bound())
    case 'maximum':
    case 'exclusiveMaximum':
      return fault('too-big', 'platform.fault.tooBig', bound())
    case 'minItems':
    case 'minProperties':
      return fault('too-few', 'platform.fault.tooFew', bound())
    case 'maxItems':
    case 'maxProperties':
      return fault('too-many', 'platform.fault.tooMany', bound())
    case 'uniqueItems':
      return fault('repeated', 'platform.fault.repeated')
    default:
      return fault('malformed', 'platform.fault.malformed')
  }
}

const listOf = (choices: unknown): string => (Array.isArray(choices) ? choices.map(String).join(', ') : '')

/** One step of an RFC 6901 pointer. */
const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/**
 * Every object of a request's schema says that it takes no other fields: an open one would
 * let a misspelt field pass in silence. Ours to mend, so it stops the start.
 */
export function assertClosed(route: RouteOptions): void {
  for (const part of ['body', 'querystring', 'params'] as const) {
    const open = findOpen(route.schema?.[part], part)
    assert(open === undefined, `${[route.method].flat().join('|')} ${route.url}: ${open} takes unknown fields`)
  }
}

function findOpen(schema: unknown, at: string): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  if (Reflect.get(schema, 'type') === 'object') {
    const isMap = Reflect.get(schema, 'patternProperties') !== undefined
    if (Reflect.get(schema, 'additionalProperties') === undefined && !isMap) return at
  }
  for (const [name, below] of Object.entries(schema)) {
    const open = findOpen(below, `${at}/${name}`)
    if (open !== undefined) return open
  }
  return undefined
}
