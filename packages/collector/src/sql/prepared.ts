import type { Compilable } from 'kysely'
import { type Built, built } from './built.ts'

/** Stands for a value while a statement is built. */
class Place {
  constructor(readonly name: string | symbol) {}
}

/**
 * A statement that is built once, when it is first run, and then only given its values: for one that is run for each of
 * many rows. To build it takes longer than to run it in SQLite.
 *
 * @param build - is given places in the stead of values, by their names: it may hand them on to the builder, and nothing else.
 * @param name - under which PostgreSQL prepares it once per connection, where that is worth its while.
 */
export function prepared<Values extends object, Row>(
  build: (values: Values) => Compilable<Row>,
  name?: string,
): (values: Values) => Built<Row> {
  let once: Built<Row> | undefined
  const places = new Proxy({} as Values, { get: (_, name) => new Place(name) })
  return (given) => {
    once ??= built(build(places))
    const { text, values, isReading } = once
    return {
      ...(name !== undefined && { name }),
      text,
      isReading,
      values: values.map((one) => (one instanceof Place ? given[one.name as keyof Values] : one)),
    }
  }
}
