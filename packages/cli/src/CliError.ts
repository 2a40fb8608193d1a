/** Something the person at the keyboard can mend: what happened, to what, and the next step. Never an answer or a person. */
export class CliError extends Error {
  /** What the process ends with: 1 for a finding in what was given, 2 for how it was asked. */
  readonly exitCode: number

  constructor(message: string, { exitCode = 1, cause }: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause })
    this.name = 'CliError'
    this.exitCode = exitCode
  }
}
