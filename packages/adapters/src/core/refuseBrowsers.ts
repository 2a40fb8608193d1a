import { adapterError } from './adapterError.ts'

/** @throws {@link AdapterError} `secret_in_browser` where a page could be read by its visitor. */
export function refuseBrowsers(name: string): void {
  if ('document' in globalThis || 'importScripts' in globalThis)
    throw adapterError(
      'secret_in_browser',
      `${name}: its options hold a secret, and in a page every visitor could read it. Use this sink on your server, behind the collector.`,
    )
}
