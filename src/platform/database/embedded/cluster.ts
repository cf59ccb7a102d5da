import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../../operator-error.ts'
import { executable } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import { makePrivate, own } from './place.ts'
import type { Place } from './place.ts'

export const ROLE = 'giliran'
export const DATABASE = 'giliran'

// The first version whose collation is its own and the same on every machine.
const BUILTIN_LOCALE_MAJOR = 17

/**
 * Makes the cluster of `place` where there is none, and what guards it at every start. Data
 * of another major version is an OperatorError: PostgreSQL cannot read it.
 */
export function prepareCluster(place: Place, binaries: Binaries): void {
  if (existsSync(place.cluster)) refuseOtherVersion(place, binaries)
  else initialise(place, binaries)
  if (place.runAs && statSync(place.cluster).uid !== place.runAs.uid) own(place.cluster, place.runAs)
  if (place.socketDir) makePrivate(place.socketDir, place.runAs)
  // Within the 0700 folder only its owner reaches the socket; anyone on this machine reaches loopback.
  const access = place.socketDir ? 'local all all trust\n' : 'host all all 127.0.0.1/32 scram-sha-256\n'
  writeOwned(join(place.cluster, 'pg_hba.conf'), access, place)
}

export function readPassword(place: Place): string {
  return readFileSync(place.passwordFile, 'utf8').trim()
}

function refuseOtherVersion(place: Place, binaries: Binaries): void {
  const major = Number(readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8'))
  if (major === binaries.major) return
  throw new OperatorError(
    `the data in ${place.cluster} was made by PostgreSQL ${major}, and this Giliran brings ${binaries.major}:` +
      ' with the Giliran that made it run `giliran backup FILE`, move the folder away, start this one,' +
      ' and run `giliran restore FILE`',
  )
}

// In a folder of another name first: a half-made cluster would look like a whole one.
function initialise(place: Place, binaries: Binaries): void {
  const unfinished = `${place.cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  makePrivate(unfinished, place.runAs)
  writeOwned(place.passwordFile, `${randomBytes(24).toString('base64url')}\n`, place)
  const locale =
    binaries.major >= BUILTIN_LOCALE_MAJOR
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C']
  const { status, stderr, error } = spawnSync(
    join(binaries.bin, executable('initdb')),
    [
      ...['-D', unfinished, '-U', ROLE, `--pwfile=${place.passwordFile}`, '--encoding=UTF8', ...locale],
      ...['--data-checksums', '--auth-host=scram-sha-256', '--auth-local=scram-sha-256', '--no-instructions'],
    ],
    {
      ...(place.runAs && { uid: place.runAs.uid, gid: place.runAs.gid }),
      cwd: place.dataDir,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  if (status !== 0) {
    const reason = error?.message ?? stderr.trim().split('\n').at(-1)
    throw new OperatorError(`PostgreSQL could not make its data in ${place.cluster}: ${reason}`)
  }
  renameSync(unfinished, place.cluster)
}

// Removed and made anew, never opened: in a folder of PostgreSQL's user, root follows no link.
function writeOwned(path: string, text: string, { runAs }: Place): void {
  rmSync(path, { force: true })
  writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
  if (runAs) chownSync(path, runAs.uid, runAs.gid)
}
