/**
 * What every staff page has: the theme, set before anything is painted, and the clock in the
 * bar. Loaded as a plain script in the head, so it imports nothing.
 */
{
  const root = document.documentElement
  const KEY = 'giliran-theme'
  const dark = matchMedia('(prefers-color-scheme: dark)')

  const kept = (): string | null => {
    try {
      return localStorage.getItem(KEY)
    } catch {
      // Storage may be forbidden; the machine's own preference is left.
      return null
    }
  }
  const show = (): void => void (root.dataset.theme = kept() ?? (dark.matches ? 'dark' : 'light'))

  show()
  dark.addEventListener('change', show)
  addEventListener('storage', show)

  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || !target.closest('[data-theme-switch]')) return
    const theme = root.dataset.theme === 'dark' ? 'light' : 'dark'
    try {
      localStorage.setItem(KEY, theme)
    } catch {
      // Then it holds for this page.
    }
    root.dataset.theme = theme
  })

  addEventListener('DOMContentLoaded', () => {
    const clock = document.querySelector<HTMLTimeElement>('time.clock')
    const [, hours, minutes, seconds] = /T(\d\d):(\d\d):(\d\d)/.exec(clock?.dateTime ?? '') ?? []
    if (!clock || !hours) return
    const sign = clock.textContent[2] ?? '.'
    const startedMs = Date.now()
    const startSeconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    const two = (part: number): string => String(Math.floor(part)).padStart(2, '0')
    setInterval(() => {
      const day = (startSeconds + (Date.now() - startedMs) / 1000) % 86_400
      clock.textContent = two(day / 3600) + sign + two((day % 3600) / 60)
    }, 1000)
  })
}
