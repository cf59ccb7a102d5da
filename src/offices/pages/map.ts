import type { Point } from '../office.ts'

/** A point on an open map, as a plain link: nothing of the map is loaded here. */
export function mapHref({ lat, lon }: Point): string {
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`
}
