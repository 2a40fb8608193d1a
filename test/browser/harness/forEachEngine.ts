import { afterAll, describe } from 'vitest'
import type { Browser, Engine, EngineName } from './engine.ts'
import { engineNamed } from './engineNamed.ts'

const ALL: readonly EngineName[] = ['chromium', 'firefox', 'webkit']

/**
 * One `describe` per engine. What the body opens through `engine.open()` is closed after the block, however it ends.
 * `PULSO_ENGINES=chromium,firefox` narrows it on a developer's machine; with `CI` set all three always run.
 */
export function forEachEngine(body: (engine: Engine) => void): void {
  const chosen = chosenEngines()
  for (const name of ALL) {
    describe.skipIf(!chosen.includes(name))(name, () => {
      const opened: Browser[] = []
      const engine = engineNamed(name)
      body({
        ...engine,
        open: async (options) => {
          const browser = await engine.open(options)
          opened.push(browser)
          return browser
        },
      })
      afterAll(() => Promise.all(opened.map((browser) => browser.close())))
    })
  }
}

function chosenEngines(): readonly string[] {
  const asked = process.env.PULSO_ENGINES
  if (!asked || process.env.CI) return ALL
  const names = asked.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !(ALL as readonly string[]).includes(name))
  if (unknown.length > 0)
    throw new Error(`PULSO_ENGINES names '${unknown.join(', ')}'; there are ${ALL.join(', ')}.`)
  return names
}
