import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { OperatorError } from '../platform/operator-error.ts'
import type { Asset } from './assets.ts'
import type { IslandBuild } from './island-build.ts'

/**
 * Islands: the few pieces of pages that run in the browser, `src/<room>/islands/<name>.island.tsx`.
 * They are built by Vite when their sources have changed since the last start, into
 * node_modules/.cache/giliran-islands/<key>/, where key is a hash of everything that goes in.
 * Any number of processes may do so at once: each writes a folder of its own and renames it,
 * and what they write is the same.
 */
export interface Islands {
  /** Everything to serve, each under an address that changes with its content. */
  assets: readonly Asset[]
  /** Throws for a name that no island has: a mistake of ours. */
  of(name: string): IslandFiles
}

/** Addresses: an island's module, and what it imports, to be fetched at the same time. */
export interface IslandFiles {
  script: string
  shared: readonly string[]
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const CACHE = join(ROOT, 'node_modules/.cache/giliran-islands')
const BUILDER = new URL('./island-build.ts', import.meta.url)
/** Read last and written in a folder that is renamed whole, so where it stands, all stands. */
const MANIFEST = 'islands.json'

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
}

/** The islands, read from the cache or built now; throws OperatorError when they cannot be built. */
export async function loadIslands(cache = CACHE): Promise<Islands> {
  const sources = globSync('src/*/islands/*.island.{ts,tsx}', { cwd: ROOT })
    .map((path) => join(ROOT, path))
    .toSorted()
  const folder = join(cache, keyOf(sources))
  const { files, islands } = readBuild(folder) ?? keepBuild(folder, await runBuild(sources))
  const assets = Object.entries(files).map(
    ([name, { plain, gzip, brotli }]): Asset => ({
      path: `/assets/${name}`,
      contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
      plain: Buffer.from(plain),
      gzip: Buffer.from(gzip),
      brotli: Buffer.from(brotli),
    }),
  )
  return {
    assets,
    of(name) {
      const found = islands[name]
      if (!found) throw new Error(`there is no island ${name}`)
      return { script: `/assets/${found.script}`, shared: found.shared.map((file) => `/assets/${file}`) }
    },
  }
}

/** Of everything that goes in: the sources and what they import, the packages' versions, the way of building. */
function keyOf(sources: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(BUILDER)).update(versionOf('vite'))
  const files = new Set(sources)
  const packages = new Set(['preact'])
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    hash.update(relative(ROOT, file).replaceAll('\\', '/')).update('\0').update(text).update('\0')
    for (const [, specifier] of text.matchAll(/\b(?:from|import)\s*\(?\s*'([^'?]+)/g)) {
      const path = resolve(dirname(file), specifier!)
      if (!specifier!.startsWith('.')) packages.add(/^(@[^/]+\/)?[^/]+/.exec(specifier!)![0])
      else if (existsSync(path)) files.add(path)
    }
  }
  for (const name of [...packages].toSorted()) hash.update(`${name} ${versionOf(name)}\n`)
  return hash.digest('hex').slice(0, 24)
}

/** '' for what has no version of its own, such as node:assert. */
function versionOf(packageName: string): string {
  const path = packageName.startsWith('node:') ? undefined : findPackageJSON(packageName, import.meta.url)
  return path ? (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version : ''
}

interface Manifest extends Pick<IslandBuild, 'islands'> {
  /** Of the files; each lies there plain, as .gz and as .br. */
  names: string[]
}

function readBuild(folder: string): IslandBuild | undefined {
  if (!existsSync(join(folder, MANIFEST))) return undefined
  const { names, islands } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Manifest
  const read = (name: string) => readFileSync(join(folder, name))
  const files = names.map((name) => [
    name,
    { plain: read(name), gzip: read(`${name}.gz`), brotli: read(`${name}.br`) },
  ])
  return { files: Object.fromEntries(files), islands }
}

/** Keeps a build for the next start. A folder that cannot be written makes starts slower, not impossible. */
function keepBuild(folder: string, build: IslandBuild): IslandBuild {
  const own = `${folder}.${randomUUID()}`
  try {
    mkdirSync(own, { recursive: true })
    for (const [name, { plain, gzip, brotli }] of Object.entries(build.files)) {
      writeFileSync(join(own, name), plain)
      writeFileSync(join(own, `${name}.gz`), gzip)
      writeFileSync(join(own, `${name}.br`), brotli)
    }
    const manifest: Manifest = { names: Object.keys(build.files), islands: build.islands }
    writeFileSync(join(own, MANIFEST), JSON.stringify(manifest))
    renameSync(own, folder)
    forgetOld(dirname(folder))
  } catch {
    // Read-only, or another process was first: what it wrote is the same.
    rmSync(own, { recursive: true, force: true })
  }
  return build
}

/** A megabyte each: builds so old are of code that is gone. A start that needs one builds it again. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000

function forgetOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name)
    if (statSync(folder).mtimeMs < Date.now() - KEPT_MS) rmSync(folder, { recursive: true, force: true })
  }
}

async function runBuild(sources: string[]): Promise<IslandBuild> {
  const worker = new Worker(BUILDER, { workerData: { root: ROOT, sources } })
  try {
    return await new Promise<IslandBuild>((done, fail) => {
      worker.once('message', done)
      worker.once('error', fail)
      worker.once('exit', (code) => fail(new Error(`the builder ended with ${code}`)))
    })
  } catch (error) {
    const { message } = error as Error
    throw new OperatorError(`the pages' scripts cannot be built; run npm ci and start again: ${message}`, {
      cause: error,
    })
  } finally {
    await worker.terminate()
  }
}
