/**
 * The service worker of the staff pages: keeps reception's page and what it loads, so that a
 * reload works without the network. Served under /staff/service-worker.js, with the list of
 * this build's files before it (reception-routes.ts), so every build is a new worker. It
 * imports nothing. It keeps no personal data: the page names nobody, answers are not kept.
 */
interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface FetchEventLike extends WorkerEvent {
  request: Request
  respondWith(response: Promise<Response>): void
}
interface WorkerScope {
  giliranBuild: { name: string; files: string[] }
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(type: string, listener: (event: never) => void): void
}

const scope = globalThis as unknown as WorkerScope
const { name, files } = scope.giliranBuild
const FILES = `giliran-files-${name}`
const PAGES = `giliran-pages-${name}`
const isKept = /^\/(en\/)?staff\/offices\/[^/]+\/sites\/[^/]+\/reception$/

scope.addEventListener('install', (event: WorkerEvent) => {
  const fill = async (): Promise<void> => {
    const cache = await caches.open(FILES)
    await cache.addAll(files)
    await scope.skipWaiting()
  }
  event.waitUntil(fill())
})

scope.addEventListener('activate', (event: WorkerEvent) => {
  const clean = async (): Promise<void> => {
    const old = (await caches.keys()).filter((one) => one.startsWith('giliran-') && one !== FILES && one !== PAGES)
    await Promise.all(old.map((one) => caches.delete(one)))
    await scope.clients.claim()
  }
  event.waitUntil(clean())
})

/** A page that is open asks to be kept: it was loaded before there was a worker. */
scope.addEventListener('message', (event: WorkerEvent & { data?: { keep?: string } }) => {
  const path = event.data?.keep
  if (!path || !isKept.test(path)) return
  event.waitUntil(
    fetch(path, { credentials: 'same-origin', redirect: 'manual' }).then((response) => keep(path, response)),
  )
})

scope.addEventListener('fetch', (event: FetchEventLike) => {
  const { method, url, mode } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== location.origin) return
  if (files.includes(pathname)) event.respondWith(fromFiles(event.request))
  else if (mode === 'navigate' && isKept.test(pathname)) event.respondWith(page(event.request, pathname))
})

async function fromFiles(request: Request): Promise<Response> {
  const kept = await (await caches.open(FILES)).match(request)
  return kept ?? fetch(request)
}

/** The network first: another officer, another build, a session that is over. */
async function page(request: Request, path: string): Promise<Response> {
  try {
    const response = await fetch(request)
    await keep(path, response.clone())
    return response
  } catch (error) {
    const kept = await (await caches.open(PAGES)).match(path)
    if (kept) return kept
    throw error
  }
}

async function keep(path: string, response: Response): Promise<void> {
  if (response.ok && !response.redirected) await (await caches.open(PAGES)).put(path, response)
}
