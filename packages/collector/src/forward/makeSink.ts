import type { Sink } from '@pulso/adapters'
import * as adapters from '@pulso/adapters'
import { messageOf } from '../messageOf.ts'
import { caseText } from './caseText.ts'
import { isEnv, type SinkEntry } from './forwardFile.ts'

/** Work in pages only, lead nowhere, or need a function, which no file can hold. */
const NOT_HERE = ['ga4', 'gtm', 'memory', 'null', 'bigquery']

/** What `adapter` may be. */
export const ADAPTERS: readonly string[] = Object.keys(adapters)
  .filter((name) => name.endsWith('Sink') && name !== 'defineSink' && name !== 'defineServerSink')
  .map((name) => name.slice(0, -'Sink'.length))
  .filter((name) => !NOT_HERE.includes(name))
  .sort()

/** Write what a person reads. */
const WRITES_TEXT = ['slack', 'discord', 'teams', 'smtp']

type Environment = { readonly [name: string]: string | undefined }

/** Makes a sink from its entry, with the secrets of the environment; or says what is wrong with it. */
export function makeSink(
  { adapter, options }: Pick<SinkEntry, 'adapter' | 'options'>,
  env: Environment,
): { sink: Sink } | { problems: string[] } {
  const problems: string[] = []
  const filled = (value: unknown, place: string): unknown => {
    if (isEnv(value)) {
      const found = env[value.env]
      if (!found) problems.push(`options.${place}: the variable ${value.env} is not set.`)
      return found
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, filled(entry, `${place}.${key}`)]),
    )
  }
  const given = Object.fromEntries(Object.entries(options).map(([key, value]) => [key, filled(value, key)]))
  if (problems.length > 0) return { problems }
  const make = (adapters as unknown as { [name: string]: (options: object) => Sink })[`${adapter}Sink`]
  try {
    return { sink: make!(WRITES_TEXT.includes(adapter) ? { ...given, text: caseText } : given) }
  } catch (error) {
    return { problems: [`options: ${messageOf(error)}`] } // names the option, never its value
  }
}
