import { hash } from 'node:crypto'

/**
 * SHA-256(salt || JSON of [[name, NIK], ...]): what the public list says of an entry's people.
 * Opened to an auditor in person with the salt, and by nobody without it.
 */
export function peopleCommitment(salt: Buffer, people: readonly { name: string; nik: string }[]): Buffer {
  const text = JSON.stringify(people.map(({ name, nik }) => [name, nik]))
  return hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'buffer')
}
