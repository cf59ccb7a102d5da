import { createHash } from 'node:crypto'
import type { Ticket } from '../../bookings/index.ts'
import { formatCode } from '../../bookings/index.ts'
import type { Http } from '../../platform/http/index.ts'
import { Island, type Site, type View } from '../../web/index.ts'
import type { PushButtonData } from '../islands/push-button.island.tsx'
import type { PushSubscription } from '../push-crypto.ts'

/** One worker for both languages. */
const WORKER = '/t/service-worker.js'
const SCOPE = '/t/'

export interface PhonePartProps {
  view: View
  ticket: Ticket
  vapidKey: string
  phones: readonly PushSubscription[]
}

/** "Tell me on this phone", a button that needs script; nothing without. */
export function PhonePart({ view, ticket, vapidKey, phones }: PhonePartProps) {
  const { t } = view
  const data: PushButtonData = {
    words: {
      on: t('notify.phone.on'),
      off: t('notify.phone.off'),
      isOn: t('notify.phone.isOn'),
      isOff: t('notify.phone.isOff'),
      blocked: t('notify.phone.blocked'),
      failed: t('notify.phone.failed'),
    },
    vapidKey,
    api: `/api/v1/bookings/${formatCode(ticket.code)}/phones`,
    key: ticket.key,
    told: phones.map(({ endpoint }) => createHash('sha256').update(endpoint).digest('hex')),
    worker: WORKER,
    scope: SCOPE,
  }
  return <Island view={view} name="push-button" data={data} />
}

/** The worker that shows what is pushed. It has no list of files: it keeps none. */
export function phoneWorker({ islands }: Pick<Site, 'islands'>): (http: Http) => void {
  const script = islands?.of('push-worker').script
  const code = islands?.assets.find(({ path }) => path === script)
  if (!code) throw new Error('the worker of push messages was not built')
  const text = code.plain.toString('utf8')
  return (http) => {
    http.get(WORKER, { config: { isShared: true } }, (_request, reply) =>
      reply
        .headers({
          'content-type': 'text/javascript; charset=utf-8',
          'cache-control': 'no-cache',
          'content-security-policy': "default-src 'none'",
        })
        .send(text),
    )
  }
}
