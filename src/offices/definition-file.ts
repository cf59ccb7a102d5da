import { isDeepStrictEqual } from 'node:util'
import type { Translate } from '../platform/i18n/index.ts'
import type { Catalogue } from './catalogue.ts'
import { definitionFaults } from './definition-checks.ts'
import { type OfficeDefinition, officeDefinitionSchema } from './definition.ts'
import { readFile } from './file.ts'
import { type OwnWords, wordsIn } from './shapes.ts'

/**
 * An office from its file (YAML or JSON), whole and checked against the catalogue. Throws
 * FileRefusal that names every fault with its place and line.
 */
export function readDefinition(text: string, catalogue: Catalogue): OfficeDefinition {
  return readFile(officeDefinitionSchema, text, (definition) => definitionFaults(definition, catalogue))
}

/**
 * What differs between two definitions, one sentence a difference, in the order of the
 * file. Entries of lists are told apart by what names them (a site's id, a template's site
 * and channel), so that putting them in another order is no change. No difference: none.
 */
export function describeChanges(before: OfficeDefinition | null, after: OfficeDefinition, t: Translate): string[] {
  if (!before) return [t('offices.changes.first')]
  return differences(before, after, '').map(({ path, was, is }) => {
    if (was === undefined) return t('offices.changes.added', { path, after: shown(is, t) })
    if (is === undefined) return t('offices.changes.removed', { path, before: shown(was, t) })
    return t('offices.changes.changed', { path, before: shown(was, t), after: shown(is, t) })
  })
}

interface Difference {
  path: string
  was: unknown
  is: unknown
}

function differences(was: unknown, is: unknown, path: string): Difference[] {
  if (isDeepStrictEqual(was, is)) return []
  const entriesWas = entriesOf(was)
  const entriesIs = entriesOf(is)
  if (!entriesWas || !entriesIs) return [{ path, was, is }]
  const names = new Set([...entriesIs.keys(), ...entriesWas.keys()])
  return [...names].flatMap((name) => {
    const inside = Array.isArray(is) ? `${path}[${name}]` : path ? `${path}.${name}` : name
    return differences(entriesWas.get(name), entriesIs.get(name), inside)
  })
}

/** Named parts of a value; undefined for what is shown whole: words, numbers, lists of words. */
function entriesOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  if (value.some((item) => typeof item !== 'object')) return undefined
  const entries = new Map<string, unknown>()
  for (const item of value as Record<string, unknown>[]) {
    const name = nameOf(item)
    // Two templates of one site and channel may share a name; they are told apart by order.
    let free = name
    for (let count = 2; entries.has(free); count++) free = `${name} ${count}`
    entries.set(free, item)
  }
  return entries
}

function nameOf(item: Record<string, unknown>): string {
  const keys = 'channel' in item ? ['site', 'channel', 'from'] : 'id' in item ? ['id'] : ['code']
  const named = keys.map((key) => item[key]).filter((part) => typeof part === 'string')
  if (named.length > 0) return named.join(' ')
  return typeof item['date'] === 'string' ? item['date'] : wordsIn(item['name'] as OwnWords, 'id')
}

function shown(value: unknown, t: Translate): string {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(' ') || '-'
  if (typeof value === 'object' && value !== null) {
    return t('offices.changes.details', { count: Object.keys(value).length })
  }
  return String(value)
}
