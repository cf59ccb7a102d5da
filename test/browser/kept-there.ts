import type { Page } from 'playwright-core'

/** All that this browser holds of the house, as somebody would find it there. */
export async function readKept(page: Page): Promise<{ extractable: boolean[]; text: string }> {
  // As text: what is evaluated in a page must bring no helpers of its own along.
  return page.evaluate(`(async () => {
    const open = indexedDB.open('giliran-reception')
    await new Promise((done) => (open.onsuccess = done))
    const all = async (name) => {
      const asked = open.result.transaction(name).objectStore(name).getAll()
      await new Promise((done) => (asked.onsuccess = done))
      return asked.result
    }
    const [keys, sealed] = [await all('keys'), await all('sealed')]
    const pages = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const one of await cache.keys()) pages.push(await (await cache.match(one)).text())
    }
    const text = [...sealed.map((one) => new TextDecoder('latin1').decode(one.bytes)), ...pages].join('')
    return { extractable: keys.map((key) => key.extractable), text }
  })()`)
}

/** How many keys and records this browser has: read on a page of the house that is not about to go. */
export const keptIn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const open = indexedDB.open('giliran-reception')
    await new Promise((done) => (open.onsuccess = done))
    let count = 0
    for (const name of ['keys', 'sealed']) {
      const asked = open.result.transaction(name).objectStore(name).count()
      await new Promise((done) => (asked.onsuccess = done))
      count += asked.result
    }
    open.result.close()
    return count
  })
