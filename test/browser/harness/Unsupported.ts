import type { EngineName, Feature } from './engine.ts'

/** This engine cannot do that. `engine.can(feature)` says so beforehand. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'

  constructor(
    readonly engine: EngineName,
    readonly feature: Feature,
  ) {
    super(
      `${engine} cannot do '${feature}'. Ask \`engine.can('${feature}')\` first and say in the test what follows.`,
    )
  }
}
