import type { Browser, Page } from '../../browser/harness/index.ts'
import { processOfPage } from '../lab/processOfPage.ts'
import type { Stage } from './stage.ts'

export interface TwoTabs {
  page: Page
  other: Page
  /** Process of `page`; that of `other` is another one. */
  pid: number
  browser: Browser
}

const MAX_TABS = 5

/** Two tabs of one site that run in processes of their own, in a browser of their own, which the caller ends. */
export async function twoTabs({ engine, visit }: Stage): Promise<TwoTabs> {
  const browser = await engine.open()
  try {
    const page = await visit({ browser })
    const pid = await processOfPage(page, browser.profile)
    for (let tab = 1; tab < MAX_TABS; tab++) {
      const other = await visit({ browser })
      if ((await processOfPage(other, browser.profile)) !== pid) return { page, other, pid, browser }
    }
    throw new Error(`${engine.name} runs ${MAX_TABS} tabs in one process.`)
  } catch (error) {
    await browser.close()
    throw error
  }
}
