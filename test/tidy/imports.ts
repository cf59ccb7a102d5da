import { importsOf } from './source.ts'
import type { Import, SourceFile } from './source.ts'

/** The features in the order of design.md: each may use those before it, through their index.ts. */
export const FEATURES = [
  'offices',
  'people',
  'staff',
  'schedule',
  'bookings',
  'visits',
  'notify',
  'surveys',
  'complaints',
  'draws',
  'partners',
  'witness',
  'transparency',
  'reports',
  'simulate',
] as const

/** The one place that collects sentences from every room. */
const CATALOGUE = 'src/platform/i18n/catalogue.ts'

/** Shows every page in its states; no feature's door should carry that into the product. */
const GALLERY = 'src/gallery.tsx'

/** What an import breaks, in one line; undefined: nothing. Tests may look into their own feature's rooms. */
export function wrongDirection({ from, to }: Import): string | undefined {
  const [here, there] = [roomOf(from), roomOf(to)]
  if (here === there || here === 'outside') return undefined
  if (there === 'outside') return 'product code uses no tests'
  if (from === CATALOGUE && /\/messages\.\w+\.ts$/.test(to)) return undefined
  if (there === 'top') return 'nothing below uses main or the command line'
  const [rankHere, rankThere] = [rankOf(here), rankOf(there)]
  if (rankThere >= rankHere) return `${here} comes before ${there} and must not use it`
  if (from === GALLERY && /[/-]gallery\.tsx$/.test(to)) return undefined
  if (isFeature(there) && !/^src\/\w+\/index\.ts$/.test(to)) return `${there} is entered through its index.ts only`
  return undefined
}

/** Every circle of files that import each other for more than types, as 'a -> b -> a'. */
export function cyclesOf(imports: readonly Import[]): string[] {
  const next = Map.groupBy(
    imports.filter(({ typeOnly }) => !typeOnly),
    ({ from }) => from,
  )
  const done = new Set<string>()
  const path: string[] = []
  const cycles: string[] = []
  const visit = (file: string): void => {
    const start = path.indexOf(file)
    if (start >= 0) cycles.push([...path.slice(start), file].join(' -> '))
    if (start >= 0 || done.has(file)) return
    path.push(file)
    for (const { to } of next.get(file) ?? []) visit(to)
    path.pop()
    done.add(file)
  }
  for (const file of next.keys()) visit(file)
  return cycles
}

/** Files that nothing leads to from `roots`. */
export function deadFiles(files: readonly SourceFile[], isRoot: (path: string) => boolean): string[] {
  const next = Map.groupBy(files.flatMap(importsOf), ({ from }) => from)
  const reached = new Set(files.map(({ path }) => path).filter(isRoot))
  for (const file of reached) {
    for (const { to } of next.get(file) ?? []) reached.add(to)
  }
  return files.map(({ path }) => path).filter((path) => !reached.has(path))
}

function roomOf(path: string): string {
  const [top, room, ...rest] = path.split('/')
  if (top !== 'src' || room === undefined) return 'outside'
  return rest.length === 0 || room === 'cli' ? 'top' : room
}

function isFeature(room: string): room is (typeof FEATURES)[number] {
  return (FEATURES as readonly string[]).includes(room)
}

function rankOf(room: string): number {
  if (room === 'platform') return 0
  if (room === 'web') return 1
  return room === 'top' ? Infinity : 2 + FEATURES.indexOf(room as (typeof FEATURES)[number])
}
