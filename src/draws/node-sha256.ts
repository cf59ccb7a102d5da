import { hash } from 'node:crypto'

/**
 * Node's SHA-256. By way of hexadecimal, since a buffer from node costs five times what the
 * hash itself does.
 */
export const nodeSha256 = (bytes: Uint8Array): Uint8Array => Uint8Array.fromHex(hash('sha256', bytes, 'hex'))
