const ENTRY_START = /^(?=(?:\S*: )?CONSOLE )/m
const ERROR = /^(\S*: )?CONSOLE (?:[A-Z]+ )?ERROR (.*)/s

/** Errors among the lines that WebKit writes for the console: `URL:line:column: CONSOLE JS ERROR text`. */
export function webkitConsoleErrors(log: string): string[] {
  return log
    .split(ENTRY_START)
    .map((entry) => ERROR.exec(entry))
    .filter((match) => match !== null)
    .map(([, where = '', text = '']) => `${text.trim()} ${where.replace(/: $/, '')}`.trim())
    .filter((error) => !error.includes('/favicon.ico'))
}
