import { useLayoutEffect, useRef } from 'preact/hooks'

/** What each key does. Names as KeyboardEvent.key in lower case; the space bar is "space". */
export type Keys = Readonly<Record<string, () => void>>

/** In these a key is text, or chooses. */
const typing = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])'
/** These are pressed by the space bar themselves, once somebody came to them by the keyboard. */
const pressable = 'button, a, summary, input, label'

/** Whether the focus was last moved by a pointer: then the space bar belongs to the screen, not to what was clicked. */
let byPointer = false
const onPointer = (): void => void (byPointer = true)
const onTab = ({ key }: KeyboardEvent): void => {
  if (key === 'Tab') byPointer = false
}

function meantFor({ key, target }: KeyboardEvent): boolean {
  const focused = target instanceof Element ? target : document.body
  if (key === 'Escape') return true
  if (focused.matches(typing)) return false
  return byPointer || (key !== ' ' && key !== 'Enter') || !focused.matches(pressable)
}

/**
 * Keys of a screen. Left alone: what is typed into fields, keys held together with Ctrl, Alt
 * or Meta, keys that repeat because they are held down, and the space bar on a control that
 * was reached by Tab.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  // At once, not after the next painting: whoever knows the keys types two of them faster.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
      const act = latest.current[event.key === ' ' ? 'space' : event.key.toLowerCase()]
      if (!act || !meantFor(event)) return
      event.preventDefault()
      // Else the button that was clicked before would be pressed when the space bar comes up.
      if (event.key === ' ' && document.activeElement instanceof HTMLElement) document.activeElement.blur()
      act()
    }
    document.addEventListener('pointerdown', onPointer, true)
    document.addEventListener('keydown', onTab, true)
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
