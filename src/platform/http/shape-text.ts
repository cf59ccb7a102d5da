import type { Schema } from './openapi.ts'

/**
 * A schema in the fewest words that still say what it takes:
 *
 *     {
 *       party: integer 1..5
 *       people: [ 1..5 of {
 *         name: string 1..80
 *       } ]
 *       companion?: ...
 *     }
 */
export function shapeText(schema: Schema, named: Record<string, Schema> = {}, depth = 0): string {
  if (schema.$ref) {
    const found = named[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]
    return found ? shapeText(found, named, depth) : 'any'
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((one) => shapeText(one, named, depth)).join(' | ')
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array') return arrayText(schema, named, depth)
  if (schema.type === 'object') return objectText(schema, named, depth)
  const type = [schema.type ?? 'any'].flat().join(' | ')
  const range = rangeText(schema.minLength ?? schema.minimum, schema.maxLength ?? schema.maximum)
  return [type, schema.format, range].filter(Boolean).join(' ')
}

function arrayText(schema: Schema, named: Record<string, Schema>, depth: number): string {
  const range = rangeText(schema.minItems, schema.maxItems)
  return `[ ${range && `${range} of `}${shapeText(schema.items ?? {}, named, depth)} ]`
}

function objectText(schema: Schema, named: Record<string, Schema>, depth: number): string {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) return '{ }'
  const indent = '  '.repeat(depth + 1)
  const lines = properties.map(([name, property]) => {
    const mark = schema.required?.includes(name) ? '' : '?'
    const note = property.description ? `   (${property.description})` : ''
    return `${indent}${name}${mark}: ${shapeText(property, named, depth + 1)}${note}`
  })
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

function rangeText(from: number | undefined, to: number | undefined): string {
  if (from === undefined && to === undefined) return ''
  return from === to ? `${from}` : `${from ?? ''}..${to ?? ''}`
}
