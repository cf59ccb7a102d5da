import { useEffect, useRef } from 'preact/hooks'

/** Crockford's Base 32, as codes are made of: nothing in it looks like something else. */
export const CODE_KEYS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_LENGTH = 10

/** "WSB7K" -> "WSB-7K": as the ticket has it. */
export function groupCode(typed: string): string {
  return [typed.slice(0, 3), typed.slice(3, 6), typed.slice(6)].filter((part) => part !== '').join('-')
}

/** The code with one more character; unchanged where it is full or the character is in no code. */
export function withKey(typed: string, key: string): string {
  const character = key.toUpperCase().replace('O', '0').replace(/[IL]/, '1')
  return typed.length < CODE_LENGTH && character.length === 1 && CODE_KEYS.includes(character)
    ? typed + character
    : typed
}

/** A scanner's keys follow each other faster than fingers, in milliseconds. */
const SCAN_GAP_MS = 60
/** Everything that is scanned is longer than what is typed. */
const SCAN_LENGTH_MIN = 20

export interface TypingNeeds {
  /** A whole scan, ended by Enter. */
  onScan(text: string): void
  /** One key of a keyboard: a character, "Backspace" or "Enter". */
  onKey(key: string): void
}

/** Listens to a keyboard, and to scanners that are one. */
export function useTyping(needs: TypingNeeds): void {
  const latest = useRef(needs)
  latest.current = needs
  useEffect(() => {
    let burst = ''
    let lastMs = 0
    const press = (event: KeyboardEvent): void => {
      const { key, timeStamp, ctrlKey, altKey, metaKey } = event
      if (ctrlKey || altKey || metaKey) return
      const isFast = timeStamp - lastMs < SCAN_GAP_MS
      lastMs = timeStamp
      if (key === 'Enter' && burst.length >= SCAN_LENGTH_MIN) {
        const scanned = burst
        burst = ''
        // Otherwise it would also press whatever has the focus.
        event.preventDefault()
        return latest.current.onScan(scanned)
      }
      if (key.length === 1) burst = isFast ? burst + key : key
      const isOnButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null
      if (key !== 'Enter' || !isOnButton) latest.current.onKey(key)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
