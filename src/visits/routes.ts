import type { Http } from '../platform/http/index.ts'
import { floorRoutes } from './api-floor.ts'
import { offlineRoutes } from './api-offline.ts'
import { kioskRoutes } from './api-kiosk.ts'
import { publicRoutes } from './api-public.ts'
import { receptionRoutes } from './api-reception.ts'
import type { VisitDeps } from './deps.ts'

/** Everything of the day that is JSON or a stream. */
export function visitRoutes(deps: VisitDeps): (http: Http) => void {
  return (http) => {
    floorRoutes(deps)(http)
    receptionRoutes(deps)(http)
    offlineRoutes(deps)(http)
    publicRoutes(deps)(http)
    kioskRoutes(deps)(http)
  }
}
