import { randomInt } from 'node:crypto'

/**
 * Where this run's chance begins: another place each time. A failure prints it, as fast-check
 * does; FUZZ_SEED=<seed> begins there again.
 */
export const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31))
