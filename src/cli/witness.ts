import { systemClock } from '../platform/clock.ts'
import { openLifecycle } from '../platform/lifecycle.ts'
import { formatVkey } from '../platform/tlog/vkey.ts'
import { makeWitnessKey, openState, openWitness, readLogs, readWitnessKey, serveWitness } from '../witness/index.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Terminal } from './verbs.ts'

const DEFAULT_LISTEN = '127.0.0.1:3100'

/** Runs a witness until it is told to stop. It needs no database and none of the app's settings. */
export async function run(args: string[], { log, say }: Terminal): Promise<void> {
  const { options } = readArguments(args, {
    places: [],
    options: {
      key: { type: 'string' },
      logs: { type: 'string' },
      state: { type: 'string' },
      listen: { type: 'string', default: DEFAULT_LISTEN },
    },
  })
  const at = listenAt(options.listen)
  const signer = await readWitnessKey(required('--key', options.key))
  const logs = await readLogs(required('--logs', options.logs))
  const folder = required('--state', options.state)
  const lifecycle = openLifecycle(log)
  try {
    const state = openState(folder)
    lifecycle.onStop('state', () => state.close())
    const witness = openWitness({ signer, logs, state, clock: systemClock, log })
    const served = await serveWitness(witness, { ...at, log })
    lifecycle.onStop('http', () => served.close())
    say(`${signer.vkey.name} witnesses ${[...new Set(logs.map(({ name }) => name))].join(', ')}`)
    say(`Listening at ${served.address}; its key, for whoever trusts it: ${formatVkey(signer.vkey)}`)
  } catch (error) {
    await lifecycle.stop()
    lifecycle.release()
    throw error
  }
}

/** Makes the key of a witness and says the half of it that others need. */
export async function keygen(args: string[], { say }: Terminal): Promise<void> {
  const { places, options } = readArguments(args, { places: ['FILE'], options: { name: { type: 'string' } } })
  const [file] = places
  const { vkey } = await makeWitnessKey(file, required('--name', options.name))
  say(`The key is in ${file}; nobody else may have it. Its other half, for whoever trusts this witness:`)
  say(formatVkey(vkey))
}

function required(name: string, value: string | undefined): string {
  if (value) return value
  throw new UsageError(`${name} is missing`)
}

function listenAt(text: string): { host: string; port: number } {
  const [, inBrackets, plain, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text) ?? []
  const host = inBrackets ?? plain
  if (host === undefined || Number(port) > 65_535) throw new UsageError('--listen is HOST:PORT, like 127.0.0.1:3100')
  return { host, port: Number(port) }
}
