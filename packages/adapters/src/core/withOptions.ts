import { adapterError } from './adapterError.ts'

/**
 * A function that makes something of an adapter's options, once they are checked and its defaults are filled in.
 *
 * @param defaults - Every option there is; '' marks one that must be given.
 * @throws {@link AdapterError} `invalid_options`, from the function it gives, naming the adapter and the option that is
 *   missing, unknown, or of another type than its default: `segment: "writeKey" must be string`, `segment: "writekey" must
 *   be undefined`.
 */
export const withOptions =
  <Options extends object, Made>(
    name: string,
    defaults: Required<Options>,
    make: (options: Required<Options>) => Made,
  ) =>
  (given: Options): Made => {
    const options = { ...defaults, ...given }
    for (const key in options)
      if (options[key] === '' || typeof options[key] !== typeof defaults[key])
        throw adapterError('invalid_options', `${name}: "${key}" must be ${typeof defaults[key]}`)
    return make(options)
  }
