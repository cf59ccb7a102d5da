import type { Office, Point } from './office.ts'
import { otherNames } from './other-names.ts'

/** Mean radius of the earth (IUGG), in kilometres. */
const EARTH_KM = 6371.0088

/**
 * Distance as the crow flies (haversine), in kilometres, 0..20016. Half a percent off at
 * most, since the earth is no ball: enough to say which office is near, not how to get there.
 */
export function distanceKm(a: Point, b: Point): number {
  const latitudes = radians(b.lat - a.lat)
  const longitudes = radians(b.lon - a.lon)
  const h =
    Math.sin(latitudes / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(longitudes / 2) ** 2
  // Rounding can push h past 1 for points on opposite sides.
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

export interface OfficeAtDistance {
  office: Office
  distanceKm: number
}

/** Offices by distance from a point to their nearest site, or to their town while no site is known. */
export function nearest(offices: readonly Office[], lat: number, lon: number): OfficeAtDistance[] {
  return offices
    .map((office) => {
      const points: readonly Point[] = office.definition?.sites ?? [office.town]
      return { office, distanceKm: Math.min(...points.map((point) => distanceKm({ lat, lon }, point))) }
    })
    .toSorted((a, b) => a.distanceKm - b.distanceKm)
}

/**
 * Offices that fit what somebody typed, best first: by name, then by the name of a site or a
 * place in the working area, then by province. Every word must begin some word of the office; case,
 * accents, spaces inside a name and a leading "Kantor Imigrasi" do not matter. Nothing
 * typed: all of them, as they come.
 */
export function searchOffices(offices: readonly Office[], q: string): Office[] {
  const words = plain(q).replace(OFFICE_WORDS, '').split(' ').filter(Boolean)
  if (words.length === 0) return [...offices]
  return offices
    .map((office) => ({ office, rank: rankOf(office, words) }))
    .filter(({ rank }) => rank < NO_FIT)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ office }) => office)
}

const OFFICE_WORDS = /^(kantor( imigrasi)?|kanim|imigrasi)( |$)/

const NO_FIT = 9

function rankOf(office: Office, words: readonly string[]): number {
  const name = plain(office.name).replace(OFFICE_WORDS, '')
  const typed = words.join(' ')
  if (name === typed) return 0
  if (name.startsWith(typed) || joined(name).startsWith(joined(typed))) return 1
  if (fits(name, words)) return 2
  const places = [
    ...(otherNames[office.officeId] ?? []),
    ...(office.definition?.sites ?? []).map((site) => site.name),
    ...(office.definition?.workingArea ?? []).map((area) => area.name),
  ].map(plain)
  if (places.some((place) => fits(place, words))) return 3
  if (fits(plain(office.province), words)) return 4
  // "magelang jawa tengah": words from different places, all of them of this office.
  return fits([name, ...places, plain(office.province)].join(' '), words) ? 5 : NO_FIT
}

function fits(place: string, words: readonly string[]): boolean {
  const inside = place.split(' ')
  return (
    words.every((word) => inside.some((one) => one.startsWith(word))) || joined(place).startsWith(joined(words.join()))
  )
}

function joined(name: string): string {
  return name.replaceAll(/[ ,]/g, '')
}

/** Small letters and digits with single spaces: "Kab. Pangkal-Pinang" is "kab pangkal pinang". */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
