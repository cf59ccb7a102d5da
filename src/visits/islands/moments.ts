import type { FloorWords } from './screen.ts'

/**
 * The hour of an instant as its office writes it: RFC 3339 with the office's offset has the
 * local hour in it. "2026-11-30T08:30:00+07:00" -> "08.30"
 */
export function hourOf(instant: string, { common }: FloorWords): string {
  return instant.slice(11, 16).replace(':', common.colon)
}

/** The hour at `ms`, with the offset of the office's own `instant`. */
export function hourAt(ms: number, instant: string, words: FloorWords): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? ['', '+', '00', '00']
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return hourOf(new Date(ms + offset * 60_000).toISOString(), words)
}

/** How long something takes already: "04.12", with hours "1.04.12". Never below nothing. */
export function timerOf(since: string, now: number, { common }: FloorWords): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000))
  const two = (part: number): string => String(part).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const parts = [two(Math.floor(seconds / 60) % 60), two(seconds % 60)]
  return [...(hours > 0 ? [String(hours)] : []), ...parts].join(common.colon)
}
