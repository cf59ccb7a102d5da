import { globSync, readFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** From the project's folder, with slashes: 'src/bookings/rules.ts'. */
  path: string
  text: string
}

export interface Import {
  from: string
  to: string
  /** Types vanish before anything runs, so they make no cycle. */
  typeOnly: boolean
}

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export function readSources(patterns: readonly string[]): SourceFile[] {
  return globSync([...patterns], { cwd: ROOT })
    .toSorted()
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(`${ROOT}/${path}`, 'utf8') }))
}

const STATIC = /^[ \t]*(?:import|export)\s+(type\s)?[^'";]*?\bfrom\s*'([^']+)'/gm
const BARE = /^[ \t]*import\s*'([^']+)'/gm
const DYNAMIC = /\b(?:import|require\.resolve|import\.meta\.resolve)\(\s*'([^']+)'\s*\)/g
/** A file for a worker. */
const WORKER = /\bnew URL\('(\.[^']+\.ts)', import\.meta\.url\)/g

/** The imports of one of our files by another; packages and node: are left out. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const found = [
    ...text.matchAll(STATIC).map(([, type, to]) => ({ to: to!, typeOnly: type !== undefined })),
    ...text.matchAll(BARE).map(([, to]) => ({ to: to!, typeOnly: false })),
    ...text.matchAll(DYNAMIC).map(([, to]) => ({ to: to!, typeOnly: false })),
    ...text.matchAll(WORKER).map(([, to]) => ({ to: to!, typeOnly: true })),
  ]
  return found
    .filter(({ to }) => to.startsWith('.'))
    .map(({ to, typeOnly }) => ({ from: path, to: posix.join(posix.dirname(path), to), typeOnly }))
}
