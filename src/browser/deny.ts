import type { Core } from './core.ts'

/** Whether there is a database. One that is not there is not made. */
const hasDatabase = () =>
  new Promise<boolean>((resolve) => {
    const request = indexedDB.open('pulso')
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onerror = (event) => {
      event.preventDefault() // the abort above: no news for the console
      resolve(false)
    }
    request.onsuccess = () => {
      request.result.close()
      resolve(true)
    }
  })

/** Consent was refused or withdrawn: forgets what is stored, unsent answers of this and of earlier visits too. */
export async function deny(core: Core, wipe: () => Promise<void>): Promise<void> {
  for (const key of ['ledger', 'surveys', 'run', 'waits', 'shows']) {
    core.store.set(key) // memory only: without consent a keepsake touches no storage
    core.tab.set(key)
    for (const area of [() => localStorage, () => sessionStorage])
      try {
        area().removeItem(`pulso:${key}`)
      } catch {}
  }
  if (core.queue || (await hasDatabase().catch(() => false))) await wipe()
}
