/** How hours are written in a language: each screen's words have it. */
interface HourWords {
  /** Between hours and minutes: "." */
  colon: string
}

/**
 * The hour of an instant as its office writes it: RFC 3339 with the office's offset has the
 * local hour in it. "2026-11-30T08:30:00+07:00" -> "08.30"
 */
export function hourIn(instant: string, { colon }: HourWords): string {
  return instant.slice(11, 16).replace(':', colon)
}

/** An instant in RFC 3339 with the offset of `like`, so that its hour can be read off. */
export function momentLike(ms: number, like: string): string {
  const [offset, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(like) ?? ['+00:00', '+', '0', '0']
  const shift = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  return new Date(ms + shift).toISOString().slice(0, 19) + offset
}

/** How long something takes already: "04.12", with hours "1.04.12". Never below nothing. */
export function timerOf(since: string, now: number, { colon }: HourWords): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000))
  const two = (part: number): string => String(part).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const parts = [two(Math.floor(seconds / 60) % 60), two(seconds % 60)]
  return [...(hours > 0 ? [String(hours)] : []), ...parts].join(colon)
}
