import type { Fault, Path } from './faults.ts'

/** Those of `named` that are none of `known`. */
export function unknown(
  named: readonly string[],
  known: readonly { id: string }[],
  path: Path,
  say: Fault['say'],
): Fault[] {
  const ids = known.map(({ id }) => id)
  return named.flatMap((name, index) =>
    ids.includes(name) ? [] : [{ path: [...path, index], say, values: { allowed: ids.join(', ') } }],
  )
}

/** Those that were named before, at the path that `pathOf` gives. */
export function twice(names: readonly string[], pathOf: (index: number) => Path): Fault[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ path: pathOf(index), say: 'offices.definition.twice' }],
  )
}
