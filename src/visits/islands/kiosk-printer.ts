/**
 * Hands the page to the printer. Browsers never tell whether paper came out, so whoever
 * stands there is asked; false: the browser did not even begin.
 */
export function printSlip(): boolean {
  let began = false
  const onBegin = (): void => void (began = true)
  addEventListener('beforeprint', onBegin)
  try {
    print()
  } catch {
    began = false
  }
  removeEventListener('beforeprint', onBegin)
  return began
}
