import type { Http } from '../../platform/http/index.ts'
import type { DrawPageDeps } from './deps.ts'
import { drawRoutes } from './draw.ts'
import { enterRoutes } from './enter.ts'
import { entryRoutes } from './entry.ts'
import { staffDrawRoutes } from './staff.ts'

/** Every page of a draw, in each language: the draw itself, entering, an entry, and the desk. */
export function drawPages(deps: DrawPageDeps): (http: Http) => void {
  const parts = [drawRoutes, enterRoutes, entryRoutes, staffDrawRoutes]
  return (http) => {
    for (const part of parts) part(deps)(http)
  }
}
