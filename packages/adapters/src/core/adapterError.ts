/**
 * What went wrong, for programs. The message says it for people, with the next step.
 *
 * - `invalid_options`: an adapter was given an option that is missing, of the wrong type, or unknown.
 * - `secret_in_browser`: a key that must stay on a server was given to a sink in a page, where every visitor reads it.
 * - `client_missing`: the package that talks to the backend is not installed.
 */
export type AdapterErrorCode = 'invalid_options' | 'secret_in_browser' | 'client_missing'

/** The one error of the adapters: thrown when a sink is made, never by `send`. */
export interface AdapterError extends Error {
  code: AdapterErrorCode
}

/** No class of its own: in a page that would be a tenth of an adapter. */
export const adapterError = (code: AdapterErrorCode, message: string): AdapterError =>
  Object.assign(Error(message), { code })
