import { createKiosk, type Kiosk, type KioskOptions } from './browser/createKiosk.ts'
import { readAttributes } from './browser/readAttributes.ts'

// The script tag of a shared device: its `data-` attributes are the options, `pulsoKiosk` is the handle.

const page = window as unknown as { pulsoKiosk?: Kiosk }
try {
  page.pulsoKiosk ??= createKiosk(
    readAttributes((document.currentScript as HTMLElement | null)?.dataset) as unknown as KioskOptions,
  )
} catch (error) {
  console.error(error) // the page goes on; the message names what is missing
}
