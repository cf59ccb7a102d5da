import { readFile } from 'node:fs/promises'
import type { OfficeDefinition } from './definition.ts'
import type { ListedOffice, Office } from './office.ts'
import { readReferenceData } from './reference.ts'
import { servicesOf } from './rules.ts'

/** The shipped data, for tests that need real offices. */
export const reference = await readReferenceData()

/** Wonosobo's file as it is shipped. */
export const wonosoboText = await readFile(new URL('../../reference/offices/wonosobo.yaml', import.meta.url), 'utf8')

export const wonosobo = reference.definitions.find(({ office }) => office === 'wonosobo')!

/** An office as the book holds it. */
export function asOffice(listed: ListedOffice, definition: OfficeDefinition | null = null): Office {
  const office = {
    ...listed,
    definition,
    bookable: definition?.bookable ?? false,
    revision: definition ? 1 : 0,
  }
  return { ...office, services: servicesOf(reference.catalogue, office) }
}

/** All shipped offices as the book holds them. */
export const offices: Office[] = reference.offices.map((listed) =>
  asOffice(listed, reference.definitions.find(({ office }) => office === listed.officeId) ?? null),
)

export function officeNamed(officeId: string): Office {
  const office = offices.find((one) => one.officeId === officeId)
  if (!office) throw new Error(`no office ${officeId}`)
  return office
}
