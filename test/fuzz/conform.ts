import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiDocument, Operation, Schema } from '../../src/platform/http/index.ts'
import type { Received, Sent } from './http.ts'

/** One method of one address of the document. */
export interface ApiOperation {
  /** `post /api/v1/bookings`; HEAD answers as GET does and is no operation of its own. */
  name: string
  method: string
  /** With `{office}` and the like. */
  path: string
  parameters: NonNullable<Operation['parameters']>
  body: Schema | undefined
  /** Names of the problem types it documents. */
  problems: readonly string[]
  responses: Operation['responses']
}

export function operationsOf(document: ApiDocument): ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses, ...rest }]) => ({
      name: `${method} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
      problems: rest['x-problems'] ?? [],
      responses,
    })),
  )
}

/** What of each operation has been seen: '2xx' and names of problem types. */
export class Coverage {
  private readonly seen = new Map<string, Map<string, number>>()

  count(operation: string, outcome: string): void {
    const outcomes = this.seen.get(operation) ?? new Map<string, number>()
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    this.seen.set(operation, outcomes)
  }

  /** What is documented and was never seen, as `operation: problem`. */
  missing(operations: readonly ApiOperation[]): string[] {
    return operations.flatMap(({ name, problems }) =>
      ['2xx', ...problems].filter((one) => !this.seen.get(name)?.has(one)).map((one) => `${name}: ${one}`),
    )
  }

  toString(): string {
    const lines = [...this.seen].map(([operation, outcomes]) => {
      const counts = [...outcomes].map(([outcome, times]) => `${outcome} ${times}`)
      return `${operation}: ${counts.toSorted((a, b) => a.localeCompare(b)).join(', ')}`
    })
    return lines.join('\n')
  }
}

/** Holds answers, and the requests that brought them, against the document. */
export class Conformance {
  readonly coverage = new Coverage()
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true })
  private readonly checks = new Map<Schema, ValidateFunction>()
  private readonly document: ApiDocument

  constructor(document: ApiDocument) {
    this.document = document
    addFormats.default(this.ajv)
  }

  /** Whether a body is one that the document says the operation takes. */
  takesBody({ body }: ApiOperation, value: unknown): boolean {
    return body === undefined || this.checkOf(body)(value)
  }

  /** Fails unless the document foresees this answer to this request. */
  check(operation: ApiOperation, sent: Sent, received: Received): void {
    const { status, text } = received
    const what = `${sent.method} ${sent.path.slice(0, 300)} -> ${status} ${text.slice(0, 600)}`
    assert.ok(status < 500 || operation.responses[status], `failed: ${what}`)
    const response = operation.responses[status]
    assert.ok(response, `status not documented: ${what}`)
    this.coverage.count(operation.name, this.outcomeOf(operation, received, what))
    if (sent.method === 'HEAD' || response.content === undefined) {
      assert.equal(text, '', `a body where none is documented: ${what}`)
      return
    }
    const type = String(received.headers['content-type']).split(';')[0]!
    const content = response.content[type]
    assert.ok(content, `type ${type} not documented: ${what}`)
    if (content.schema === undefined) return
    const isJson = type.endsWith('json')
    const check = this.checkOf(content.schema, true)
    check(isJson ? JSON.parse(text) : text)
    assert.deepEqual(check.errors ?? [], [], `body not as documented: ${what}`)
  }

  private outcomeOf({ name, problems }: ApiOperation, { text, status }: Received, what: string): string {
    if (status < 300) return '2xx'
    if (text === '' || status < 400) return String(status)
    const problem = JSON.parse(text) as { type: string }
    const type = problem.type.replace('/problems/', '')
    assert.ok(problems.includes(type), `${name} does not document ${type}: ${what}`)
    return type
  }

  private checkOf(schema: Schema, closed = false): ValidateFunction {
    let check = this.checks.get(schema)
    if (!check) {
      const whole = { ...(closed ? closedCopy(schema) : schema), components: closedCopy(this.document.components) }
      check = this.ajv.compile(closed ? { ...whole, unevaluatedProperties: false } : whole)
      this.checks.set(schema, check)
    }
    return check
  }
}

/** The same schema, but what stands in no object of it may not be answered: it would be undocumented. */
function closedCopy<T>(schema: T, isPart = false): T {
  if (Array.isArray(schema)) return schema.map((one) => closedCopy(one, true)) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).map(([name, below]) => [name, closedCopy(below, name === 'allOf')])
  const copy = Object.fromEntries(entries) as T & object
  const isObject = !isPart && Reflect.get(copy, 'type') === 'object' && Reflect.get(copy, 'properties') !== undefined
  if (isObject && !Object.hasOwn(copy, 'additionalProperties')) Reflect.set(copy, 'unevaluatedProperties', false)
  return copy
}
