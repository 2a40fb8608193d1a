import type * as z from 'zod/mini'
import type { Plain } from './plainCopy.ts'
import type { Step } from './problem.ts'

type Schema = z.core.$ZodType
const definition = (schema: Schema): z.core.$ZodTypes['_zod']['def'] => (schema as z.core.$ZodTypes)._zod.def

/** The schema under `optional` and default wrappers. */
export function unwrap(schema: Schema): Schema {
  const def = definition(schema)
  return def.type === 'optional' || def.type === 'default' ? unwrap(def.innerType) : schema
}

/** Whether a value is of the kind that a schema describes, whatever is wrong inside it. */
function fits(schema: Schema, value: Plain): boolean {
  const def = definition(unwrap(schema))
  switch (def.type) {
    case 'union':
      return def.options.some((option) => fits(option, value))
    case 'object':
    case 'record':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'array':
    case 'tuple':
      return Array.isArray(value)
    case 'literal':
    case 'enum':
      return true
    default:
      return typeof value === def.type
  }
}

/** The values that a literal or an enumeration allows. */
export function allowed(schema: Schema | undefined): string[] {
  if (!schema) return []
  const def = definition(unwrap(schema))
  if (def.type === 'enum') return Object.values(def.entries).map(String)
  return def.type === 'literal' ? def.values.map(String) : []
}

/** Of a union the branch that a value is meant for; else the schema itself, unwrapped. */
export function branchFor(schema: Schema, value: Plain): Schema | undefined {
  const bare = unwrap(schema)
  const def = definition(bare)
  if (def.type !== 'union') return bare
  if ('discriminator' in def && typeof def.discriminator === 'string') {
    const key = def.discriminator
    const mark = typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined
    return def.options.find((option) => allowed(shapeOf(option)?.[key]).includes(String(mark)))
  }
  const option = def.options.find((each) => fits(each, value))
  return option && branchFor(option, value)
}

/** The keys of an object schema with their schemas. */
export function shapeOf(schema: Schema | undefined): { [key: string]: Schema } | undefined {
  const def = schema && definition(unwrap(schema))
  return def?.type === 'object' ? def.shape : undefined
}

/** The branches of a union, such as the question types. */
export function optionsOf(schema: Schema): readonly Schema[] {
  const def = definition(unwrap(schema))
  return def.type === 'union' ? def.options : []
}

function childOf(schema: Schema, step: Step): Schema | undefined {
  const def = definition(schema)
  if (def.type === 'object') return Object.hasOwn(def.shape, step) ? def.shape[step] : undefined
  if (def.type === 'array') return def.element
  if (def.type === 'record') return def.valueType
  return def.type === 'tuple' ? def.items[Number(step)] : undefined
}

/** The value at a place, undefined where there is none. */
export function valueAt(value: Plain | undefined, steps: readonly PropertyKey[]): Plain | undefined {
  let here: Plain | undefined = value
  for (const step of steps) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = Array.isArray(here) ? here[Number(step)] : here[String(step)]
  }
  return here
}

/** The schema of a place, given the value there. */
export function schemaAt(schema: Schema, value: Plain, steps: readonly PropertyKey[]): Schema | undefined {
  let here: Schema | undefined = schema
  for (let depth = 0; depth < steps.length; depth++) {
    const branch: Schema | undefined = here && branchFor(here, valueAt(value, steps.slice(0, depth)) ?? null)
    here = branch && childOf(branch, steps[depth] as Step)
  }
  return here
}

/** Calls back for every value that `target` describes, wherever it lies. */
export function eachOf(
  target: Schema,
  schema: Schema,
  value: Plain,
  found: (value: Plain, steps: readonly Step[]) => void,
  steps: readonly Step[] = [],
): void {
  const bare = unwrap(schema)
  const isTarget = (option: Schema) => unwrap(option) === target && fits(option, value)
  if (isTarget(bare) || optionsOf(bare).some(isTarget)) {
    found(value, steps)
    return
  }
  const branch = branchFor(bare, value)
  if (!branch || typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key
    const child = childOf(branch, step)
    if (child) eachOf(target, child, each, found, [...steps, step])
  }
}
