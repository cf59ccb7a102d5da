import { createTransport, type Transporter } from 'nodemailer'
import type { ChannelAdapter, Outcome, Outgoing } from './channel.ts'

export interface EmailNeeds {
  smtpUrl: string
  /** Who sends where the office names nobody: an address, or Name <address>. */
  from: string
}

/** A server that does not answer must not hold a worker for long, in ms. */
const PATIENCE_MS = 20_000

/**
 * Letters over SMTP (RFC 5321). The protocol cannot promise once: where the answer to DATA is
 * lost the letter is sent again, under the same Message-ID, by which mailboxes know it.
 */
export function openEmail({ smtpUrl, from }: EmailNeeds): ChannelAdapter {
  const timeouts = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS }
  const transport: Transporter = createTransport({ url: smtpUrl, pool: true, ...timeouts }, { from })
  return {
    channel: 'email',
    isOnce: false,
    send: (outgoing) => sendLetter(transport, outgoing),
    close: () => transport.close(),
  }
}

async function sendLetter(transport: Transporter, outgoing: Outgoing): Promise<Outcome> {
  const { id, to, sender, subject, text, attachment, unsubscribe } = outgoing
  try {
    await transport.sendMail({
      to,
      ...(sender && { from: sender }),
      subject,
      text,
      ...(attachment && { attachments: [attachment] }),
      messageId: `<${id}@giliran>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...stopHeaders(unsubscribe) },
    })
    return { kind: 'taken', parts: 1 }
  } catch (error) {
    return outcomeOf(error)
  }
}

/** The button "unsubscribe" of mail readers; what is pressed by one click must be HTTPS (RFC 8058, section 3.1). */
function stopHeaders(page: string | undefined): Record<string, string> {
  if (page === undefined) return {}
  const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  return { 'List-Unsubscribe': `<${page}>`, ...(page.startsWith('https:') && oneClick) }
}

/** What nodemailer throws: `code`, `responseCode` of the server, `command` at which it ended. */
interface SmtpFailure {
  code?: string
  responseCode?: number
  command?: string
}

/** RFC 5321, section 4.2.1: 5yz is for good, 4yz is for now. Nothing is known only once DATA was sent. */
function outcomeOf(error: unknown): Outcome {
  const { code = 'UNKNOWN', responseCode, command } = error as SmtpFailure
  const detail = responseCode === undefined ? code : String(responseCode)
  const isOfAddress = command === 'RCPT TO' || command === 'DATA' || code === 'EENVELOPE' || code === 'EMESSAGE'
  if (responseCode !== undefined && responseCode >= 500 && isOfAddress) return { kind: 'refused', detail }
  if (responseCode === undefined && command === 'DATA') return { kind: 'no-answer', detail }
  return { kind: 'not-now', detail }
}
