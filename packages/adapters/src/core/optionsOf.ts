import { adapterError } from './adapterError.ts'

/**
 * The options of an adapter, with its defaults.
 *
 * @param defaults - Every option there is; '' marks one that must be given.
 * @throws {@link AdapterError} `invalid_options`, naming the adapter and the option that is missing, unknown, or of
 *   another type than its default: `segment: "writeKey" must be string`, `segment: "writekey" must be undefined`.
 */
export function optionsOf<Options extends object>(
  name: string,
  defaults: Required<Options>,
  given: Options,
): Required<Options> {
  const options = { ...defaults, ...given }
  for (const key in options)
    if (options[key] === '' || typeof options[key] !== typeof defaults[key])
      throw adapterError('invalid_options', `${name}: "${key}" must be ${typeof defaults[key]}`)
  return options
}
