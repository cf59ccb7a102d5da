import { spawnSync } from 'node:child_process'
import { installDebian } from './debian.ts'

/**
 * Makes sure of a `python3` on the path, in which the tests run the recipe that the page of a
 * draw prints: there, or Debian's own, installed now where we are root. Fails with the one
 * command that helps; these tests are never skipped.
 */
export function ensurePython(): void {
  if (runsPython()) return
  installDebian('python3')
  if (runsPython()) return
  console.error('Tests of the draw need Python. Install it, for example with\n\n  sudo apt-get install -y python3\n')
  process.exit(1)
}

const runsPython = (): boolean => spawnSync('python3', ['--version']).status === 0
