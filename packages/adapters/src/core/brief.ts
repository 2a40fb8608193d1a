import type { PulsoRecord } from '@pulso/web/schema'
import { flat, type Scalars } from './flat.ts'

const LESS = /hash|audi|stage|sampl|^(at|type|seq)$|person|instr|facet|points|_kind|comment|other/

/**
 * What matters of a record, as text, for backends that take few and short properties and no personal data: contacts,
 * comments and free text stay out.
 */
export function brief(record: PulsoRecord, longest: number): { [name: string]: string | number } {
  const properties: Scalars = flat(record)
  const free = /text|contact/.test(`${properties.question_type}`)
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !LESS.test(name) && !(free && /^value/.test(name)))
      .slice(0, 25)
      .map(([name, value]) => [
        name.slice(0, 40),
        typeof value === 'number' ? value : `${value}`.slice(0, longest),
      ]),
  )
}
