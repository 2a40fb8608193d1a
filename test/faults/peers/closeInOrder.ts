import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer from 'puppeteer-core'

/** Starts a Chromium that {@link closeInOrder} can reach. */
export const REACHABLE = ['--remote-debugging-port=0']

/**
 * Closes a Chromium as its visitor would. A SIGTERM is no such thing: what pages wrote into localStorage in the second
 * before was not on the disk after it.
 */
export async function closeInOrder(profile: string): Promise<void> {
  const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  const browser = await puppeteer.connect({ browserWSEndpoint: `ws://127.0.0.1:${port}${path}` })
  await browser.close()
}
