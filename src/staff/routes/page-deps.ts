import type { Site } from '../../web/index.ts'
import type { Cookies } from '../cookies.ts'
import type { StaffDeps } from '../deps.ts'
import type { RequireStaff } from '../door.ts'

/** What the pages of this feature need beside its use cases. */
export interface StaffPageDeps extends StaffDeps {
  site: Site
  cookies: Cookies
  requireStaff: RequireStaff
}
