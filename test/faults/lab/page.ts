import { OPEN_OTHERS } from './openOthers.ts'
import { PAGE_TOOLS, type PageTools } from './pageTools.ts'

/** What the page that answers by itself is told by its address. */
export interface Visit {
  tab: number
  /** The site's number for this address: one page has it, and no other counts. */
  visit: number
  /** `answer` taps without end, `drain` only waits until nothing is left to send. */
  does: 'answer' | 'drain'
  endpoint: string
  key: string
  /** Longest pause between two answers, in milliseconds. */
  pauseMs: number
}

/** What a page tells the lab. `thanked` comes after the card has said thanks, or after a promise has resolved. */
export type Told =
  | {
      is: 'thanked'
      tab: number
      records: { id: string; type: string; seq?: number; run?: string }[]
      ms: number
    }
  | { is: 'promised'; tab: number; id: string; token: number; ms: number } // an outcome; the oracle knows it by its value
  | { is: 'waiting'; tab: number; out: string[]; dead: string[] }
  | { is: 'trouble'; tab: number; what: string }

/** Runs in the page: shows the card, taps it, waits for the thanks, tells of them, and goes on until it is killed. */
async function drive(visit: Visit, { createPulso, recommendSurvey, thanksOn }: PageTools): Promise<void> {
  const { tab, does, endpoint, key, pauseMs } = visit
  const page = Math.random()
  const tell = (words: object) =>
    fetch('/told', {
      method: 'POST',
      body: JSON.stringify({ tab, visit: visit.visit, page, ...words }),
    }).catch(() => {})
  const trouble = (what: string) => tell({ is: 'trouble', what })
  addEventListener('error', ({ message }) => trouble(`error: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => trouble(`rejection: ${reason}`))

  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const until = async <T>(look: () => T, what: string): Promise<NonNullable<T>> => {
    const end = performance.now() + 20_000
    for (;;) {
      const found = look()
      if (found) return found
      if (performance.now() > end) throw new Error(`${what} never came`)
      await sleep(2)
    }
  }

  const notes: { id: string; type: string; seq?: number; run?: string }[] = []
  const id = `recommend-${tab}` // one of its own: two cards of one survey close each other
  const pulso = createPulso({
    key,
    endpoint,
    surveys: [recommendSurvey(id)],
    beforeSend(record) {
      const { id, type } = record
      notes.push('seq' in record ? { id, type, seq: record.seq, run: record.run } : { id, type })
      return record
    },
  })
  for (const event of ['error', 'rejected', 'held', 'storage-full', 'storage-refused'] as const)
    pulso.on(event, (data) => trouble(`${event}: ${'error' in data ? data.error : JSON.stringify(data)}`))

  if (does === 'drain') {
    for (;;) {
      const [out, dead] = await new Promise<[string[], string[]]>((resolve) => {
        const request = indexedDB.open('pulso')
        request.onupgradeneeded = () => request.transaction?.abort()
        request.onerror = () => resolve([[], []])
        request.onsuccess = () => {
          const database = request.result
          const transaction = database.transaction(['out', 'dead'])
          const out = transaction.objectStore('out').getAllKeys()
          const dead = transaction.objectStore('dead').getAllKeys()
          transaction.oncomplete = () => resolve([out.result as string[], dead.result as string[]])
          database.close()
        }
      })
      await tell({ is: 'waiting', out, dead })
      await sleep(500)
    }
  }

  const root = () => document.querySelector('pulso-survey')?.shadowRoot
  for (;;) {
    try {
      notes.length = 0
      const opened = await pulso.show(id, { force: true })
      if (!opened) {
        await sleep(50)
        continue
      }
      const radios = await until(() => {
        const found = root()?.querySelectorAll<HTMLInputElement>('input[type=radio]')
        return found?.length ? found : undefined
      }, 'the card')
      const radio = radios[Math.floor(Math.random() * radios.length)] as HTMLInputElement
      const thanks = thanksOn(root() as ShadowRoot)
      const from = performance.now()
      radio.click()
      await thanks
      await tell({ is: 'thanked', records: [...notes], ms: performance.now() - from })
      root()?.querySelector<HTMLElement>('.x')?.click()
      await until(() => !root(), 'the end of the card')

      if (Math.random() < 0.3) {
        const before = performance.now()
        const token = Math.floor(Math.random() * 2 ** 50)
        const isKept = await pulso.outcome('purchase', { value: token, currency: 'EUR' })
        const { id } = notes.at(-1) ?? {}
        if (isKept) await tell({ is: 'promised', id, token, ms: performance.now() - before })
      }
    } catch (error) {
      trouble(String(error))
    }
    await sleep(Math.random() * pauseMs)
  }
}

/** The page's own script. */
export const pageScript = (): string => `${OPEN_OTHERS}
await (${drive})(JSON.parse(new URLSearchParams(location.search).get('visit')), ${PAGE_TOOLS})
`

export const pageHtml = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<link rel="icon" href="data:,"></head><body><h1>Shop</h1><script type="module" src="/page.js"></script></body></html>`
