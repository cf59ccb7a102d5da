/**
 * What this browser keeps of one day, encrypted: each record AES-256-GCM with a key that the
 * browser made and never hands out (not extractable), bound to its place and name. The key
 * lies in IndexedDB beside the records, so a copy of the disk alone is worth little to
 * somebody without this browser; whoever sits at the unlocked machine sees what reception
 * sees. Wiping a day throws its key away first.
 */
const DATABASE = 'giliran-reception'

interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  bytes: ArrayBuffer
}

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the browser could not keep this')))
  })

let opening: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  opening ??= (() => {
    const request = indexedDB.open(DATABASE, 1)
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('keys')
      request.result.createObjectStore('sealed')
    })
    return answer(request)
  })()
  return opening
}

async function store(name: 'keys' | 'sealed', mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await database()).transaction(name, mode).objectStore(name)
}

/** One day of one place: "wonosobo/kantor/2026-11-30". */
export class KeptDay {
  private readonly scope: string
  private readonly key: CryptoKey

  private constructor(scope: string, key: CryptoKey) {
    this.scope = scope
    this.key = key
  }

  /** Makes the day's key where there is none; of two tabs that do so at once, the first one's stands. */
  static async open(scope: string): Promise<KeptDay> {
    const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    const keys = await store('keys', 'readwrite')
    const known = (await answer(keys.get(scope))) as CryptoKey | undefined
    if (!known) await answer(keys.put(fresh, scope))
    return new KeptDay(scope, known ?? fresh)
  }

  async write(name: string, value: unknown): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(value))
    const bytes = await crypto.subtle.encrypt({ ...this.about(name), iv }, this.key, plain)
    const stores = (await database()).transaction(['keys', 'sealed'], 'readwrite')
    // Another tab may have wiped the day meanwhile: sealed with a key that is gone, nobody could read it.
    if ((await answer(stores.objectStore('keys').getKey(this.scope))) === undefined) throw new Error('the day is gone')
    await answer(stores.objectStore('sealed').put({ iv, bytes } satisfies Sealed, [this.scope, name]))
  }

  async read<T>(name: string): Promise<T | undefined> {
    const sealed = (await answer((await store('sealed', 'readonly')).get([this.scope, name]))) as Sealed | undefined
    return sealed && this.unseal<T>(name, sealed)
  }

  /** Every record whose name begins so, by name. */
  async readAll<T>(prefix: string): Promise<T[]> {
    const range = IDBKeyRange.bound([this.scope, prefix], [this.scope, `${prefix}\uffff`])
    const sealed = await store('sealed', 'readonly')
    const [names, records] = await Promise.all([answer(sealed.getAllKeys(range)), answer(sealed.getAll(range))])
    return Promise.all(
      (records as Sealed[]).map((record, i) => this.unseal<T>((names[i] as [string, string])[1], record)),
    )
  }

  async remove(name: string): Promise<void> {
    await answer((await store('sealed', 'readwrite')).delete([this.scope, name]))
  }

  private async unseal<T>(name: string, { iv, bytes }: Sealed): Promise<T> {
    const plain = await crypto.subtle.decrypt({ ...this.about(name), iv }, this.key, bytes)
    return JSON.parse(new TextDecoder().decode(plain)) as T
  }

  private about(name: string) {
    return { name: 'AES-GCM', additionalData: new TextEncoder().encode(`${this.scope} ${name}`) }
  }
}

/** Throws away every day whose scope `isOver`: its key first, then what it had sealed. */
export async function wipeDays(isOver: (scope: string) => boolean): Promise<void> {
  const keys = await store('keys', 'readwrite')
  const scopes = (await answer(keys.getAllKeys())) as string[]
  const over = scopes.filter(isOver)
  for (const scope of over) await answer(keys.delete(scope))
  const sealed = await store('sealed', 'readwrite')
  for (const scope of over) await answer(sealed.delete(IDBKeyRange.bound([scope, ''], [scope, '\uffff'])))
}

/** Which days of a place are kept: scopes that begin so. */
export async function keptScopes(prefix: string): Promise<string[]> {
  const scopes = (await answer((await store('keys', 'readonly')).getAllKeys())) as string[]
  return scopes.filter((scope) => scope.startsWith(prefix))
}
