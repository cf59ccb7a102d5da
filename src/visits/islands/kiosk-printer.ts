/** What is wrong with the printer, kept on this machine until staff say that it is mended. */
export interface PrinterTrouble {
  /** "08.14" */
  since: string
  /** The last number that got no paper. */
  number: string
}

const KEY = 'giliran-kiosk-printer'

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

export function readTrouble(): PrinterTrouble | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as PrinterTrouble | null) ?? undefined
  } catch {
    // Storage may be forbidden: then it is known until the page is loaded again.
    return undefined
  }
}

export function keepTrouble(trouble: PrinterTrouble | undefined): void {
  try {
    if (trouble) localStorage.setItem(KEY, JSON.stringify(trouble))
    else localStorage.removeItem(KEY)
  } catch {
    // As above.
  }
}
