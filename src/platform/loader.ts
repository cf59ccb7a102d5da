import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, enableCompileCache, registerHooks, setSourceMapsSupport } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Rolldown from 'rolldown/utils'

/**
 * Lets Node run the sources as they are: `node --import <this file>`. Types are taken off by
 * Node itself; JSX, which it does not know, is made into calls by rolldown, which makes the
 * islands too. Both are kept below node_modules/.cache, by content, so that only what has
 * changed is made anew (docs/decisions/0011-nodes-own-types.md).
 */
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))
const made = join(cache, 'giliran-jsx')

enableCompileCache(join(cache, 'giliran-compiled'))
setSourceMapsSupport(true)

/** Loaded only when something has changed: it takes longer than all that was kept. */
let rolldown: typeof Rolldown | undefined

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return next(url, context)
    return { format: 'module', source: javascriptOf(fileURLToPath(url)), shortCircuit: true }
  },
})

function javascriptOf(file: string): string {
  const source = readFileSync(file, 'utf8')
  const kept = join(made, hash('sha256', `${file}\n${source}`))
  try {
    return readFileSync(kept, 'utf8')
  } catch {
    const code = compiled(file, source)
    keep(kept, code)
    return code
  }
}

function compiled(file: string, source: string): string {
  rolldown ??= createRequire(import.meta.url)('rolldown/utils') as typeof Rolldown
  const jsx = { runtime: 'automatic', importSource: 'preact' } as const
  const { code, map, errors } = rolldown.transformSync(file, source, { lang: 'tsx', jsx, sourcemap: true })
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors.map(({ message }) => message).join('; ')}`)
  const inline = Buffer.from(JSON.stringify(map)).toString('base64')
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`
}

/** Where nothing can be kept, on a disk that may only be read, it is made anew at each start. */
function keep(file: string, code: string): void {
  try {
    mkdirSync(made, { recursive: true })
    writeFileSync(`${file}.${process.pid}`, code)
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // See above.
  }
}
