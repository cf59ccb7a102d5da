/** In the bar of every staff page: who signs out leaves nothing of the day in this browser. */
import { atSignOut } from './at-sign-out.ts'
import { wipeUnlessOpen } from './kept-scans.ts'

// Reception's screen goes on keeping, so it stops that itself first: see keep-page.ts.
if (!document.querySelector('[data-island=reception]')) atSignOut(() => wipeUnlessOpen(''))
