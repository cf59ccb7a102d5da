/**
 * One text of a posted form or a query, by name: '' where it is missing or not a text. Of
 * several the first counts; nothing is read beyond `lengthMax` characters. Other fields are
 * let be: what a messenger hangs on a link must not break it.
 */
export function fieldText(source: unknown, name: string, lengthMax = 300): string {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) return ''
  const value: unknown = Reflect.get(source, name)
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.slice(0, lengthMax) : ''
}
