import type { Page } from './engine.ts'

/** Brings the tab to the front if it is not: a person sees a tab before touching it, and engines may hang otherwise. */
export async function attend(page: Page): Promise<void> {
  if (await page.eval(() => document.visibilityState === 'visible')) return
  await page.toFront()
  await page.waitFor(() => document.visibilityState === 'visible')
}
