import { createHash } from 'node:crypto'
import swagger from '@fastify/swagger'
import type { RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { type ProblemType, problemTypes } from '../errors.ts'
import { isApiAddress } from './locale.ts'
import type { Http } from './server.ts'

/** The parts of an OpenAPI 3.1 document that we read again. */
export interface ApiDocument {
  openapi: string
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export interface Operation {
  summary?: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
  /** What it refuses with: names of problem types. */
  [PROBLEMS]?: ProblemType[]
}

export interface Parameter {
  in: string
  name: string
  required: boolean
  description?: string
  schema?: Schema
}

type Content = Record<string, { schema?: Schema }>

/** A JSON Schema (2020-12), as far as it is looked into. */
export interface Schema {
  type?: string | string[]
  $ref?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  allOf?: Schema[]
  format?: string
  description?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

const PROBLEMS = 'x-problems'
const PROBLEM_JSON = 'application/problem+json'

const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457. Its type is the address of a page that explains it.',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', enum: Object.keys(problemTypes).map((type) => `/problems/${type}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened and what to do, for people' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901, into the body or, without one, into the query' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    people: {
      type: 'array',
      items: { type: 'integer' },
      description: 'Of person-already-booked and cooling-off: positions in people, from 0',
    },
    until: { type: 'string', format: 'date-time', description: 'Of cooling-off: when it ends' },
    challenge: {
      type: 'object',
      description: 'Of work-needed: a challenge of ALTCHA, version 2 (PBKDF2/SHA-256), to be solved for `work`',
    },
    opensAt: { type: 'string', format: 'date-time', description: 'Of slot-unreleased: when it can be booked from' },
  },
}

/** The answer 304 of an operation whose answers have an ETag (RFC 9110, section 15.4.5). */
export const unchanged = Type.Null({ description: 'As it was when it was given the ETag in If-None-Match' })

const description =
  'Times are RFC 3339 with the offset of the office, ids are strings. The language is that of Accept-Language, ' +
  'Indonesian or English. Unknown fields are refused. Any request may also be answered by unavailable (503) or ' +
  'internal (500), and an address with another method by method-not-allowed (405).'

/** Problems of every route of its kind, found before a handler is asked. */
function problemsOf({ schema, config, method }: RouteOptions): ProblemType[] {
  const problems = new Set<ProblemType>(['bad-request', ...(config?.problems ?? [])])
  const isChange = [method].flat().some((one) => one !== 'GET' && one !== 'HEAD')
  if (schema?.body !== undefined || schema?.querystring !== undefined || schema?.headers !== undefined) {
    problems.add('invalid')
  }
  if (isChange) for (const type of ['not-json', 'too-large', 'other-origin'] as const) problems.add(type)
  return [...problems].toSorted()
}

/** Has the routes that are added from now on described; must stand before the first of them. */
export async function describeRoutes(http: Http, { publicUrl }: { publicUrl: string | undefined }): Promise<void> {
  await http.register(swagger, {
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Giliran', version: '1', description },
      servers: [{ url: publicUrl ?? '/' }],
      components: {
        securitySchemes: { ticketKey: { type: 'http', scheme: 'bearer', description: 'The key of the ticket' } },
      },
    },
    transform: ({ schema, url, route }) => {
      if (!isApiAddress(url)) return { schema: { hide: true }, url }
      return { schema: { ...schema, operationId: operationId(route), [PROBLEMS]: problemsOf(route) }, url }
    },
    transformObject: (made) => {
      const document = ('openapiObject' in made ? made.openapiObject : {}) as ApiDocument
      document.components.schemas['Problem'] = problemSchema
      for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
        addProblems(operation)
      }
      return document
    },
  })
}

/** getOfficesOfficeAvailability: the method and the words of the address. */
function operationId({ method, url }: RouteOptions): string {
  const words = url.replace(/^\/api\/v\d+\//, '').match(/[a-z]+/gi) ?? []
  return [method].flat()[0]!.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
}

function addProblems(operation: Operation): void {
  const byStatus = Map.groupBy(operation[PROBLEMS] ?? [], (type) => problemTypes[type])
  for (const [status, types] of byStatus) {
    const names = types.map((type) => `/problems/${type}`)
    const named: Schema = { type: 'object', properties: { type: { enum: names } } }
    operation.responses[status] = {
      description: types.join(', '),
      content: { [PROBLEM_JSON]: { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, named] } } },
    }
  }
}

/** The document of a server whose routes are all added. */
export function apiDocument(http: Http): ApiDocument {
  return http.swagger() as ApiDocument
}

/** GET /api/v1/openapi.json: made when first asked for, the same from then on. */
export function documentRoute(http: Http): void {
  let made: { body: string; etag: string } | undefined
  const make = (): { body: string; etag: string } => {
    const body = JSON.stringify(apiDocument(http))
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"` }
  }
  http.get('/api/v1/openapi.json', { schema: { hide: true } }, (request, reply) => {
    made ??= make()
    reply.header('etag', made.etag).header('cache-control', 'no-cache')
    if (request.headers['if-none-match'] === made.etag) return reply.code(304).send()
    return reply.type('application/json').send(made.body)
  })
}
