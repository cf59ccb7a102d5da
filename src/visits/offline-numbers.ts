/** Numbers go from 1 on for each letter; those given out without a network begin here. */
export const OFFLINE_NUMBERS_FROM = 501
/** Numbers that one desk has for itself, so that desks that cannot hear of each other give none twice. */
export const DESK_NUMBERS = 100
/** Desks with numbers of their own; a fifth shares those of the first. */
const DESKS = 4
/** Those written by hand when the browsers are gone as well. */
export const HAND_NUMBERS_FROM = OFFLINE_NUMBERS_FROM + DESKS * DESK_NUMBERS

/** Where a desk's numbers begin; `colleaguesBefore`: see the function of that name. */
export const deskNumbersFrom = (colleaguesBefore: number): number =>
  OFFLINE_NUMBERS_FROM + (colleaguesBefore % DESKS) * DESK_NUMBERS
