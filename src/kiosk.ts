export { createKiosk, type Kiosk, type KioskOptions } from './browser/createKiosk.ts'
