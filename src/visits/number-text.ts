/** A number as it is called and shown, by the server and in browsers: "A-017". */
export function numberText(letter: string, number: number): string {
  return `${letter}-${String(number).padStart(3, '0')}`
}

/** The numbers behind one letter, of those given: of "A-017", "B-003" and "A-002" 17 and 2 for A. */
export function numbersBehind(letter: string, given: readonly string[]): number[] {
  return given.filter((text) => text.startsWith(`${letter}-`)).map((text) => Number(text.slice(2)))
}
