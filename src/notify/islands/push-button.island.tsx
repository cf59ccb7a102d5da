import { useEffect, useState } from 'preact/hooks'
import { mount } from '../../web/islands/mount.ts'
import { postJson } from '../../web/islands/post.ts'

/** What the page hands over. */
export interface PushButtonData {
  words: Record<'on' | 'off' | 'isOn' | 'isOff' | 'blocked' | 'failed', string>
  /** The sender's key, in base64url. */
  vapidKey: string
  /** The ticket's phones in the API, and its key. */
  api: string
  key: string
  /** Hashes of the phones that are told already: is this one of them? */
  told: readonly string[]
  worker: string
  scope: string
}

type State = 'off' | 'on' | 'blocked' | 'failed' | 'busy'

/** Nothing where the browser knows no push: a telephone's home screen app may, its browser not. */
const isKnown = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

async function openPushManager({ worker, scope }: PushButtonData): Promise<PushManager> {
  const registration = await navigator.serviceWorker.register(worker, { scope, updateViaCache: 'none' })
  const starting = registration.active ? undefined : (registration.installing ?? registration.waiting)
  if (starting) await new Promise<void>((done) => starting.addEventListener('statechange', () => {
    if (starting.state === 'activated') done()
  }))
  return registration.pushManager
}

const hashOf = async (endpoint: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const isTold = async ({ told, scope }: PushButtonData): Promise<boolean> => {
  if (told.length === 0) return false
  const registration = await navigator.serviceWorker.getRegistration(scope)
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? told.includes(await hashOf(subscription.endpoint)) : false
}

async function tell(data: PushButtonData): Promise<State> {
  // Asked first: a browser wants the press that it follows.
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked'
  const manager = await openPushManager(data)
  const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: data.vapidKey })
  const { endpoint, keys } = subscription.toJSON()
  const answer = await postJson(data.api, { endpoint, keys }, { authorization: `Bearer ${data.key}` })
  return answer.kind === 'done' ? 'on' : 'failed'
}

/** This ticket alone: the subscription stays, other tickets may be told by it. */
async function tellNoMore(data: PushButtonData): Promise<State> {
  const subscription = await (await openPushManager(data)).getSubscription()
  if (!subscription) return 'off'
  const body = { endpoint: subscription.endpoint }
  const answer = await postJson(`${data.api}/forget`, body, { authorization: `Bearer ${data.key}` })
  return answer.kind === 'done' ? 'off' : 'failed'
}

function PushButton(data: PushButtonData) {
  const { words } = data
  const [isOn, setIsOn] = useState(false)
  const [state, setState] = useState<State>('off')
  useEffect(() => {
    if (isKnown) void isTold(data).then((told) => {
      setIsOn(told)
      setState(told ? 'on' : 'off')
    }, () => undefined)
  }, [])
  if (!isKnown) return null
  const press = async (): Promise<void> => {
    if (state === 'busy') return
    setState('busy')
    const next = await (isOn ? tellNoMore(data) : tell(data)).catch((): State => 'failed')
    setState(next)
    if (next === 'on' || next === 'off') setIsOn(next === 'on')
  }
  const said = { off: words.isOff, on: words.isOn, blocked: words.blocked, failed: words.failed, busy: '' }[state]
  return (
    <div class="stack" data-push={state}>
      <button type="button" class="btn two" aria-disabled={state === 'busy'} onClick={() => void press()}>
        {isOn ? words.off : words.on}
      </button>
      <p class="s muted" role="status">{said}</p>
    </div>
  )
}

mount<PushButtonData>('push-button', (data) => <PushButton {...data} />)
