import type { EngineName, Feature, OpenOptions } from './engine.ts'
import { Unsupported } from './Unsupported.ts'

/** What each engine can do, as measured by `harness.test.ts`. */
export const FEATURES: Record<EngineName, readonly Feature[]> = {
  chromium: [
    'tap',
    'touch',
    'mobile',
    'deviceScaleFactor',
    'colorScheme',
    'reducedMotion',
    'forcedColors',
    'offline',
    'cpuSlowdown',
    'network',
    'lowMemory',
    'cdp',
  ],
  firefox: [
    'tap',
    'touch',
    'deviceScaleFactor',
    'colorScheme',
    'reducedMotion',
    'forcedColors',
    'offline',
    'lowMemory',
  ],
  webkit: ['colorScheme', 'reducedMotion'],
}

/** @throws Unsupported for the first thing asked for that the engine cannot do. */
export function requireFeatures(engine: EngineName, asked: Partial<Record<Feature, unknown>>): void {
  for (const feature of Object.keys(asked) as Feature[]) {
    if (asked[feature] !== undefined && !FEATURES[engine].includes(feature))
      throw new Unsupported(engine, feature)
  }
}

/** The features that options of `open()` need. `false` asks for nothing. */
export function featuresOf(options: OpenOptions): Partial<Record<Feature, unknown>> {
  return {
    touch: options.touch || undefined,
    mobile: options.viewport?.mobile || undefined,
    colorScheme: options.colorScheme,
    reducedMotion: options.reducedMotion || undefined,
    forcedColors: options.forcedColors || undefined,
  }
}
