import { PAGE_TOOLS, type PageTools } from './pageTools.ts'

/** Milliseconds of one tap, from the click to the thanks on the card, and of what lies between. */
export interface Tap {
  total: number
  /** Until the write is begun: the answer is taken and drawn, its record made. */
  before: number
  /** Strict writes, until the last is complete. */
  write: number
  /** Until the thanks are on the card. */
  after: number
  /** How many writes that were: two for who taps in the moment in which the card is there. */
  writes: number
}

export interface ThanksTimes {
  /** Taps half a second after the card is there or later, once its impression is written. */
  person: Tap[]
  /** Taps at once, as those of the pages that are killed. */
  hasty: Tap[]
  /** A row of the same size put by itself into a database with one store, under strict durability. */
  bare: number[]
}

interface Setup {
  endpoint: string
  key: string
  taps: number
}

/** Runs in the page: taps and bare writes by turns, so that whatever else the machine does falls on all of them. */
async function measure(
  { endpoint, key, taps }: Setup,
  { createPulso, recommendSurvey, thanksOn }: PageTools,
): Promise<ThanksTimes> {
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const id = 'recommend'
  const pulso = createPulso({
    key,
    endpoint,
    surveys: [recommendSurvey(id)],
  })
  const root = () => document.querySelector('pulso-survey')?.shadowRoot
  const until = async <T>(look: () => T): Promise<NonNullable<T>> => {
    for (const end = performance.now() + 20_000; performance.now() < end; await sleep(2)) {
      const found = look()
      if (found) return found
    }
    throw new Error('The card never came, or never went.')
  }

  const writes: { from: number; to: number }[] = []
  const native = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    const transaction = native.call(this, names, mode, options)
    if (this.name === 'pulso' && mode === 'readwrite' && options?.durability === 'strict') {
      const write = { from: performance.now(), to: Number.NaN }
      writes.push(write)
      transaction.addEventListener('complete', () => {
        write.to = performance.now()
      })
    }
    return transaction
  }

  const tap = async (isHasty: boolean): Promise<Tap> => {
    writes.length = 0
    await pulso.show(id, { force: true })
    const radio = await until(() => root()?.querySelectorAll<HTMLInputElement>('input[type=radio]')[7])
    if (!isHasty) {
      await sleep(500)
      await until(() => writes[0]?.to) // the impression is on the disk
      writes.length = 0
    }
    const thanks = thanksOn(root() as ShadowRoot)
    const from = performance.now()
    radio.click()
    await thanks
    const to = performance.now()
    const [first, last] = [writes[0]?.from ?? Number.NaN, writes.at(-1)?.to ?? Number.NaN]
    const count = writes.length
    root()?.querySelector<HTMLElement>('.x')?.click()
    await until(() => !root())
    await sleep(150) // what was kept is sent meanwhile
    return { total: to - from, before: first - from, write: last - first, after: to - last, writes: count }
  }

  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('bare')
    request.onupgradeneeded = () => request.result.createObjectStore('rows')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const put = (key: number) =>
    new Promise<number>((resolve, reject) => {
      const from = performance.now()
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' })
      transaction.objectStore('rows').put('x'.repeat(900), key)
      transaction.oncomplete = () => resolve(performance.now() - from)
      transaction.onabort = () => reject(transaction.error)
      transaction.commit()
    })

  const times: ThanksTimes = { person: [], hasty: [], bare: [] }
  await tap(false) // fetches the card, opens the database
  for (let round = 0; round < taps; round++) {
    const turns = [
      async () => times.person.push(await tap(false)),
      async () => times.hasty.push(await tap(true)),
      async () => times.bare.push(await put(round)),
    ]
    for (let turn = 0; turn < turns.length; turn++) await turns[(round + turn) % turns.length]?.()
    await sleep(50)
  }
  return times
}

/** The page's own script; what it measured is told to `/told`. */
export const thanksScript = (setup: Setup): string => `
const told = await (${measure})(${JSON.stringify(setup)}, ${PAGE_TOOLS}).catch((error) => ({ error: String(error) }))
await fetch('/told', { method: 'POST', body: JSON.stringify(told) })
`
