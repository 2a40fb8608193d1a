/** Codes a program may branch on. */
export type CollectorErrorCode = 'invalid_config' | 'store_unusable'

/** What the collector throws before it serves anything: at start, with the next step in the message. */
export class CollectorError extends Error {
  override readonly name = 'CollectorError'
  readonly code: CollectorErrorCode

  constructor(code: CollectorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
