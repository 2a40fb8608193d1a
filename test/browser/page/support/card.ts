import type { Pulso } from '../../../../src/index.ts'
import type { Page } from '../../harness/index.ts'

type Command = ((verb: string, ...args: unknown[]) => unknown) & Pulso

/** Path of an element in the card. */
export const card = (selector: string): string[] => ['pulso-survey', selector]

/** Taps this soon after something appeared are taken for slips: see `MISTAP_MS` of the widget. */
const MISTAP_MS = 320
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, MISTAP_MS))

/** Waits until the script tag is at work and its surveys are loaded. */
export const ready = (page: Page, id = 'recommend'): Promise<unknown> =>
  page.waitFor((survey) => (window as { pulso?: Command }).pulso?.explain?.(survey), {}, id)

/** The page tells Pulso of an event. */
export async function track(page: Page, event = 'order_completed'): Promise<void> {
  await page.waitFor(() => !!(window as { pulso?: Command }).pulso?.track)
  await page.eval((name) => void (window as unknown as { pulso: Command }).pulso('track', name), event)
}

/** Waits for a card, and until taps count. Returns its question. */
export async function asked(page: Page): Promise<string> {
  const prompt = await page.waitFor(
    () => document.querySelector('pulso-survey')?.shadowRoot?.querySelector('legend')?.textContent,
  )
  await settled()
  return `${prompt}`
}

/** An order, and the card that follows. */
export async function ask(page: Page): Promise<string> {
  await track(page)
  return asked(page)
}

/** Waits for the thank-you. */
export const thanked = (page: Page): Promise<string> =>
  page.waitFor(
    () => document.querySelector('pulso-survey')?.shadowRoot?.querySelector('.thanks')?.textContent,
  ) as Promise<string>

/** Taps a score of the open question, and waits for the thank-you. */
export async function answer(page: Page, value = 9): Promise<string> {
  await page.click(card(`input[value="${value}"]`))
  return thanked(page)
}

/** Waits for a question that has this in its prompt, and until taps count. */
export async function askedFor(page: Page, words: string): Promise<void> {
  await page.waitFor(
    (text) =>
      document
        .querySelector('pulso-survey')
        ?.shadowRoot?.querySelector('legend')
        ?.textContent?.includes(text),
    {},
    words,
  )
  await settled()
}

/** Number of cards on the page. */
export const cards = (page: Page): Promise<number> =>
  page.eval(() => document.querySelectorAll('pulso-survey').length)

/** Whether a card is on the page and nothing lies over its middle, as a finger would find out. */
export const isOnTop = (page: Page): Promise<boolean> =>
  page.eval(() => {
    const host = document.querySelector('pulso-survey')
    const box = host?.shadowRoot?.querySelector('.card')?.getBoundingClientRect()
    return !!box?.width && document.elementFromPoint(box.x + box.width / 2, box.y + 20) === host
  })
