import { officeNamed, reference } from '../../src/offices/testing.ts'

/** The shipped catalogue, and Wonosobo as the book holds it: two sites, booking switched on. */
export const { catalogue } = reference
export const wonosobo = officeNamed('wonosobo')
