import type { HelpKind } from './reception-types.ts'

/** As wire.ts lists them; named anew, since its schemas are too heavy for a browser. */
const all: Record<HelpKind, true> = {
  escort: true,
  wheelchair: true,
  'sign-language': true,
  'call-by-sight': true,
  'call-by-voice': true,
}
export const helpKindNames = Object.keys(all) as HelpKind[]
