export { type DayEvent, type Party, type SimulatedDay, simulateDay } from './day.ts'
export { type CallMade, playDay, type PlayedDay } from './play.ts'
export { type Score, score } from './score.ts'
export { type OfficeShape, shapes } from './shapes.ts'
