import { startAllJobs } from '../../src/jobs.ts'
import type { ChannelAdapter } from '../../src/notify/channel.ts'
import { openParts } from '../../src/parts.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { openLifecycle } from '../../src/platform/lifecycle.ts'
import { createLog } from '../../src/platform/log.ts'
import { serve } from '../../src/serve.ts'

/**
 * A process of the product: with ROLE=door it answers over HTTP, else it does the jobs. Its
 * clock runs faster than the machine's: what takes two minutes in life, until a dead worker's
 * messages are taken from it, takes seconds. By SMTP_URL it sends letters; by GATEWAY short
 * messages, over HTTP with an idempotency key.
 */
const { DATABASE_URL, GILIRAN_KEYS, SMTP_URL, GATEWAY, FASTER, CLOCK_FROM, REAL_FROM_MS, LOOK_MS, ROLE } = process.env
const log = createLog('error')
const lifecycle = openLifecycle(log)
const from = Temporal.Instant.from(CLOCK_FROM!)
/** The same in every process. */
const fast: Clock = {
  now: () => from.add({ milliseconds: Math.round((Date.now() - Number(REAL_FROM_MS)) * Number(FASTER)) }),
}
const config = loadConfig({
  DATABASE_URL, GILIRAN_KEYS, PORT: '0', LOG_LEVEL: 'error', GILIRAN_NETWORK_LIMIT: '9999999',
  ...(SMTP_URL && { SMTP_URL }),
})
const server = { url: DATABASE_URL!, ownerUrl: DATABASE_URL! }
const parts = await openParts({ config, log, clock: fast, lifecycle, server })
if (GATEWAY) {
  parts.adapters = new Map([['sms', shortMessages(GATEWAY)]])
  parts.bookings.deps.tells = (contact) => contact.whatsapp !== undefined
}
if (ROLE === 'door') {
  console.log(`The door is ready at ${await serve(parts, lifecycle)}`)
} else {
  await startAllJobs(parts, lifecycle, { lookMs: Number(LOOK_MS) })
  console.log('A worker is ready at work')
}

/** A channel that promises once: the far side knows a message by its key, and answers the same again. */
function shortMessages(url: string): ChannelAdapter {
  return {
    channel: 'sms',
    isOnce: true,
    async send({ id, to, text }) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'idempotency-key': id, 'content-type': 'application/json' },
          body: JSON.stringify({ to, text }),
        })
        return response.ok ? { kind: 'taken', providerId: await response.text() } : { kind: 'not-now' }
      } catch {
        return { kind: 'no-answer' }
      }
    },
  }
}
