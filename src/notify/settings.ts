import type { NotifyDefinition } from '../offices/index.ts'

export type NotifySettings = Required<Pick<NotifyDefinition, 'channels' | 'quiet' | 'soonBefore' | 'perContactMax'>> & {
  sender: NonNullable<NotifyDefinition['sender']>
  prices: { whatsapp: number; sms: number }
  /** undefined: no such reminder. */
  reminders: { dayBefore: string | undefined; morning: string | undefined }
}

/** What holds for an office, the usual where it says nothing: planning figures of ours, nobody's rule. */
export function notifySettings({ notify = {} }: { notify?: NotifyDefinition }): NotifySettings {
  const { channels = ['whatsapp', 'sms', 'email', 'push'], sender = {}, prices = {}, reminders } = notify
  return {
    channels,
    sender,
    prices: { whatsapp: prices.whatsapp ?? 0, sms: prices.sms ?? 0 },
    quiet: notify.quiet ?? { from: '21:00', to: '06:00' },
    reminders: reminders
      ? { dayBefore: reminders.dayBefore, morning: reminders.morning }
      : { dayBefore: '17:00', morning: '06:00' },
    soonBefore: notify.soonBefore ?? 3,
    perContactMax: notify.perContactMax ?? 12,
  }
}
