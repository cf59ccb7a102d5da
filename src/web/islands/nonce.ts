/** A name that nobody else has; getRandomValues, since randomUUID is missing where a network has no certificate. */
export function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
