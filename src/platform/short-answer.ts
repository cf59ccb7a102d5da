/**
 * The text of an answer, read in pieces; undefined as soon as it is longer than that, and the
 * connection is let go: an answer that never ends fills no memory.
 */
export async function readShort({ body }: Response, maxChars: number): Promise<string | undefined> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of body ?? []) {
    text += decoder.decode(part, { stream: true })
    if (text.length > maxChars) return undefined
  }
  return text + decoder.decode()
}
