/**
 * Rows of a comma-separated file with a header, by column name (RFC 4180: quotes around a
 * field, doubled inside it). Throws on a row with another number of fields than the header,
 * on a quote that does not end, and on a header that lacks one of `columns`.
 */
export function parseCsv<const C extends string>(text: string, columns: readonly C[]): Record<C, string>[] {
  const [header = [], ...rows] = fieldsOf(text)
  const missing = columns.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new Error(`the header lacks: ${missing.join(', ')}`)
  return rows.map((fields, index) => {
    if (fields.length !== header.length) {
      throw new Error(`row ${index + 2} has ${fields.length} fields, the header has ${header.length}`)
    }
    return Object.fromEntries(columns.map((column) => [column, fields[header.indexOf(column)]])) as Record<C, string>
  })
}

function fieldsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const found = field.exec(text)
    if (!found) throw new Error(`row ${rows.length + 1} has a stray quote near ${text.slice(at, at + 20)}`)
    const [, quoted, bare, end] = found
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end === ',') {
      // A comma at the very end still opens one more, empty field.
      if (field.lastIndex === text.length) row.push('')
      else continue
    }
    rows.push(row)
    row = []
  }
  return rows
}
