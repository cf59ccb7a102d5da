import { type Office, type OfficeDefinition, readReferenceData, servicesOf } from '../src/offices/index.ts'

const { catalogue } = await readReferenceData()

/** The same office as the book of offices holds it, with what it offers; null: only listed. */
export function listedOffice(
  definition: OfficeDefinition | null,
  { officeId = 'uji', timeZone = 'Asia/Jakarta' }: { officeId?: string; timeZone?: string } = {},
): Office {
  const office = {
    officeId,
    letters: 'TST',
    name: 'Kantor Imigrasi Uji',
    class: null,
    province: 'Jawa Tengah',
    timeZone,
    town: { lat: -7.36, lon: 109.9 },
    source: 'test',
    bookable: definition?.bookable ?? false,
    definition,
    revision: definition ? 1 : 0,
  }
  return { ...office, services: servicesOf(catalogue, office) }
}
