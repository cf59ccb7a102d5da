import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Fault, type Path, shapeFaults } from './faults.ts'
import { type FileFault, FileRefusal } from './errors.ts'

/** A readable file of an office is some 10 kB; this is room for fifty sites and no more. */
const BYTES_MAX = 512 * 1024

/** Aliases may be used, but not to blow a small file up to a huge one. */
const ALIASES_MAX = 1000

/**
 * Reads YAML or JSON (which YAML contains) and checks it against `schema`, then by `checks`,
 * which see only what has the right shape. Throws FileRefusal with every fault, its place
 * and its line.
 */
export function readFile<T extends TSchema>(
  schema: T,
  text: string,
  checks: (value: Static<T>) => Fault[] = () => [],
): Static<T> {
  if (Buffer.byteLength(text) > BYTES_MAX) {
    throw new FileRefusal([asFileFault({ path: [], say: 'offices.definition.tooLarge', values: { max: BYTES_MAX } })])
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors.map((error) =>
    asFileFault(syntaxFault(error.message), lines.linePos(error.pos[0]).line),
  )
  if (broken.length > 0) throw new FileRefusal(broken)
  const value = toValue(document)
  const shape = value === null ? [{ path: [], say: 'offices.definition.empty' } as const] : shapeFaults(schema, value)
  if (shape.length === 0 && !Check(schema, value)) throw new Error('the schema refuses what its walk found no fault in')
  const faults = shape.length > 0 ? shape : checks(value as Static<T>)
  if (faults.length === 0) return value as Static<T>
  throw new FileRefusal(faults.map((fault) => locate(document, lines, fault)))
}

/** `templates[2].week.monday` */
export function placeOf(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('').replace(/^\./, '')
}

function syntaxFault(detail: string): Fault {
  return { path: [], say: 'offices.definition.syntax', values: { detail } }
}

function toValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIASES_MAX })
  } catch (error) {
    // An alias without its anchor, or too many of them: the library says so only here.
    if (error instanceof ReferenceError) throw new FileRefusal([asFileFault(syntaxFault(error.message))])
    throw error
  }
}

/** Adds the line: of the value's key, or where that is missing of what should hold it. */
function locate(document: Document.Parsed, lines: LineCounter, fault: Fault): FileFault {
  let node: Node | null = document.contents
  let offset = node?.range?.[0]
  for (const part of fault.path) {
    if (isAlias(node)) node = node.resolve(document) ?? null
    const inside: [Node | null, Node | null] = childOf(node, part)
    offset = (inside[0] ?? inside[1])?.range?.[0] ?? offset
    node = inside[1]
    if (!node) break
  }
  const quoted = fault.say === 'offices.definition.quoted' && isScalar(node) && node.source
  const said = quoted ? { ...fault, values: { example: `'${quoted}'` } } : fault
  return asFileFault(said, offset === undefined ? undefined : lines.linePos(offset).line)
}

/** Key and value of one entry, where there is one. */
function childOf(node: Node | null, part: string | number): [Node | null, Node | null] {
  if (isSeq(node)) return [null, (node.items[Number(part)] ?? null) as Node | null]
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part) : undefined
  return [(pair?.key ?? null) as Node | null, (pair?.value ?? null) as Node | null]
}

export function asFileFault({ path, say, values }: Fault, line?: number): FileFault {
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { pointer, code: say.slice(say.lastIndexOf('.') + 1), say, values, place: placeOf(path), line }
}
