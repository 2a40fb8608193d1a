import type { Browser, Engine, EngineName, OpenOptions } from './engine.ts'
import { FEATURES, featuresOf, requireFeatures } from './features.ts'
import { openChromium } from './openChromium.ts'
import { openFirefox } from './openFirefox.ts'
import { openWebKit } from './openWebKit.ts'

const START_ATTEMPTS = 3
const OPENERS = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit }

/** One of the three engines. Only its start is tried again: what fails later is a finding. */
export function engineNamed(name: EngineName): Engine {
  const engine: Engine = {
    name,
    can: (feature) => FEATURES[name].includes(feature),
    open: async (options = {}) => {
      requireFeatures(name, featuresOf(options))
      return startPatiently(engine, options)
    },
  }
  return engine
}

async function startPatiently(engine: Engine, options: OpenOptions): Promise<Browser> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await OPENERS[engine.name](engine, options)
    } catch (error) {
      if (attempt === START_ATTEMPTS) {
        throw new Error(
          `${engine.name} did not start in ${START_ATTEMPTS} attempts: ${(error as Error).message}`,
          {
            cause: error,
          },
        )
      }
    }
  }
}
