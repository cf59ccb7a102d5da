import { atSignOut } from './at-sign-out.ts'
import type { OfflineDesk } from './offline-desk.ts'
import type { ReceptionData } from './reception-types.ts'

/**
 * Has the browser keep this page, so that it opens without the network, and has it forget
 * what it knows of the day when its officer signs out. The page itself names nobody.
 */
export function keepPage({ links: { worker, scope } }: ReceptionData, desk: OfflineDesk): () => void {
  const forgets = atSignOut(() => desk.wipe())
  // Old browsers, private windows: then a reload without the network fails, all else stands.
  if (!('serviceWorker' in navigator)) return forgets
  const { serviceWorker } = navigator
  const asked = { keep: location.pathname }
  const register = async (): Promise<void> => {
    await serviceWorker.register(worker, { scope, type: 'module' })
    const ready = await serviceWorker.ready
    ready.active?.postMessage(asked)
  }
  // After a deployment the page is asked for under the old worker, whose pages the new one throws away.
  const onNewWorker = (): void => serviceWorker.controller?.postMessage(asked)
  serviceWorker.addEventListener('controllerchange', onNewWorker)
  register().catch(() => undefined)
  return () => {
    serviceWorker.removeEventListener('controllerchange', onNewWorker)
    forgets()
  }
}
