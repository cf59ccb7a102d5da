/**
 * Rows as CSV (RFC 4180), UTF-8 with a mark that spreadsheets look for. A cell that a
 * spreadsheet would take for a formula gets an apostrophe before it: names are typed by
 * strangers.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`
}

function cellOf(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
