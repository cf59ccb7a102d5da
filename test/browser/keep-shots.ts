import { copyFileSync, globSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * node --import tsx test/browser/keep-shots.ts: copies what README shows from .shots, where
 * the browser tests left it, into docs/screenshots.
 */
const steps = ['home', 'office', 'who', 'check', 'day', 'hour-taken', 'ticket']
const chosen = steps.map((name) => ['360-id', name] as const)
const wide = ['home', 'ticket'].map((name) => ['1280-id', name] as const)
const english = [['360-en', 'ticket']] as const

const root = fileURLToPath(new URL('../../', import.meta.url))
mkdirSync(`${root}docs/screenshots`, { recursive: true })
for (const [sight, name] of [...chosen, ...wide, ...english]) {
  const [shot] = globSync(`${root}.shots/${sight}-[0-9][0-9]-${name}.png`)
  if (!shot) throw new Error(`.shots has no ${sight} ${name}: run the browser tests first`)
  copyFileSync(shot, `${root}docs/screenshots/${sight}-${name}.png`)
}
