import { mount } from '../../web/islands/mount.ts'
import { Kiosk, type KioskData } from './kiosk-machine.tsx'

mount<KioskData>('kiosk', (data) => <Kiosk {...data} />)
