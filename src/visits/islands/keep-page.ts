import { atSignOut } from './at-sign-out.ts'
import type { OfflineDesk } from './offline-desk.ts'
import type { ReceptionData } from './reception-types.ts'

/**
 * Has the browser keep this page, so that it opens without the network, and has it forget
 * what it knows of the day when its officer signs out. The page itself names nobody.
 */
export function keepPage({ links: { worker, scope } }: ReceptionData, desk: OfflineDesk): () => void {
  const register = async (): Promise<void> => {
    await navigator.serviceWorker.register(worker, { scope, type: 'module' })
    const ready = await navigator.serviceWorker.ready
    ready.active?.postMessage({ keep: location.pathname })
  }
  if ('serviceWorker' in navigator) {
    // Old browsers, private windows: then a reload without the network fails, all else stands.
    register().catch(() => undefined)
  }
  return atSignOut(() => desk.wipe())
}
