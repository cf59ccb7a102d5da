import { spawnSync } from 'node:child_process'

/** The user PostgreSQL runs as where Giliran itself is root, since it refuses to be root. */
export interface RunAs {
  name: string
  uid: number
  gid: number
}

/** Who this process is; undefined on Windows, where nobody is root. */
export function ownUid(): number | undefined {
  return process.getuid?.()
}

/** `postgres`, else `nobody`: users that are there already, so none is created. */
export function unprivilegedUser(): RunAs | undefined {
  for (const name of ['postgres', 'nobody']) {
    const uid = askId('-u', name)
    const gid = askId('-g', name)
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid }
  }
  return undefined
}

// `id` rather than /etc/passwd: users may live in a directory service.
function askId(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return status === 0 ? Number(stdout) : undefined
}

/** Whether `user` can enter `folder`, tried in earnest, so that access lists and mounts count too. */
export function canEnter(folder: string, user: RunAs): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return status === 0
}
