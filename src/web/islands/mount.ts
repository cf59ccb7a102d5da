import { type ComponentChild, render } from 'preact'

/** The data that the page wrote for an island: see components/island.tsx. */
export function readData<T>(name: string): T {
  const text = document.getElementById(`data-${name}`)?.textContent
  if (!text) throw new Error(`the page has no data for the island ${name}`)
  return JSON.parse(text) as T
}

/** Puts an island where the page left room for it, over what stood there for those without script. */
export function mount<T>(name: string, make: (data: T) => ComponentChild): void {
  const place = document.querySelector(`[data-island="${name}"]`)
  if (!place) throw new Error(`the page has no room for the island ${name}`)
  const made = make(readData<T>(name))
  place.replaceChildren()
  render(made, place)
}
