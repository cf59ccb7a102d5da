import { makeVapidKeys } from '../notify/index.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'

/** Prints fresh settings for web push. They are kept nowhere. */
export function run(args: string[], { say }: Terminal): Promise<void> {
  readArguments(args, { places: [] })
  const { publicKey, privateKey } = makeVapidKeys()
  say(`VAPID_PUBLIC_KEY=${publicKey}`)
  say(`VAPID_PRIVATE_KEY=${privateKey}`)
  say('VAPID_SUBJECT=mailto:...   # where push services can write to')
  return Promise.resolve()
}
