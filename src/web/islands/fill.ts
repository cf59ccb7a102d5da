/** Puts values into a sentence of the page's catalogue: "Selesai, panggil {number}". Unknown names stay. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
