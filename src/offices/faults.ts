import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import type { MessageKey, MessageValues } from '../platform/i18n/index.ts'

/** The way to a value in a file: `['templates', 2, 'week']`. */
export type Path = readonly (string | number)[]

/** What is wrong with the value at `path`. The last part of `say` is its stable code. */
export interface Fault {
  path: Path
  say: MessageKey
  values?: MessageValues
}

interface Shape {
  type?: string
  enum?: readonly unknown[]
  description?: string
  properties?: Record<string, TSchema>
  required?: readonly string[]
  items?: TSchema
  anyOf?: readonly TSchema[]
  minItems?: number
  maxItems?: number
}

/** Everything in `value` that is not as `schema` says, in the order of the file; nothing: it fits. */
export function shapeFaults(schema: TSchema, value: unknown, path: Path = []): Fault[] {
  const shape = schema as Shape
  if (shape.anyOf) return shapeFaults(likeliest(shape.anyOf, value), value, path)
  if (shape.properties && isObject(value)) return objectFaults(shape, value, path)
  if (shape.items && Array.isArray(value)) {
    return [
      ...countFaults(shape, value.length, path),
      ...value.flatMap((item, index) => shapeFaults(shape.items!, item, [...path, index])),
    ]
  }
  const [error] = Errors(schema, value)
  return error ? [valueFault(shape, error, value, path)] : []
}

/** Of several shapes the one that was meant: for a mapping the one with properties, else the first. */
function likeliest(shapes: readonly TSchema[], value: unknown): TSchema {
  const mapping = shapes.find((shape) => (shape as Shape).properties !== undefined)
  return (isObject(value) && mapping) || shapes[0]!
}

function objectFaults(shape: Shape, value: Record<string, unknown>, path: Path): Fault[] {
  const properties = shape.properties!
  const missing = (shape.required ?? []).filter((name) => value[name] === undefined)
  return [
    ...missing.map((name): Fault => ({ path: [...path, name], say: 'offices.definition.missing' })),
    ...Object.entries(value).flatMap(([name, inside]): Fault[] => {
      if (Object.hasOwn(properties, name)) return shapeFaults(properties[name]!, inside, [...path, name])
      const allowed = Object.keys(properties).join(', ')
      return [{ path: [...path, name], say: 'offices.definition.unknown', values: { allowed } }]
    }),
  ]
}

function countFaults({ minItems = 0, maxItems = Infinity }: Shape, count: number, path: Path): Fault[] {
  if (count < minItems) return [{ path, say: 'offices.definition.fewest', values: { limit: minItems } }]
  if (count > maxItems) return [{ path, say: 'offices.definition.manyest', values: { limit: maxItems } }]
  return []
}

const typeSays: Record<string, MessageKey> = {
  string: 'offices.definition.types.string',
  integer: 'offices.definition.types.integer',
  number: 'offices.definition.types.number',
  boolean: 'offices.definition.types.boolean',
  array: 'offices.definition.types.array',
  object: 'offices.definition.types.object',
}

type SchemaError = ReturnType<typeof Errors>[number]

function valueFault(shape: Shape, error: SchemaError, value: unknown, path: Path): Fault {
  if (shape.enum) return { path, say: 'offices.definition.oneOf', values: { allowed: shape.enum.join(', ') } }
  switch (error.keyword) {
    case 'type': {
      const scalar = typeof value === 'number' || typeof value === 'boolean'
      if (shape.type === 'string' && scalar) {
        return { path, say: 'offices.definition.quoted', values: { example: `'${value}'` } }
      }
      const say = typeSays[shape.type ?? '']
      if (say) return { path, say }
      break
    }
    case 'pattern':
      if (!shape.description) return { path, say: 'offices.definition.name' }
      return { path, say: 'offices.definition.form', values: { form: shape.description } }
    case 'minimum':
      return { path, say: 'offices.definition.least', values: { limit: Number(error.params.limit) } }
    case 'maximum':
      return { path, say: 'offices.definition.most', values: { limit: Number(error.params.limit) } }
    case 'minLength':
      return { path, say: 'offices.definition.shortest' }
    case 'maxLength':
      return { path, say: 'offices.definition.longest', values: { limit: error.params.limit } }
    default:
  }
  return { path, say: 'offices.definition.wrong', values: { detail: error.message } }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
