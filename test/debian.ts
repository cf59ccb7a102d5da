import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs packages where we are root on a Debian, those that it knows of them; elsewhere it does nothing. */
export function installDebian(...names: string[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log(`Installing ${names.join(' and ')} for the tests`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit', env })
  const install = (...some: string[]) =>
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...some], { stdio: 'inherit', env })
  if (install(...names).status !== 0 && names.length > 1) for (const name of names) install(name)
}
