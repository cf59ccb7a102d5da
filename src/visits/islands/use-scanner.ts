import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** What every ticket's QR begins with, as a scanner that types sends it. */
const HEAD = 'glr'
/** A scanner is much faster; nobody types three letters so fast by chance. */
const GAP_MS = 400

/**
 * A scanner that types while the focus is elsewhere: by the first letters the focus goes to
 * the field, so that the rest of the code presses no keys of the screen.
 */
export function useScanner(field: RefObject<HTMLInputElement | null>, setTyped: (typed: string) => void): void {
  useEffect(() => {
    let seen = ''
    let lastMs = 0
    const press = (event: KeyboardEvent): void => {
      const { target, key, timeStamp } = event
      // Scanners type capitals as hands do: with Shift, which is a key of its own.
      if (key.length !== 1) return
      if (target === field.current || (target instanceof HTMLInputElement && target.type === 'text')) return
      seen = timeStamp - lastMs > GAP_MS ? key.toLowerCase() : seen + key.toLowerCase()
      lastMs = timeStamp
      if (!seen.endsWith(HEAD)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      seen = ''
      setTyped(HEAD.toUpperCase())
      if (field.current) {
        field.current.value = HEAD.toUpperCase()
        field.current.focus()
      }
    }
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [field, setTyped])
}
