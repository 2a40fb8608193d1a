import { existsSync, readFileSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CollectorError } from './CollectorError.ts'
import { messageOf } from './messageOf.ts'
import { openStore, STORE_EXAMPLES, storeOf } from './openStore.ts'
import { type Environment, storeUrlOf } from './readEnvironment.ts'
import type { Mode, Store } from './Store.ts'

/** What a command is given beside its arguments. */
export interface CommandContext {
  env: Environment
  /** Writes a line for people. */
  say: (line: string) => void
  /** Aborted when the operator asks it to end. */
  until: AbortSignal
}

/** 0: done. 1: not, or not all of it; what was said tells why. */
export type ExitCode = 0 | 1

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<Given extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Given; allowPositionals: true }>
>

/** Reads the arguments of a command. @throws {@link CollectorError} `invalid_config`, with how it is used. */
export function readArgs<const Given extends Options>(
  args: readonly string[],
  options: Given,
  usage: string,
  positionals: number | readonly [least: number, most: number],
): Parsed<Given> {
  let parsed: Parsed<Given>
  try {
    parsed = parseArgs<{ args: string[]; options: Given; allowPositionals: true }>({
      args: [...args],
      options,
      allowPositionals: true,
    })
  } catch {
    throw misused('An argument is not known, or lacks its value.', usage) // not said back: it may hold a password
  }
  const [least, most] = typeof positionals === 'number' ? [positionals, positionals] : positionals
  const { length } = parsed.positionals
  if (length < least || length > most) throw misused('An argument is missing, or too many.', usage)
  return parsed
}

/** A command that was written wrongly. */
export const misused = (problem: string, usage: string): CollectorError =>
  new CollectorError('invalid_config', `${problem}\n${usage}`)

/** `live` unless told. @throws {@link CollectorError} `invalid_config`. */
export function readMode(mode: string | undefined, usage: string): Mode {
  if (mode === undefined || mode === 'live' || mode === 'test') return mode ?? 'live'
  throw misused('--mode is live or test.', usage)
}

/**
 * Opens a store that is there: that of the environment, unless told. A mistyped path would otherwise be made, and look like
 * a store without records.
 *
 * @throws {@link CollectorError} `invalid_config`, `store_unusable`.
 */
export async function openExisting(url: string | undefined, env: Environment): Promise<Store> {
  const wanted = url ?? storeUrlOf(env)
  const store = storeOf(wanted)
  if (!store) throw new CollectorError('invalid_config', `That names no store. Give ${STORE_EXAMPLES}.`)
  if (store.kind === 'sqlite' && !existsSync(store.path))
    throw new CollectorError('invalid_config', `There is no file ${store.path}.`)
  return openStore(wanted)
}

/** Reads a text file. @throws {@link CollectorError} `invalid_config`, when it cannot be read. */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new CollectorError('invalid_config', `${path} cannot be read: ${messageOf(cause)}.`, { cause })
  }
}
