export { makeWitnessKey, readLogs, readWitnessKey } from './files.ts'
export { type ServedWitness, serveWitness } from './serve.ts'
export { logId, openState, type WitnessState } from './state.ts'
export { openWitness, type Witness } from './witness.ts'
