import type { Paths } from '../../web/index.ts'
import type { StaffAction } from '../rules.ts'

/** The screens of a hall, each with the right that opens it; the bar over every screen leads to some of them. */
export const rooms = [
  { name: 'counter', action: 'floor.call', path: 'staffCounter', isInBar: true },
  { name: 'reception', action: 'floor.checkIn', path: 'staffReception', isInBar: true },
  { name: 'floor', action: 'floor.see', path: 'staffFloor', isInBar: true },
  { name: 'kiosk', action: 'floor.checkIn', path: 'staffKiosk', isInBar: false },
  { name: 'door', action: 'floor.checkIn', path: 'staffDoor', isInBar: false },
] as const satisfies readonly { name: string; action: StaffAction; path: keyof Paths; isInBar: boolean }[]
