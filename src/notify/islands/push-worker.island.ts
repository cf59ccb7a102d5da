/**
 * The service worker of the tickets' pages: shows what is pushed, and opens the ticket when it
 * is pressed. It keeps nothing, answers no request of a page and imports nothing. Served under
 * /t/service-worker.js (pages/phone-part.tsx).
 */
interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface PushEventLike extends WorkerEvent {
  data: { json(): unknown } | null
}
interface ClickEventLike extends WorkerEvent {
  notification: { close(): void; data: unknown }
}
interface WorkerScope {
  registration: { showNotification(title: string, options: object): Promise<void> }
  clients: { openWindow(url: string): Promise<unknown> }
  addEventListener(type: string, listener: (event: never) => void): void
}

const scope = globalThis as unknown as WorkerScope

scope.addEventListener('push', (event: PushEventLike) => {
  const { title, body, path, tag, lang } = (event.data?.json() ?? {}) as Partial<Record<string, string>>
  const shown = { body, tag, lang, data: path }
  event.waitUntil(scope.registration.showNotification(title ?? 'Giliran', shown))
})

/** Of this site's tickets only, whatever a message says. */
const isTicket = /^\/(en\/)?t\/[A-Za-z0-9_-]+$/

scope.addEventListener('notificationclick', (event: ClickEventLike) => {
  const { notification } = event
  notification.close()
  const path = typeof notification.data === 'string' && isTicket.test(notification.data) ? notification.data : '/'
  event.waitUntil(scope.clients.openWindow(path))
})
